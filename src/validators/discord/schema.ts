import type { Violation } from './error.ts'

type Path = readonly (string | number)[]
type Fields = Readonly<Record<string, unknown>>

/** The part of a zod issue that is read here. */
interface Issue {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly origin?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly expected?: string
  readonly format?: string
  readonly values?: readonly unknown[]
  readonly errors?: readonly (readonly Issue[])[]
}

/** A schema of `discord-api-spec`. */
export interface Schema {
  safeParse(value: unknown): {
    readonly success: boolean
    readonly data?: unknown
    readonly error?: { readonly issues: readonly unknown[] }
  }
}

/** The violations of Discord's published request schema. An unknown field is one as well. */
export function schemaViolations(schema: Schema, value: unknown, at: Path = []): Violation[] {
  const { success, data, error } = schema.safeParse(value)
  if (success) return unknownFields(value, data, at)
  return ((error?.issues ?? []) as readonly Issue[]).flatMap((issue) => translate(issue, value, at))
}

function translate(issue: Issue, value: unknown, at: Path): Violation[] {
  const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  const path = [...at, ...steps]
  const found = steps.reduce<unknown>((inner, step) => (inner as Fields | undefined)?.[step], value)
  if (issue.code === 'invalid_union') return translateUnion(issue, found, path)
  return [{ path, ...complaint(issue, found) }]
}

function translateUnion(issue: Issue, found: unknown, path: Path): Violation[] {
  const isType = ({ path: [first], code }: Issue) => first === 'type' && code === 'invalid_value'
  const branches = (issue.errors ?? []).filter((branch) => branch.length > 0)
  const fitting = branches.filter((branch) => !branch.some(isType))
  if (fitting.length === 0) {
    const types = branches.flatMap((branch) => branch.filter(isType).flatMap(({ values = [] }) => values))
    const message = `Value of field "type" must be one of (${types.join(', ')}).`
    return [{ path, code: 'UNION_TYPE_CHOICES', message }]
  }
  // The intended branch is the one with the fewest and deepest violations.
  const depth = (branch: readonly Issue[]) => Math.min(...branch.map((inner) => inner.path.length))
  const [best = []] = fitting.toSorted((one, other) => one.length - other.length || depth(other) - depth(one))
  return best.flatMap((inner) => translate(inner, found, path))
}

function complaint(issue: Issue, found: unknown): Pick<Violation, 'code' | 'message'> {
  if (found === undefined || found === null || found === '')
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
  const sized = issue.origin === 'string' || issue.origin === 'array'
  switch (issue.code) {
    case 'too_big':
      return sized
        ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
        : { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
    case 'too_small':
      return sized
        ? { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` }
        : { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${issue.values?.join(', ')}).` }
    case 'invalid_format':
      return issue.format === 'url'
        ? { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }
        : { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' }
    default:
      return { code: 'BASE_TYPE_CONVERT', message: `Could not interpret the value as ${issue.expected ?? 'asked'}.` }
  }
}

// The schemas drop unknown fields, so a field that is missing in their result is unknown.
function unknownFields(value: unknown, known: unknown, path: Path): Violation[] {
  if (Array.isArray(value) && Array.isArray(known))
    return value.flatMap((item, index) => unknownFields(item, known[index], [...path, index]))
  if (!isFields(value) || !isFields(known)) return []
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .flatMap(([key, inner]) => {
      if (key in known) return unknownFields(inner, known[key], [...path, key])
      const message = 'Discord has no such field here and would ignore it without a word.'
      return [{ path: [...path, key], code: 'UNKNOWN_FIELD', message }]
    })
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A message body without what discord.js adds to every one and Discord ignores. */
export function withoutDefaults({ tts, enforce_nonce, ...body }: Fields): Fields {
  return { ...body, ...(tts === true && { tts }), ...(enforce_nonce === true && { enforce_nonce }) }
}
