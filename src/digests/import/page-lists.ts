import { unstyled } from '../../domain/build.ts'
import type { Highlight, Inline, Note } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from '../markdown/context.ts'
import { splitHeadline } from '../markdown/lists.ts'
import { readItemTitles } from './item-titles.ts'
import { allWords, lineText, type PageLine, quote } from './page-line.ts'
import { itemNumber } from './page-sections.ts'
import { firstSentence, splitAt } from './text.ts'

const headingMax = 40

interface Listed<Item> {
  readonly items: readonly Item[]
  readonly leading: readonly PageLine[]
  readonly trailing: readonly PageLine[]
}

/** The bullets of the overview. Where none of its lines has a bullet, each line is one. */
export function readPageOverview(lines: readonly PageLine[], context: ParseContext): Listed<Highlight> {
  const hasBullets = lines.some(({ bullet }) => bullet)
  const { items, leading, trailing } = gather(
    lines,
    (line) => (hasBullets ? line.bullet !== undefined : !line.block),
    context,
  )
  return { items: items.map((item) => readHighlight(inOneLine(allWords(item)))), leading, trailing }
}

/** Bold words at the start are the headline; where there are none, it is the first of several sentences. */
function readHighlight(words: readonly Inline[]): Highlight {
  const [bold, rest] = splitHeadline(words)
  if (bold.length > 0) return { headline: bold, text: rest }
  const end = firstSentence(plainText(words))
  if (end === undefined) return { headline: [], text: words }
  const [headline, more] = splitAt(words, end)
  return { headline, text: more }
}

/** Items of "Also worth noting": `05 Agent A title. One line.`, with or without a bullet. */
export function readPageNotes(
  lines: readonly PageLine[],
  taken: ReadonlySet<number>,
  context: ParseContext,
): Listed<Note> {
  let last = Math.max(0, ...taken)
  const numbers = new Map<PageLine['at'], number>()
  const isItem = (line: PageLine) => {
    const number = itemNumber(line, last, true)
    last = number ?? last
    if (number !== undefined) numbers.set(line.at, number)
    return number !== undefined || line.bullet !== undefined || line.heading !== undefined
  }
  const { items, leading, trailing } = gather(lines, isItem, context)
  const found = items.map((line) => ({ line, number: numbers.get(line.at) }))
  const captions = readItemTitles(found, taken, context)
  const notes = captions.map(({ title: words, ...caption }): Note => {
    const { title, text } = readNote(words)
    return { ...caption, title: inOneLine(title), text: inOneLine(text) }
  })
  return { items: notes, leading, trailing }
}

function readNote(words: readonly Inline[]): Pick<Note, 'title' | 'text'> {
  const [bold, rest] = splitHeadline(words)
  if (bold.length > 0) return { title: bold, text: rest }
  const line = plainText(words)
  const end = firstSentence(line) ?? endOfLine(line)
  if (end === undefined) return { title: words, text: [] }
  const [title, text] = splitAt(words, end)
  return { title, text }
}

/** The end of a title on a line of its own; if the next line begins in lower case, the title was only wrapped. */
function endOfLine(line: string): number | undefined {
  const end = line.search(/\n(?!\p{Ll})/u)
  return end < 0 ? undefined : end
}

/** Lines that were joined stand in one paragraph. */
function inOneLine(words: readonly Inline[]): Inline[] {
  return words.map((node) => (node.type === 'break' ? unstyled(' ') : node))
}

/** Lines that begin an item, each with the lines that go on with it. */
function gather(
  lines: readonly PageLine[],
  isItem: (line: PageLine) => boolean,
  context: ParseContext,
): Listed<PageLine> {
  const items: PageLine[] = []
  const leading: PageLine[] = []
  const trailing: PageLine[] = []
  for (const line of lines) {
    const item = items.at(-1)
    if (isItem(line)) items.push(line)
    else if (!item) leading.push(line)
    else if (line.block || trailing.length > 0 || looksLikeHeading(line)) trailing.push(line)
    else {
      context.warn('continued-line', problemText('continued-line', quote(lineText(line))), line.at)
      items[items.length - 1] = { ...item, words: [...item.words, { type: 'break' }, ...allWords(line)] }
    }
  }
  return { items, leading, trailing }
}

/** A short line without end punctuation is more likely the heading of the next lines than the rest of an item. */
function looksLikeHeading(line: PageLine): boolean {
  const words = lineText(line)
  return words.length <= headingMax && !/[.,;:!?。，；：！？…]["'”’」』）)]*$/.test(words)
}
