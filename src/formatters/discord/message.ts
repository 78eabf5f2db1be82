import type { ActionRow, Container, TextDisplay } from './components.ts'

/** resources/message, "Message Flags". */
export const messageFlags = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const

/** Turns off all mentions. An edit without it allows all of them. */
const noMentions = { parse: [] } as const

interface ClassicMessage {
  readonly content: string
  readonly flags: number
  readonly allowed_mentions: typeof noMentions
  readonly components?: readonly ActionRow[]
}

export interface ComponentMessage {
  readonly flags: number
  readonly allowed_mentions: typeof noMentions
  readonly components: readonly (Container | TextDisplay)[]
}

/** Plain content: the only kind of message whose text is in the notification. */
export function classicMessage(content: string, rows: readonly ActionRow[], notifies: boolean): ClassicMessage {
  return {
    content,
    flags: messageFlags.suppressEmbeds | (notifies ? 0 : messageFlags.suppressNotifications),
    allowed_mentions: noMentions,
    ...(rows.length > 0 && { components: rows }),
  }
}

/** Components only. It never notifies: the notification would be empty. */
export function componentMessage(components: ComponentMessage['components']): ComponentMessage {
  return {
    flags: messageFlags.componentsV2 | messageFlags.suppressNotifications,
    allowed_mentions: noMentions,
    components,
  }
}
