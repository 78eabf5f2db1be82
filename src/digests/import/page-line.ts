import { unstyled } from '../../domain/build.ts'
import type { Block, Inline, ListItem } from '../../domain/digest.ts'
import type { Position } from '../../domain/digest-repository.ts'
import { blocksText, plainText } from '../../domain/text.ts'
import { dropStart } from '../markdown/inline-text.ts'

/** One line of a page as people see it: a heading, a paragraph, a bullet. */
export interface PageLine {
  readonly at: Position
  readonly words: readonly Inline[]
  /** The number that the page shows in a box of its own. */
  readonly number?: string
  /** The topic that the page shows as a label. */
  readonly tag?: string
  /** Level of a heading, 1 for the page's title. */
  readonly heading?: number
  /** How many bullets this one stands inside. */
  readonly bullet?: { readonly depth: number }
  /** A block that is not a line of text: a table, code or a quote. */
  readonly block?: Block
}

/** All words of a line, including its number and tag. */
export function allWords({ number, tag, words }: PageLine): readonly Inline[] {
  const front = [number, tag].filter((part) => part !== undefined).join(' ')
  if (front === '') return words
  return words.length > 0 ? [unstyled(`${front} `), ...words] : [unstyled(front)]
}

/** The plain text of a line, with number and tag. */
export function lineText(line: PageLine): string {
  return line.block ? blocksText([line.block]) : plainText(allWords(line))
}

/** Takes the mark of a bullet from the front of a line, if there is one. */
export function takeBullet(words: readonly Inline[]): Pick<PageLine, 'words' | 'bullet'> {
  const mark = /^[-*•·▪◦‣–]\s+/.exec(plainText(words))?.[0]
  return mark ? { words: dropStart(words, mark.length), bullet: { depth: 0 } } : { words }
}

/** Lines as blocks of running text; headings count their depth from the heading above, which has level `below`. */
export function toBlocks(lines: readonly PageLine[], below: number): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const bullets = lines.slice(at, lines.findIndex((line, index) => index >= at && !line.bullet) >>> 0)
    const line = lines[at] as PageLine
    if (bullets.length > 0) blocks.push(toList(bullets, 0))
    else if (line.block) blocks.push(line.block)
    else if (line.heading)
      blocks.push({ type: 'heading', depth: Math.max(1, line.heading - below), children: allWords(line) })
    else blocks.push({ type: 'paragraph', children: allWords(line) })
    at += Math.max(1, bullets.length)
  }
  return blocks
}

/** Bullets as a list, with lists inside. */
function toList(bullets: readonly PageLine[], depth: number): Block {
  const items: ListItem[] = []
  for (let at = 0; at < bullets.length; ) {
    const { bullet: _, ...line } = bullets[at] as PageLine
    const inner = bullets.slice(at + 1, endOfInner(bullets, at + 1, depth))
    const children = [...toBlocks([line], 3), ...(inner.length > 0 ? [toList(inner, depth + 1)] : [])]
    items.push({ children })
    at += 1 + inner.length
  }
  return { type: 'list', ordered: false, start: 1, items }
}

function endOfInner(bullets: readonly PageLine[], from: number, depth: number): number {
  const end = bullets.findIndex((line, index) => index >= from && (line.bullet?.depth ?? 0) <= depth)
  return end < 0 ? bullets.length : end
}

/** The beginning of a line, for messages. */
export function quote(words: string): string {
  const characters = [...words]
  return `“${characters.length > 50 ? `${characters.slice(0, 49).join('')}…` : words}”`
}
