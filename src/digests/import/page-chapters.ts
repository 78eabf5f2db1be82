import type { Chapter } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from '../markdown/context.ts'
import { findChapter } from '../markdown/vocabulary-match.ts'
import { lineText, type PageLine, quote } from './page-line.ts'
import { itemNumber } from './page-sections.ts'

/** The lines from one heading of a page to the next. */
export interface PageChapter {
  /** Absent for lines under a heading that is in no vocabulary, and for those before the first heading. */
  readonly name?: Chapter
  readonly heading?: PageLine
  readonly lines: PageLine[]
}

/** Cuts a page at its headings. */
export function splitPage(lines: readonly PageLine[], context: ParseContext): PageChapter[] {
  const chapters: PageChapter[] = [{ lines: [] }]
  for (const line of lines) {
    const seen = new Set(chapters.flatMap(({ name }) => name ?? []))
    const name = nameOf(line, context)
    const implied = impliedChapter(line, chapters.at(-1)?.name, seen)
    if (name && !seen.has(name)) chapters.push({ name, heading: line, lines: [] })
    else if (implied) {
      context.warn('missing-heading', problemText('implied-heading', quote(lineText(line)), implied), line.at)
      chapters.push({ name: implied, lines: [line] })
    } else if (opensProse(line, chapters)) chapters.push({ heading: line, lines: [] })
    else chapters.at(-1)?.lines.push(line)
  }
  return chapters.filter(({ heading, lines }) => heading || lines.length > 0)
}

/** Pages decorate their headings: `📌 Today's Overview`. */
function nameOf(line: PageLine, { vocabulary }: ParseContext): Chapter | undefined {
  if (line.bullet || line.block || line.number !== undefined) return undefined
  return findChapter(plainText(line.words).replace(/^[^\p{L}\p{N}]+/u, ''), vocabulary)
}

/** The chapter that a line begins without a heading. */
function impliedChapter(
  line: PageLine,
  within: Chapter | undefined,
  seen: ReadonlySet<Chapter>,
): 'featured' | 'overview' | undefined {
  if (within !== undefined && within !== 'overview') return undefined
  const isItem = !line.bullet && itemNumber(line, 0, true) === 1
  if (isItem && !seen.has('featured')) return 'featured'
  return line.bullet && seen.size === 0 ? 'overview' : undefined
}

/** A heading of the page that is in no vocabulary, but for its title and those of its items. */
function opensProse(line: PageLine, chapters: readonly PageChapter[]): boolean {
  if (line.heading === undefined || line.heading > 2) return false
  const [current] = chapters.slice(-1)
  const isTitle = chapters.length === 1 && current?.lines.length === 0
  const isItem = line.number !== undefined || itemNumber(line, 0, true) !== undefined
  return !isTitle && !(isItem && (current?.name === 'featured' || current?.name === 'notes'))
}
