import {
  type AnyComponent,
  allComponents,
  componentViolations,
  isEmptyText,
  type PlacedComponent,
} from './components.ts'
import { type DiscordApiError, formError, refuse, serverError, type Violation } from './error.ts'
import { componentType, flag, limits } from './limits.ts'

/** The way a message is sent, which decides what it may contain. */
export type MessageKind = 'create' | 'edit' | 'starter' | 'reply' | 'update'

/** The part of a message body that the rules read, once the schema has passed it. */
export interface MessageFields {
  readonly content?: string | null
  readonly components?: readonly AnyComponent[] | null
  readonly flags?: number | null
  readonly allowed_mentions?: {
    readonly parse?: readonly (string | null)[] | null
    readonly users?: readonly (string | null)[] | null
    readonly roles?: readonly (string | null)[] | null
  } | null
}

const creatable = flag.suppressEmbeds | flag.suppressNotifications | flag.voiceMessage | flag.componentsV2
/** resources/message and resources/channel: which flags a caller may set. Edits ignore those that came too late. */
const settable: Readonly<Record<MessageKind, number>> = {
  create: creatable,
  edit: creatable,
  starter: flag.suppressEmbeds | flag.suppressNotifications,
  reply: creatable | flag.ephemeral,
  update: creatable | flag.ephemeral,
}

/** The violations in a message that its schema does not find. `at` is the path of the message in the body. */
export function validateMessage(
  body: MessageFields,
  kind: MessageKind,
  at: readonly string[] = [],
): DiscordApiError | undefined {
  const placed = allComponents(body.components ?? [])
  const [first, ...more] = [
    ...contentViolations(body),
    ...flagViolations(body, kind),
    ...unsentViolations(body),
    ...mentionViolations(body),
    ...layoutViolations(body, kind, placed),
    ...componentViolations(placed),
  ].map((violation) => ({ ...violation, path: [...at, ...violation.path] }))
  if (first) return formError([first, ...more])
  if (kind !== 'edit' && kind !== 'update' && isEmpty(body)) return refuse(50006)
  return tooManyBytes(placed)
}

/** Whether nothing would be visible. */
function isEmpty({ content, components }: MessageFields): boolean {
  return isEmptyText(content) && !components?.length
}

/** There are no rules for what the bot never sends, so that a test fails if it begins to. */
function unsentViolations(body: MessageFields): Violation[] {
  const unsent = ['embeds', 'poll', 'attachments', 'sticker_ids'].filter((field) => field in body)
  return unsent.map((field) => ({
    path: [field],
    code: 'UNKNOWN_FIELD',
    message: 'There are no rules for this field.',
  }))
}

function contentViolations({ content }: MessageFields): Violation[] {
  if ((content ?? '').trim().length <= limits.contentCharacters) return []
  const message = `Must be ${limits.contentCharacters} or fewer in length.`
  return [{ path: ['content'], code: 'BASE_TYPE_MAX_LENGTH', message }]
}

function flagViolations({ flags }: MessageFields, kind: MessageKind): Violation[] {
  const strange = (flags ?? 0) & ~settable[kind]
  if (strange === 0) return []
  return [{ path: ['flags'], code: 'MESSAGE_FLAGS_INVALID', message: `Flags ${strange} cannot be set here.` }]
}

function mentionViolations({ allowed_mentions: allowed }: MessageFields): Violation[] {
  return (['users', 'roles'] as const)
    .filter((kind) => allowed?.parse?.includes(kind) && allowed[kind]?.length)
    .map((kind) => ({
      path: ['allowed_mentions'],
      code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
    }))
}

function layoutViolations(body: MessageFields, kind: MessageKind, placed: readonly PlacedComponent[]): Violation[] {
  const edits = kind === 'edit' || kind === 'update'
  const modern = (body.components ?? []).some(({ type }) => type !== componentType.actionRow)
  // An edit need not repeat the flag of the message that it edits.
  const isV2 = ((body.flags ?? 0) & flag.componentsV2) !== 0 || (edits && modern)
  return isV2 ? v2Violations(body, placed) : classicViolations(body.components ?? [])
}

function classicViolations(components: readonly AnyComponent[]): Violation[] {
  const strangers = components.flatMap(({ type }, index) => {
    if (type === componentType.actionRow) return []
    const message = `Value of field "type" must be one of (${componentType.actionRow},).`
    return [{ path: ['components', index], code: 'UNION_TYPE_CHOICES', message }]
  })
  if (components.length <= limits.actionRows) return strangers
  const message = `Must be ${limits.actionRows} or fewer in length.`
  return [...strangers, { path: ['components'], code: 'BASE_TYPE_MAX_LENGTH', message }]
}

function v2Violations(body: MessageFields, placed: readonly PlacedComponent[]): Violation[] {
  const violations: Violation[] = []
  if (body.content) {
    const message = "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
    violations.push({ path: ['content'], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message })
  }
  if (placed.length > limits.components) {
    const message = `The total number of components, nested ones too, exceeds ${limits.components}.`
    violations.push({ path: ['components'], code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message })
  }
  const characters = texts(placed).reduce((total, text) => total + text.length, 0)
  if (characters > limits.textCharacters) {
    const message = `The total displayable text size exceeds ${limits.textCharacters}.`
    violations.push({ path: ['components'], code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message })
  }
  return violations
}

function tooManyBytes(placed: readonly PlacedComponent[]): DiscordApiError | undefined {
  const menus = placed.flatMap(({ component: { options = [] } }) =>
    options.map(({ label, description }) => label + (description ?? '')),
  )
  const ofMenus = Buffer.byteLength(menus.join(''))
  const bytes = texts(placed).reduce((total, text) => total + Buffer.byteLength(text) + limits.bytesPerText, ofMenus)
  return bytes > limits.textBytes ? serverError(500, `${bytes} bytes of text, ${limits.textBytes} at most`) : undefined
}

function texts(placed: readonly PlacedComponent[]): string[] {
  return placed.flatMap(({ component: { type, content } }) =>
    type === componentType.textDisplay ? [content ?? ''] : [],
  )
}
