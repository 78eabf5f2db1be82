import type { Block, Inline } from '../../domain/digest.ts'
import { blocksText, plainText } from '../../domain/text.ts'
import type { Position } from '../markdown/context.ts'
import { dropStart, text } from '../markdown/inline-text.ts'

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
  /** What is no line of text: a table, a listing, a quote. */
  readonly block?: Block
}

/** All words of a line, with those that it shows as number and tag. */
export function allWords({ number, tag, words }: PageLine): readonly Inline[] {
  const front = [number, tag].filter((part) => part !== undefined).join(' ')
  if (front === '') return words
  return words.length > 0 ? [text(`${front} `), ...words] : [text(front)]
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
