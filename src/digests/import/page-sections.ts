import type { Inline, Section, Takeaway } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from '../markdown/context.ts'
import { dropStart } from '../markdown/inline-text.ts'
import { freeNumber } from '../markdown/sections.ts'
import { labelLength, matchesName } from '../markdown/vocabulary-match.ts'
import { type ItemLine, readItemTitles } from './item-titles.ts'
import { allWords, lineText, type PageLine, quote, toBlocks } from './page-line.ts'
import { splitInlineBullets } from './text.ts'

interface Draft extends ItemLine {
  readonly lines: PageLine[]
}

/** The sections of the featured chapter, and the lines before the first. */
export function readPageSections(
  lines: readonly PageLine[],
  context: ParseContext,
): { sections: Section[]; leading: PageLine[] } {
  const leading: PageLine[] = []
  const drafts: Draft[] = []
  let last = 0
  for (const line of lines) {
    const current = drafts.at(-1)
    const isClosed = !current || current.lines.some((one) => labelOf(one, context) !== undefined)
    const number = itemNumber(line, last, isClosed)
    if (labelOf(line, context) || (number === undefined && !isItemHeading(line))) (current?.lines ?? leading).push(line)
    else {
      if (number !== undefined && number > last + 1)
        context.warn('number-gap', problemText('number-gap', last + 1), line.at)
      last = number ?? last + 1
      drafts.push({ line, number, lines: [] })
    }
  }
  const captions = readItemTitles(drafts, new Set(), context)
  const taken = new Set(captions.map(({ number }) => Number(number)))
  const sections = drafts.map(({ lines }, at): Section => {
    const { number = freeNumber(at + 1, taken), tag, title = [] } = captions[at] ?? {}
    const { tag: late, ...content } = readContent(lines, context)
    const topic = tag ?? late
    return { number, ...(topic !== undefined && { tag: topic }), title, ...content }
  })
  return { sections, leading }
}

/** The number of a line that begins an item: the next one, or a later one written as `05`. */
export function itemNumber(line: PageLine, last: number, isClosed: boolean): number | undefined {
  if (line.number !== undefined) return Number.parseInt(line.number, 10)
  if (line.block) return undefined
  const words = plainText(line.words)
  const [, digits] = /^(\d{1,3})(?:\s*[.、·|:：)）–—-])?(?:\s+(?=\S)|(?=[[【［]))/.exec(words) ?? []
  if (digits === undefined) return undefined
  const number = Number(digits)
  if (digits.startsWith('0')) return number > last ? number : undefined
  // `5 papers agree.` is a sentence of the text above.
  return number === last + 1 && isClosed && !/[.。]$/.test(words) ? number : undefined
}

function isItemHeading(line: PageLine): boolean {
  return line.heading !== undefined && line.heading <= 3
}

type Label = { readonly name: 'takeaways' | 'source'; readonly length: number }

function labelOf(line: PageLine, { vocabulary }: ParseContext): Label | undefined {
  const words = plainText(line.words)
  if (line.bullet || line.block) return undefined
  for (const name of ['takeaways', 'source'] as const) {
    const isWhole = matchesName(words, vocabulary.headings[name]) && (name === 'takeaways' || /[:：]\s*$/.test(words))
    const length = isWhole ? words.length : labelLength(words, vocabulary, name)
    if (length !== undefined) return { name, length }
  }
  return undefined
}

type Content = Omit<Section, 'number' | 'title'>

interface ContentDraft {
  tag?: string
  source?: readonly Inline[]
  readonly body: PageLine[]
  readonly takeaways: Takeaway[]
  /** How the next line is read: below a bare label even a line without a bullet is a point. */
  open: 'body' | 'bare points' | 'points' | 'source' | 'end'
}

function readContent(lines: readonly PageLine[], context: ParseContext): Content {
  const draft: ContentDraft = { body: [], takeaways: [], open: 'body' }
  for (const line of lines) {
    const label = labelOf(line, context)
    if (label && !(label.name === 'source' && draft.source)) readLabelled(line, label, draft, context)
    else if (line.tag !== undefined && line.words.length === 0) draft.tag ??= line.tag
    else if (!takeLine(line, draft)) {
      if (draft.open !== 'body') warnMoved(line, context)
      draft.body.push(line)
    }
  }
  const { body, takeaways, open: _, ...rest } = draft
  return { ...rest, body: toBlocks(body, 3), takeaways }
}

function readLabelled(line: PageLine, label: Label, draft: ContentDraft, context: ParseContext): void {
  const rest = dropStart(line.words, label.length)
  if (label.name === 'takeaways') {
    draft.takeaways.push(...splitInlineBullets(rest, line.at, context))
    draft.open = rest.length > 0 ? 'points' : 'bare points'
  } else if (rest.length > 0) {
    draft.source = rest
    draft.open = 'end'
  } else draft.open = 'source'
}

/** A point or source on a line of its own, below its label. */
function takeLine(line: PageLine, draft: ContentDraft): boolean {
  if (line.block || line.heading) return false
  if (draft.open === 'source') {
    draft.source = allWords(line)
    draft.open = 'end'
    return true
  }
  if (draft.open !== 'bare points' && !(draft.open === 'points' && line.bullet)) return false
  draft.takeaways.push(allWords(line))
  if (line.bullet) draft.open = 'points'
  return true
}

function warnMoved(line: PageLine, context: ParseContext): void {
  context.warn('carried-as-prose', problemText('moved-to-end', quote(lineText(line))), line.at)
}
