import { type Action, serializeAction } from '../../domain/action.ts'
import { truncate } from '../../domain/truncate.ts'
import {
  type Overflow,
  plainTextObject,
  type Select,
  type SlackControlButton,
  type SlackLinkButton,
} from './block-kit.ts'
import { neutralizeMentions } from './escape.ts'
import { slackAddress } from './inlines.ts'
import { optionsLimit, optionTextLimit } from './limits.ts'

/**
 * A button that opens an address, if a button accepts it. Slack reports every click, so its id must differ from those
 * of the bot's controls.
 */
export function linkButton(label: string, url: string | undefined): SlackLinkButton[] {
  const address = url && slackAddress(url)
  return address ? [{ type: 'button', text: plainTextObject(label), url: address, action_id: 'open' }] : []
}

export interface Choice {
  readonly label: string
  readonly value: string
}

/** A select, if there are options. Labels may be cut: their full text is elsewhere in the message. */
export function select(control: Action, placeholder: string, choices: readonly Choice[]): Select[] {
  const options = choices
    .filter(({ label }) => label.trim() !== '')
    .slice(0, optionsLimit)
    .map(({ label, value }) => ({ text: plainTextObject(truncate(neutralizeMentions(label), optionTextLimit)), value }))
  if (options.length === 0) return []
  return [
    { type: 'static_select', placeholder: plainTextObject(placeholder), action_id: serializeAction(control), options },
  ]
}

/** A button that starts an action of the bot. */
export function controlButton(control: Action, label: string): SlackControlButton {
  return { type: 'button', text: plainTextObject(label), action_id: serializeAction(control) }
}

/** An overflow menu (three dots) with one entry. */
export function overflow(control: Action, label: string): Overflow {
  const options = [{ text: plainTextObject(label), value: control.action }]
  return { type: 'overflow', action_id: serializeAction(control), options }
}
