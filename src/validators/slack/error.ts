import type { z } from 'zod'

/** Slack's error response, and one line for people. */
export interface SlackApiError {
  readonly message: string
  readonly body: {
    readonly ok: false
    readonly error: string
    readonly errors?: readonly string[]
    readonly response_metadata?: { readonly messages: readonly string[] }
  }
}

/** What is wrong with one place of a call; the place is a path of keys. */
export interface Violation {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** An error without places. */
export function apiError(error: string, why?: string): SlackApiError {
  return { message: why ? `${error}: ${why}` : error, body: { ok: false, error } }
}

/** Thrown by a method of the simulator to answer with an error. */
export class SlackErrorResponse extends Error {
  readonly error: SlackApiError

  constructor(error: string | SlackApiError) {
    super(typeof error === 'string' ? error : error.message)
    this.error = typeof error === 'string' ? apiError(error) : error
  }
}

/**
 * An error with a pointer to every place that is wrong, in the form Slack uses for `invalid_blocks`:
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function apiErrorAt(error: string, flaws: readonly Violation[]): SlackApiError {
  const errors = flaws.map(({ path, message }) => `${message} [json-pointer:${pointer(path)}]`)
  return {
    message: `${error}: ${errors[0] ?? ''}`,
    body: { ok: false, error, errors, response_metadata: { messages: errors.map((each) => `[ERROR] ${each}`) } },
  }
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The issues of a schema, in Slack's words. `value` was checked, and `at` is its path in the call. */
export function violationsOf(error: z.ZodError, value: unknown, at: readonly PropertyKey[]): Violation[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path, message: `invalid additional property: ${key}` }))
    }
    if (issue.path.length > 0 && valueAt(value, issue.path) === undefined) {
      return [{ path: path.slice(0, -1), message: `missing required field: ${String(path.at(-1))}` }]
    }
    return [{ path, message: describe(issue, valueAt(value, issue.path)) }]
  })
}

function describe(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum))
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'invalid_type':
      return `must provide ${issue.expected === 'array' || issue.expected === 'object' ? 'an' : 'a'} ${issue.expected}`
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`
    case 'invalid_union':
      return issue.discriminator ? `unsupported type: ${String(value)}` : 'failed to match all allowed schemas'
    default:
      return issue.message
  }
}

function tooBig(origin: string, maximum: number): string {
  if (origin === 'array') return `no more than ${maximum} items allowed`
  if (origin === 'string') return `must be less than ${maximum + 1} characters`
  return `must be at most ${maximum}`
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === 'array') return `no fewer than ${minimum} items allowed`
  if (origin === 'string') return `must be more than ${minimum - 1} characters`
  return `must be at least ${minimum}`
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value)
}
