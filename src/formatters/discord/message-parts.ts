import type { Block, Inline } from '../../domain/digest.ts'
import type { CorrectionMark, DiscussionTopic, Part } from '../../domain/part.ts'
import { continuedKey, type PartKey } from '../../domain/part-key.ts'
import { plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { plainBlocks } from '../plain/blocks.ts'
import { isLongerThan } from '../shared/long-text.ts'
import { splitBlocks } from '../shared/split.ts'
import { cutInlines } from '../shared/split-inlines.ts'
import { bodyOf } from './body.ts'
import { type ActionRow, type Container, container, text } from './components.ts'
import { escapeText, headingLine } from './escape.ts'
import { lineMarkdown } from './inlines.ts'
import { add, componentBudget, largerSize, sizeOf, withinBudget } from './limits.ts'
import { componentMessage } from './message.ts'
import { discordCorrectionNotice } from './notice.ts'

type Children = Container['components']

/** A piece to show in one message or more. */
export interface PieceMessage {
  readonly key: PartKey
  /** In plain words, as a select lists it. */
  readonly name: string
  readonly language: string
  /** The line above the title; empty for none. */
  readonly meta: readonly Inline[]
  readonly title: readonly Inline[]
  /** What follows the title. Blocks of one stretch stay together where a message can hold them. */
  readonly stretches: readonly (readonly Block[])[]
  /** The last line, which stays in one message; empty for none. */
  readonly tail: readonly Inline[]
  readonly controls: readonly ActionRow[]
  readonly accent?: number
  readonly discuss?: DiscussionTopic
  readonly corrected?: CorrectionMark
}

/** A title longer than this, including its links, continues in the text: every message needs room for an address, too. */
const titleMax = 1000

/** Characters that no message can hold, even the shortest ones. */
const hopelessLength = 10_000

/** The messages of a chapter, in order; none if it is empty. Only the last has its controls. */
export function messageParts(chapter: PieceMessage): Part[] {
  const { title, rest } = splitTitle(chapter.title, titleMax)
  const opening = { head: headOf(chapter, title), plain: plainHead(chapter.meta, title) }
  const continued = { head: continuedHead(chapter), plain: [] }
  const ending = { foot: [...texts(subtext(chapter.tail)), ...chapter.controls], plain: [paragraph(chapter.tail)] }
  const around = add(largerSize(sizeOf(opening.head), sizeOf(continued.head)), sizeOf([container(ending.foot)]))
  // Formatting a long text for each of its messages, only to see that it is too long, takes seconds.
  const fits = (blocks: readonly Block[]) =>
    !isLongerThan(blocks, hopelessLength) && withinBudget(add(around, sizeOf(bodyOf(blocks))))
  const runs = pack([rest, ...chapter.stretches], fits)
  const shown = runs.length > 0 ? runs : [[]]
  return shown.flatMap((blocks, at) => {
    const first = at === 0 ? opening : continued
    const last = at === shown.length - 1 ? ending : { foot: [], plain: [] }
    const children = [...first.head, ...bodyOf(blocks), ...last.foot]
    if (children.length === 0) return []
    const components = [container(children, chapter.accent)]
    return {
      key: continuedKey(chapter.key, at + 1),
      body: { ...componentMessage(components) },
      plain: plainBlocks([...first.plain, ...blocks, ...last.plain]),
      ...(last === ending && chapter.discuss && { discuss: chapter.discuss }),
      budget: componentBudget(sizeOf(components)),
    }
  })
}

/** The part of a title that fits a heading without cutting a word or a link, and the rest as a heading that can be split. */
export function splitTitle(title: readonly Inline[], max: number): { title: readonly Inline[]; rest: Block[] } {
  const cut = cutInlines(title, (inlines) => lineMarkdown(inlines).length <= max, false)
  const { head, tail } = cut ?? { head: [], tail: title }
  return { title: head, rest: tail.length > 0 ? [{ type: 'heading', depth: 1, children: tail }] : [] }
}

function headOf({ meta, corrected, language }: PieceMessage, title: readonly Inline[]): Children {
  const heading = lineMarkdown(title)
  const mark = corrected && discordCorrectionNotice(corrected, labelsFor(language))
  const above = [lineMarkdown(meta), mark].filter(Boolean).join(' · ')
  return texts([above && `-# ${above}`, headingLine('##', heading)].filter(Boolean).join('\n'))
}

function continuedHead({ title, name, language }: PieceMessage): Children {
  const words = truncate(plainText(title) || name, 100)
  return texts(`-# ${escapeText(labelsFor(language).continued(words))}`)
}

/** Packs blocks into as few runs that fit as possible, with breaks between stretches where possible. */
export function pack(stretches: readonly (readonly Block[])[], fits: (blocks: readonly Block[]) => boolean): Block[][] {
  const runs: Block[][] = []
  for (const run of stretches.flatMap((stretch) => (fits(stretch) ? [[...stretch]] : splitBlocks(stretch, fits)))) {
    const joined = [...(runs.at(-1) ?? []), ...run]
    if (runs.length > 0 && fits(joined)) runs[runs.length - 1] = joined
    else if (run.length > 0) runs.push(run)
  }
  return runs
}

function texts(content: string): Children {
  return content.trim() === '' ? [] : [text(content)]
}

/** A line about the text rather than of it: small and grey. */
function subtext(inlines: readonly Inline[]): string {
  const line = lineMarkdown(inlines)
  return line && `-# ${line}`
}

function plainHead(meta: readonly Inline[], title: readonly Inline[]): Block[] {
  return [paragraph(meta), { type: 'heading', depth: 1, children: title }]
}

function paragraph(children: readonly Inline[]): Block {
  return { type: 'paragraph', children }
}
