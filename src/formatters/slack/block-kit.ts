/**
 * The types of Block Kit that the bot sends: https://docs.slack.dev/reference/block-kit. @slack/types 3.2 lacks
 * `tag` and a header's `level`.
 */

import { truncate } from '../../domain/truncate.ts'
import type { TagColor } from '../../domain/vocabulary.ts'
import { neutralizeMentions } from './escape.ts'

export interface Style {
  readonly bold?: true
  readonly italic?: true
  readonly strike?: true
  readonly code?: true
}

/** Shown literally, so it can mention no one. Slack rejects an empty text. */
export interface TextElement {
  readonly type: 'text'
  readonly text: string
  readonly style?: Style
}

export interface LinkElement {
  readonly type: 'link'
  readonly url: string
  /** Without it, Slack shows the address. */
  readonly text?: string
  readonly style?: Style
}

/** Shown in the reader's own time and format. */
export interface DateElement {
  readonly type: 'date'
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly format: string
  readonly fallback: string
}

export type InlineElement =
  | TextElement
  | LinkElement
  | DateElement
  | { readonly type: 'tag'; readonly text: string; readonly color: TagColor }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'channel'; readonly channel_id: string }

interface RichSection {
  readonly type: 'rich_text_section'
  readonly elements: readonly InlineElement[]
}

interface RichList {
  readonly type: 'rich_text_list'
  readonly style: 'bullet' | 'ordered'
  readonly elements: readonly RichSection[]
  /** Slack has no nested lists: a nested list follows its parent and has an indent. */
  readonly indent?: number
  /** The number of the first item, minus one. */
  readonly offset?: number
  readonly border?: 1
}

interface RichQuote {
  readonly type: 'rich_text_quote'
  readonly elements: readonly InlineElement[]
}

export interface RichPreformatted {
  readonly type: 'rich_text_preformatted'
  readonly elements: readonly (TextElement | LinkElement)[]
  readonly border?: 1
}

export type RichElement = RichSection | RichList | RichQuote | RichPreformatted

export interface RichText {
  readonly type: 'rich_text'
  readonly elements: readonly RichElement[]
}

interface PlainText {
  readonly type: 'plain_text'
  readonly text: string
  /** Off, so that `:smile:` is shown as the author wrote it. */
  readonly emoji: false
}

/** Only for words of the bot, because everything in it is markup. */
interface MarkupText {
  readonly type: 'mrkdwn'
  readonly text: string
  readonly verbatim: true
}

export interface TableBlock {
  readonly type: 'table'
  readonly rows: readonly (readonly RichText[])[]
  readonly column_settings: readonly { readonly align: 'left' | 'center' | 'right'; readonly is_wrapped: true }[]
}

/** Opens an address. */
export interface SlackLinkButton {
  readonly type: 'button'
  readonly text: PlainText
  readonly url: string
  readonly action_id: string
}

export interface Select {
  readonly type: 'static_select'
  readonly placeholder: PlainText
  readonly action_id: string
  readonly options: readonly { readonly text: PlainText; readonly value: string }[]
}

/** The overflow menu (three dots), for rare actions. */
export interface Overflow {
  readonly type: 'overflow'
  readonly action_id: string
  readonly options: readonly { readonly text: PlainText; readonly value: string }[]
}

/** A button that starts an action of the bot. */
export interface SlackControlButton {
  readonly type: 'button'
  readonly text: PlainText
  readonly action_id: string
  readonly style?: 'primary' | 'danger'
}

export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText; readonly level: 1 | 2 }
  | { readonly type: 'context'; readonly elements: readonly (PlainText | MarkupText)[] }
  | {
      readonly type: 'actions'
      readonly block_id: string
      readonly elements: readonly (SlackLinkButton | SlackControlButton | Select | Overflow)[]
    }
  | { readonly type: 'divider' }
  /** Slack fetches the image while the message is posted, and refuses the message if it cannot. */
  | { readonly type: 'image'; readonly image_url: string; readonly alt_text: string }
  | RichText
  | TableBlock

/** Text on one line, cut to a number of characters; Slack refuses empty text. */
export function labelObject(words: string, max: number): PlainText {
  return plainTextObject(truncate(neutralizeMentions(words), max) || '…')
}

/** Words shown as they are. */
export function plainTextObject(text: string): PlainText {
  return { type: 'plain_text', text: neutralizeMentions(text), emoji: false }
}
