import { type AnyComponent, allComponents } from '../../validators/discord/components.ts'
import { componentType } from '../../validators/discord/limits.ts'
import type { MessageFields } from '../../validators/discord/message.ts'

/** The recipients that a message may notify by its text and `allowed_mentions`. */
export interface Mentions {
  readonly everyone: boolean
  readonly roles: readonly string[]
  readonly users: readonly string[]
}

const everything = ['everyone', 'roles', 'users']

/**
 * Whom a message notifies. resources/message, "Allowed Mentions Object": those named in the text, unless
 * `allowed_mentions` says otherwise. Text displays and code spans count too: a false report is better than a missed one.
 */
export function mentionsOf({ content, components, allowed_mentions: allowed }: MessageFields): Mentions {
  const text = [content ?? '', ...displayed(components ?? [])].join('\n')
  const parse = allowed ? (allowed.parse ?? []) : everything
  const named = (pattern: RegExp, kind: 'roles' | 'users') => {
    const ids = new Set([...text.matchAll(pattern)].flatMap(([, id]) => id ?? []))
    return [...ids].filter((id) => parse.includes(kind) || allowed?.[kind]?.includes(id))
  }
  return {
    everyone: parse.includes('everyone') && /@(everyone|here)/.test(text),
    roles: named(/<@&(\d+)>/g, 'roles'),
    users: named(/<@!?(\d+)>/g, 'users'),
  }
}

function displayed(components: readonly AnyComponent[]): string[] {
  return allComponents(components).flatMap(({ component: { type, content } }) =>
    type === componentType.textDisplay ? [content ?? ''] : [],
  )
}
