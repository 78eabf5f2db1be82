type Path = readonly (string | number)[]

/** One rule broken at one place of a body. */
export interface Violation {
  readonly path: Path
  /** A code like Discord's: `BASE_TYPE_MAX_LENGTH`. */
  readonly code: string
  readonly message: string
}

interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[]
}

/** An error response of Discord. */
export interface DiscordApiError {
  readonly status: number
  /** The JSON of the response. */
  readonly body: { readonly code: number; readonly message: string; readonly errors?: ErrorTree }
  /** One line for people. */
  readonly message: string
}

/** topics/opcodes-and-status-codes, "JSON Error Codes": the sentence and the HTTP status of each. */
const known = {
  0: [404, '404: Not Found'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30046: [429, 'Maximum number of edits to messages older than 1 hour reached. Try again later'],
  40001: [401, 'Unauthorized'],
  40058: [400, 'Cannot message this channel until the forum post is created'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40333: [403, 'internal network error'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50024: [403, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [400, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
} as const satisfies Record<number, readonly [number, string]>

/** A code whose sentence Discord documents. */
type ErrorCode = keyof typeof known

/** Thrown by a route of the simulator to answer with an error. */
export class DiscordErrorResponse extends Error {
  readonly refusal: DiscordApiError

  constructor(refusal: DiscordApiError) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/** Answers with a code and its sentence. */
export function refuse(code: ErrorCode): DiscordApiError {
  const [status, message] = known[code]
  return { status, body: { code, message }, message: `${code} ${message}` }
}

/** An error of Discord's servers: no code, no reason. */
export function serverError(status: number, why: string): DiscordApiError {
  const message = status === 500 ? '500: Internal Server Error' : `${status}: Server Error`
  return { status, body: { code: 0, message }, message: `${message} (${why})` }
}

/** Error 50035, with the tree of what is wrong where. */
export function formError(violations: readonly [Violation, ...Violation[]]): DiscordApiError {
  const [first, ...more] = violations
  const errors: ErrorTree = {}
  for (const violation of violations) plant(errors, violation)
  const rest = more.length > 0 ? `, and ${more.length} more` : ''
  const where = first.path.join('.') || 'body'
  return {
    status: 400,
    body: { code: 50035, message: 'Invalid Form Body', errors },
    message: `50035 Invalid Form Body: ${where}: ${first.message} (${first.code})${rest}`,
  }
}

function plant(tree: ErrorTree, { path, code, message }: Violation): void {
  let branch = tree
  for (const step of path) {
    const next = branch[step] ?? {}
    branch[step] = next
    branch = next as ErrorTree
  }
  const leaf = (branch._errors ?? []) as { code: string; message: string }[]
  branch._errors = [...leaf, { code, message }]
}

/** Throws the error response with a documented code. */
export function failWith(code: ErrorCode): never {
  throw new DiscordErrorResponse(refuse(code))
}

/** Throws the error response if there is an error. */
export function failWithError(error: DiscordApiError | undefined): void {
  if (error) throw new DiscordErrorResponse(error)
}
