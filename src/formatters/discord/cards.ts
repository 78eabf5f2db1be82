import { serializeAction } from '../../domain/action.ts'
import { paragraph, unstyled } from '../../domain/build.ts'
import type { Button, Card } from '../../domain/card.ts'
import type { Block, Inline } from '../../domain/digest.ts'
import type { Part } from '../../domain/part.ts'
import { continuedKey, type PartKey } from '../../domain/part-key.ts'
import { blocksText } from '../../domain/text.ts'
import { tagColor, type Vocabulary } from '../../domain/vocabulary.ts'
import { spaced } from '../shared/content.ts'
import { personName } from '../shared/person.ts'
import { uniqueId } from '../shared/unique-id.ts'
import { textsAndImages } from './body.ts'
import {
  type ActionRow,
  type Container,
  container,
  type DiscordControlButton,
  type DiscordLinkButton,
  row,
  text,
} from './components.ts'
import { line, option, selectRows } from './controls.ts'
import { headingLine } from './escape.ts'
import { lineMarkdown } from './inlines.ts'
import { buttonUrlMax, componentBudget, optionsMax, sizeOf, withinBudget } from './limits.ts'
import { discordAddress } from './links.ts'
import { type ComponentMessage, componentMessage, messageFlags } from './message.ts'
import { pack } from './message-parts.ts'
import { accentColors, tagInlines } from './pieces.ts'

/** Longer than any real title. */
const captionMax = 600
/** components/reference, "Button Structure". */
const buttonLabelMax = 80
/** components/reference, "String Select Structure". */
const placeholderMax = 150
/** components/reference, "Action Row". */
const buttonsMax = 5

/** Cards as messages of components, as few as possible; the first card is the heading of all. */
export function discordCards(cards: readonly Card[], vocabulary: Vocabulary): ComponentMessage[] {
  const messages: Container[][] = []
  for (const each of cards.flatMap((card, at) => containersOf(card, at === 0, vocabulary))) {
    const last = messages.at(-1)
    if (last && withinBudget(sizeOf([...last, each]))) last.push(each)
    else messages.push([each])
  }
  return messages.map((containers) => componentMessage(withUniqueIds(containers)))
}

/** Two cards may have the same control, but ids must be unique in a message. */
function withUniqueIds(containers: readonly Container[]): Container[] {
  const seen = new Set<string>()
  const own = <Element extends object>(element: Element) =>
    'custom_id' in element ? { ...element, custom_id: uniqueId(String(element.custom_id), seen) } : element
  return containers.map((each) => ({
    ...each,
    components: each.components.map((child) => (child.type === 1 ? row(...child.components.map(own)) : child)),
  }))
}

/** A card, in several containers when its text is too long for one message; its controls go with the last. */
function containersOf(card: Card, isFirst: boolean, vocabulary: Vocabulary): Container[] {
  const accent = card.tag === undefined ? undefined : accentColors[tagColor(vocabulary, card.tag)]
  const { caption, content } = captionOf(card, isFirst)
  const controls = controlsOf(card)
  const around = [...caption, ...controls]
  const runs = pack([content], (run) => withinBudget(sizeOf([container([...around, ...textsAndImages(run)])])))
  if (runs.length === 0) runs.push([])
  return runs.flatMap((run, at) => {
    const head = at === 0 ? caption : []
    const foot = at === runs.length - 1 ? controls : []
    const children = [...head, ...textsAndImages(run), ...foot]
    return children.length > 0 ? [container(children, accent)] : []
  })
}

/** Title and small print come first; if they are too long for that, they open the text, which can be split. */
function captionOf({ title = '', tag, meta = '', by, body }: Card, isFirst: boolean) {
  const line: Inline[] = spaced(tag === undefined ? [] : tagInlines(tag), [unstyled(meta)])
  const person =
    by && (by.platform === 'discord' ? `<@${by.user}>` : lineMarkdown([unstyled(personName(by, 'discord'))]))
  const heading = headingLine(isFirst ? '##' : '###', lineMarkdown([unstyled(title)]))
  const print = [lineMarkdown(line), person].filter(Boolean).join(' · ')
  const small = print === '' ? '' : `-# ${print}`
  const lines = [heading, small].filter(Boolean).join('\n')
  if (lines.length <= captionMax) return { caption: lines === '' ? [] : [text(lines)], content: body }
  const opening: Block[] = [
    { type: 'heading', depth: isFirst ? 2 : 3, children: [unstyled(title)] },
    paragraph(...line),
  ]
  return { caption: [], content: [...opening, ...body] }
}

function controlsOf({ buttons, menu }: Card): ActionRow[] {
  const rows = menu
    ? selectRows(
        menu.control,
        line(menu.placeholder, placeholderMax),
        menu.options.slice(0, optionsMax).map(({ label, value }) => option(label, value)),
      )
    : []
  const shown = buttons.flatMap(buttonOf).slice(0, buttonsMax)
  return shown.length > 0 ? [...rows, row(...shown)] : rows
}

const styles = { primary: 1, danger: 4 } as const

function buttonOf(button: Button): (DiscordLinkButton | DiscordControlButton)[] {
  const label = line(button.label, buttonLabelMax)
  if ('control' in button) {
    return [
      { type: 2, style: button.style ? styles[button.style] : 2, label, custom_id: serializeAction(button.control) },
    ]
  }
  const target = discordAddress(button.url)
  return target && target.length <= buttonUrlMax ? [{ type: 2, style: 5, label, url: target }] : []
}

/** The first line names who shared it. The mention notifies no one. */
export function discordShared(cards: readonly Card[], user: string, vocabulary: Vocabulary): ComponentMessage[] {
  const [first, ...others] = discordCards(cards, vocabulary)
  return first ? [{ ...first, components: [text(`-# <@${user}>`), ...first.components] }, ...others] : []
}

/** Cards as messages for everyone in a channel, with a notification; what does not fit the first continues in `key.2`. */
export function discordCardParts(key: PartKey, cards: readonly Card[], vocabulary: Vocabulary): Part[] {
  const plain = cards.map(({ title = '', body }) => `${title}\n${blocksText(body)}`.trim()).join('\n')
  return discordCards(cards, vocabulary).map((message, at) => ({
    key: continuedKey(key, at + 1),
    body: { ...message, flags: message.flags & ~messageFlags.suppressNotifications },
    plain,
    budget: componentBudget(sizeOf(message.components)),
  }))
}
