import { type Action, serializeAction } from '../../domain/action.ts'
import type { DiscussionTopic } from '../../domain/part.ts'
import { plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import { labelsFor } from '../../i18n/messages.ts'
import {
  type ActionRow,
  type DiscordControlButton,
  type DiscordLinkButton,
  row,
  type SelectOption,
} from './components.ts'
import { neutralizeMentions } from './escape.ts'
import { buttonUrlMax, optionsMax, optionTextMax } from './limits.ts'
import { discordAddress } from './links.ts'

/** The maximum number of selects, for 200 takeaways; further takeaways are only in the text. */
const discussSelectsMax = 8

/** A button that opens an address, if a button accepts it. */
export function linkRow(label: string, url: string | undefined): ActionRow[] {
  const buttons = linkButton(label, url)
  return buttons.length > 0 ? [row(...buttons)] : []
}

function linkButton(label: string, url: string | undefined): DiscordLinkButton[] {
  const target = url && discordAddress(url)
  return !target || target.length > buttonUrlMax ? [] : [{ type: 2, style: 5, label, url: target }]
}

/**
 * The controls of a section: its source, its discussion, and a small button to report a mistake, because Discord has no
 * overflow menu.
 */
export function sectionRows(source: string | undefined, about: DiscussionTopic, language: string): ActionRow[] {
  const labels = labelsFor(language)
  const { digest, section } = about
  const report = controlButton({ action: 'report', digest, section }, labels.report)
  const link = linkButton(labels.readSource, source)
  if (about.takeaways.length === 0) {
    return [row(...link, controlButton({ action: 'discuss', digest, section }, labels.discussSection), report)]
  }
  const discuss = discussRows(about, language)
  return link.length > 0 ? [row(...link, report), ...discuss] : [...discuss, row(report)]
}

function controlButton(control: Action, label: string): DiscordControlButton {
  return { type: 2, style: 2, label, custom_id: serializeAction(control) }
}

/** The selects that list a section's takeaways; several if one cannot hold all of them. */
function discussRows({ digest, section, takeaways }: DiscussionTopic, language: string): ActionRow[] {
  const options = takeaways.map((takeaway, at) => option(`${at + 1}. ${plainText(takeaway)}`, String(at + 1)))
  const rows = selectRows({ action: 'discuss', digest, section }, labelsFor(language).discuss, options)
  return rows.slice(0, discussSelectsMax)
}

/** In bytes, of the labels and descriptions of one message: Discord answers 500 to about 10 KB of them and of its text. */
const menuBytes = 4_000

/** An option short enough to leave room for the others; a label has at least a few letters. */
function shortened({ label, description, ...option }: SelectOption, count: number): SelectOption {
  const room = menuBytes / count
  const share = Math.floor((room * label.length) / Buffer.byteLength(label))
  const fits = description && Buffer.byteLength(label + description) <= room
  const cut = line(label, Math.max(8, Math.min(optionTextMax, share)))
  return { label: cut, ...option, ...(fits && { description }) }
}

export function selectRows(control: Action, placeholder: string, options: readonly SelectOption[]): ActionRow[] {
  const rows: ActionRow[] = []
  for (let from = 0; from < options.length; from += optionsMax) {
    const chosen = options.slice(from, from + optionsMax).map((each) => shortened(each, options.length))
    const range = options.length > optionsMax ? ` (${from + 1}–${from + chosen.length})` : ''
    // Makes ids unique in a message; the bot reads only the beginning of an id.
    const id = from === 0 ? serializeAction(control) : `${serializeAction(control)}:${from + 1}`
    rows.push(row({ type: 3, custom_id: id, placeholder: `${placeholder}${range}`, options: chosen }))
  }
  return rows
}

/** Text on one line, cut to a number of characters; Discord refuses empty text. */
export function line(words: string, max: number): string {
  return truncate(neutralizeMentions(words), max) || '…'
}

/** An option's label may be cut: the full text is in the message, or comes with a click. */
export function option(label: string, value: string, description = ''): SelectOption {
  const more = description.trim() && { description: line(description, optionTextMax) }
  return { label: line(label, optionTextMax), value, ...more }
}
