import { type AnyComponent, allComponents } from '../../validators/discord/components.ts'
import { failWithError } from '../../validators/discord/error.ts'
import { flag } from '../../validators/discord/limits.ts'
import { type MessageFields, validateMessage } from '../../validators/discord/message.ts'
import { mentionsOf } from './mentions.ts'
import type { DiscordMessage, MessageInput } from './state.ts'

type Written = Required<Pick<MessageInput, 'content' | 'flags' | 'components' | 'mentions'>>
export function written(body: MessageFields): Written {
  return {
    content: (body.content ?? '').trim(),
    flags: body.flags ?? 0,
    components: numbered(body.components ?? []),
    mentions: mentionsOf(body),
  }
}

/** The message after an edit: absent fields stay. Throws the error response if the result is invalid. */
export function editedMessage(message: DiscordMessage, body: MessageFields): Written {
  const { content, components, flags } = message
  const merged: MessageFields = {
    ...body,
    content: body.content === undefined ? content : body.content,
    components: body.components === undefined ? (components as readonly AnyComponent[]) : body.components,
    flags: editedFlags(flags, body.flags),
  }
  failWithError(validateMessage(merged, 'reply'))
  return written(merged)
}

// resources/message, "Edit Message": only these two can change, and the second cannot be taken back.
function editedFlags(flags: number, wanted: number | null | undefined): number {
  if (wanted === undefined || wanted === null) return flags
  return (flags & ~flag.suppressEmbeds) | (wanted & (flag.suppressEmbeds | flag.componentsV2))
}

// components/reference, "Anatomy of a Component": those without an id are numbered in order.
function numbered(components: readonly AnyComponent[]): AnyComponent[] {
  const taken = new Set(allComponents(components).flatMap(({ component: { id } }) => id || []))
  let last = 0
  const next = () => {
    do last += 1
    while (taken.has(last))
    return last
  }
  const number = (component: AnyComponent): AnyComponent => ({
    ...component,
    id: component.id || next(),
    ...(component.components && { components: component.components.map(number) }),
  })
  return components.map(number)
}
