import type { Inline, Section, Takeaway } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { dropStart } from '../markdown/inline-text.ts'
import { labelLength, matchesName } from '../markdown/vocabulary-match.ts'
import { type Diagnostics, quote } from './diagnostics.ts'
import { type ItemLine, readItemTitles } from './item-titles.ts'
import { allWords, lineText, type PageLine, toBlocks } from './page-line.ts'
import { splitInlineBullets } from './text.ts'

interface Draft extends ItemLine {
  readonly lines: PageLine[]
}

/** The sections of the featured chapter, and the lines before the first. */
export function readPageSections(
  lines: readonly PageLine[],
  vocabulary: Vocabulary,
  diagnostics: Diagnostics,
): { sections: Section[]; leading: PageLine[] } {
  const leading: PageLine[] = []
  const drafts: Draft[] = []
  let last = 0
  for (const line of lines) {
    const current = drafts.at(-1)
    const isClosed = !current || current.lines.some((one) => labelOf(one, vocabulary) !== undefined)
    const number = itemNumber(line, last, isClosed)
    if (labelOf(line, vocabulary) || (number === undefined && !isItemHeading(line)))
      (current?.lines ?? leading).push(line)
    else {
      if (number !== undefined && number > last + 1) {
        diagnostics.warn('number-gap', `Number ${last + 1} is missing before this item.`, line.at)
      }
      last = number ?? last + 1
      drafts.push({ line, number, lines: [] })
    }
  }
  const captions = readItemTitles(drafts, new Set(), vocabulary, diagnostics)
  const taken = new Set(captions.map(({ number }) => Number(number)))
  const sections = drafts.map(({ lines }, at): Section => {
    const { number = freeNumber(at + 1, taken), tag, title = [] } = captions[at] ?? {}
    const { tag: late, ...content } = readContent(lines, vocabulary, diagnostics)
    const topic = tag ?? late
    return { number, ...(topic !== undefined && { tag: topic }), title, ...content }
  })
  return { sections, leading }
}

/** The number of a section that has none: its place, unless another section is called so. */
function freeNumber(place: number, taken: Set<number>): string {
  let number = place
  while (taken.has(number)) number++
  taken.add(number)
  return String(number).padStart(2, '0')
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

function labelOf(line: PageLine, vocabulary: Vocabulary): Label | undefined {
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
  /** What the next line may be: below a bare label even a line without a bullet is a point. */
  open: 'body' | 'bare points' | 'points' | 'source' | 'end'
}

function readContent(lines: readonly PageLine[], vocabulary: Vocabulary, diagnostics: Diagnostics): Content {
  const draft: ContentDraft = { body: [], takeaways: [], open: 'body' }
  for (const line of lines) {
    const label = labelOf(line, vocabulary)
    if (label && !(label.name === 'source' && draft.source)) readLabelled(line, label, draft, diagnostics)
    else if (line.tag !== undefined && line.words.length === 0) draft.tag ??= line.tag
    else if (!takeLine(line, draft)) {
      if (draft.open !== 'body') carry(line, diagnostics)
      draft.body.push(line)
    }
  }
  const { body, takeaways, open: _, ...rest } = draft
  return { ...rest, body: toBlocks(body, 3), takeaways }
}

function readLabelled(line: PageLine, label: Label, draft: ContentDraft, diagnostics: Diagnostics): void {
  const rest = dropStart(line.words, label.length)
  if (label.name === 'takeaways') {
    draft.takeaways.push(...splitInlineBullets(rest, line.at, diagnostics))
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

function carry(line: PageLine, diagnostics: Diagnostics): void {
  const message = `${quote(lineText(line))} stands behind the takeaways or the source; it was put at the end of the section’s text.`
  diagnostics.warn('carried-as-prose', message, line.at)
}
