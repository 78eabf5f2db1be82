/** Discord's components, as JSON (components/reference, "What is a Component"). */

export interface TextDisplay {
  readonly type: 10
  readonly content: string
}

/** Discord fetches each image after the message is posted. */
export interface MediaGallery {
  readonly type: 12
  readonly items: readonly { readonly media: { readonly url: string }; readonly description: string }[]
}

interface Separator {
  readonly type: 14
  readonly divider: boolean
  readonly spacing: 1 | 2
}

export interface DiscordLinkButton {
  readonly type: 2
  readonly style: 5
  readonly label: string
  readonly url: string
}

/** A button that starts an action of the bot. Styles: 1 primary, 2 secondary, 4 danger. */
export interface DiscordControlButton {
  readonly type: 2
  readonly style: 1 | 2 | 4
  readonly label: string
  readonly custom_id: string
}

export interface SelectOption {
  readonly label: string
  readonly value: string
  readonly description?: string
}

interface StringSelect {
  readonly type: 3
  readonly custom_id: string
  readonly placeholder: string
  readonly options: readonly SelectOption[]
}

export interface ActionRow {
  readonly type: 1
  readonly components: readonly (DiscordLinkButton | DiscordControlButton | StringSelect)[]
}

export interface Container {
  readonly type: 17
  readonly accent_color?: number
  readonly components: readonly (TextDisplay | MediaGallery | Separator | ActionRow)[]
}

export type Component =
  | TextDisplay
  | MediaGallery
  | Separator
  | DiscordLinkButton
  | DiscordControlButton
  | StringSelect
  | ActionRow
  | Container

export function text(content: string): TextDisplay {
  return { type: 10, content }
}

export const separator: Separator = { type: 14, divider: true, spacing: 1 }

export function row(...components: ActionRow['components']): ActionRow {
  return { type: 1, components }
}

export function container(components: Container['components'], accent?: number): Container {
  return { type: 17, ...(accent !== undefined && { accent_color: accent }), components }
}
