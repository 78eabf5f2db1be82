import { serializeAction } from '../../domain/action.ts'
import { paragraph, strong, unstyled } from '../../domain/build.ts'
import type { Button, Card, Person } from '../../domain/card.ts'
import type { Block } from '../../domain/digest.ts'
import type { Part } from '../../domain/part.ts'
import { continuedKey, type PartKey } from '../../domain/part-key.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { spaced } from '../shared/content.ts'
import { personName } from '../shared/person.ts'
import { splitBlocks } from '../shared/split.ts'
import { uniqueId } from '../shared/unique-id.ts'
import {
  labelObject,
  type Select,
  type SlackBlock,
  type SlackControlButton,
  type SlackLinkButton,
} from './block-kit.ts'
import { slackBlocks } from './blocks.ts'
import { linkButton, select } from './controls.ts'
import { fallbackText, linesOf } from './fallback-text.ts'
import { coloredTag } from './inlines.ts'
import { isWithinBudget, measure } from './limits.ts'
import { withTitle } from './message-parts.ts'

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const buttonTextLimit = 75
/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
const placeholderLimit = 150

/** The body of one message with cards. */
export interface MessageBody {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

interface Rendered {
  readonly blocks: readonly SlackBlock[]
  readonly lines: readonly string[]
}

/** Cards as messages, as few as possible. The first card is the heading of all. */
export function slackCards(cards: readonly Card[], vocabulary: Vocabulary): MessageBody[] {
  const rendered = cards.flatMap((card, at) => renderCard(card, at, vocabulary))
  const messages: { blocks: SlackBlock[]; lines: string[] }[] = []
  for (const { blocks, lines } of rendered) {
    const last = messages.at(-1)
    if (last && fitTogether([...last.blocks, ...blocks])) {
      last.blocks.push(...blocks)
      last.lines.push(...lines)
    } else messages.push({ blocks: [...blocks], lines: [...lines] })
  }
  return messages.map(({ blocks, lines }) => ({ text: fallbackText(lines, lines), blocks }))
}

/** https://docs.slack.dev/reference/block-kit/blocks/table-block: one in a message. */
function fitTogether(blocks: readonly SlackBlock[]): boolean {
  return isWithinBudget(blocks) && blocks.filter(({ type }) => type === 'table').length <= 1
}

/** A card, in several pieces when its text is too long for one message; its controls go with the last. */
function renderCard(card: Card, at: number, vocabulary: Vocabulary): Rendered[] {
  const { header, content } = at === 0 ? withTitle([unstyled(card.title ?? '')], 2) : { header: [], content: [] }
  const caption = captionOf(at === 0 ? { ...card, title: '' } : card, vocabulary)
  const blocks = [...content, ...caption, ...card.body]
  const controls = controlsOf(card, at)
  const runs = splitBlocks(blocks, (run) => isWithinBudget([...header, ...slackBlocks(run), ...controls]))
  if (runs.length === 0) runs.push([])
  return runs.map((run, index) => ({
    blocks: [...(index === 0 ? header : []), ...slackBlocks(run), ...(index === runs.length - 1 ? controls : [])],
    lines: [...(index === 0 && header.length > 0 ? [card.title ?? ''] : []), ...linesOf(run)],
  }))
}

function captionOf({ title = '', tag, meta = '', by }: Card, vocabulary: Vocabulary): Block[] {
  const line = spaced(
    coloredTag(tag, vocabulary),
    title === '' ? [] : [strong(title)],
    [unstyled(by && meta ? `${meta} ·` : meta)],
    // A name is shown: a mention would notify them.
    [unstyled(by ? personName(by, 'slack') : '')],
  )
  return line.length > 0 ? [paragraph(...line)] : []
}

function controlsOf({ buttons, menu }: Card, at: number): SlackBlock[] {
  const elements: (SlackLinkButton | SlackControlButton | Select)[] = [
    ...(menu ? select(menu.control, labelObject(menu.placeholder, placeholderLimit).text, menu.options) : []),
    ...buttons.flatMap(buttonOf),
  ]
  return elements.length > 0 ? [{ type: 'actions', block_id: `card-${at}`, elements: withUniqueIds(elements) }] : []
}

function withUniqueIds<Element extends { readonly action_id: string }>(elements: readonly Element[]): Element[] {
  const seen = new Set<string>()
  return elements.map((element) => ({ ...element, action_id: uniqueId(element.action_id, seen) }))
}

function buttonOf(button: Button): (SlackLinkButton | SlackControlButton)[] {
  const text = labelObject(button.label, buttonTextLimit)
  if ('url' in button) return linkButton(text.text, button.url)
  const { control, style } = button
  return [{ type: 'button', text, action_id: serializeAction(control), ...(style && { style }) }]
}

/** The first line names who shared it, without a mention, which would notify them. */
export function slackShared(cards: readonly Card[], person: Person, vocabulary: Vocabulary): MessageBody[] {
  const [first, ...others] = slackCards(cards, vocabulary)
  if (!first) return []
  const from = slackBlocks([paragraph(unstyled(personName(person, 'slack')))])
  return [{ ...first, blocks: [...from, ...first.blocks] }, ...others]
}

/** Cards as messages for everyone in a channel; what does not fit the first continues in `key.2`. */
export function slackCardParts(key: PartKey, cards: readonly Card[], vocabulary: Vocabulary): Part[] {
  return slackCards(cards, vocabulary).map(({ text, blocks }, at) => ({
    key: continuedKey(key, at + 1),
    body: { text, blocks },
    plain: text,
    budget: measure(blocks),
  }))
}
