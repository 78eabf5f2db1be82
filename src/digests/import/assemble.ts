import { chapters as chapterNames, type Digest, type Prose } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { LinePlace } from '../../i18n/en/problems-import.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from '../markdown/context.ts'
import type { PageChapter } from './page-chapters.ts'
import { allWords, lineText, type PageLine, quote, toBlocks } from './page-line.ts'
import { readPageNotes, readPageOverview } from './page-lists.ts'
import { readPageSections } from './page-sections.ts'

type Parts = Pick<Digest, 'title' | 'overview' | 'sections' | 'notes' | 'observation' | 'prose'>
type Draft = { -readonly [Key in keyof Parts]: Parts[Key] } & { prose: Prose[] }

/** A title is short and no bullet. */
const titleMax = 200

/** The parts of a digest from the chapters of a page. */
export function assembleParts(chapters: readonly PageChapter[], context: ParseContext): Parts {
  const draft: Draft = { sections: [], prose: [] }
  // Featured items first, wherever they stand: notes may not take their numbers.
  const order = chapters.toSorted((one, other) => Number(other.name === 'featured') - Number(one.name === 'featured'))
  for (const chapter of order) {
    const before = chapters.slice(chapters.indexOf(chapter) + 1).find(({ name }) => name)?.name ?? 'end'
    if (chapter.name) addChapter(chapter, before, draft, context)
    else if (chapter.heading) addProse(draft, before, chapter.lines, allWords(chapter.heading))
    else {
      const [first, ...rest] = chapter.lines
      const isTitle = first !== undefined && !first.bullet && !first.block && lineText(first).length <= titleMax
      if (isTitle) draft.title = plainText(allWords(first))
      keepAsProse(isTitle ? rest : chapter.lines, before, 'no-heading', draft, context)
    }
  }
  const places = [...chapterNames, 'end']
  draft.prose.sort((one, other) => places.indexOf(one.before) - places.indexOf(other.before))
  return draft
}

function addChapter(chapter: PageChapter, next: Prose['before'], draft: Draft, context: ParseContext): void {
  const { name, heading, lines } = chapter
  const at = heading?.at ?? { line: 1, column: 1 }
  const nothing = problemText('lost-text')
  if (name === 'overview') {
    const { items, leading, trailing } = readPageOverview(lines, context)
    if (items.length > 0) draft.overview = items
    else context.warn('empty-overview', nothing, at)
    keepAsProse(leading, 'overview', 'overview', draft, context)
    keepAsProse(trailing, next, 'overview', draft, context)
  } else if (name === 'featured') {
    const { sections, leading } = readPageSections(lines, context)
    draft.sections = sections
    keepAsProse(leading, 'featured', 'before-items', draft, context)
  } else if (name === 'notes') {
    const taken = new Set(draft.sections.map(({ number }) => Number(number)))
    const { items, leading, trailing } = readPageNotes(lines, taken, context)
    draft.notes = items
    if (items.length === 0) context.warn('empty-notes', nothing, at)
    keepAsProse(leading, 'notes', 'notes', draft, context)
    keepAsProse(trailing, next, 'notes', draft, context)
  } else {
    if (lines.length > 0) draft.observation = toBlocks(lines, 2)
    else context.warn('empty-observation', nothing, at)
  }
}

/** Keeps lines that belong to no part as a text of their own, with a warning. */
function keepAsProse(
  lines: readonly PageLine[],
  before: Prose['before'],
  place: LinePlace,
  draft: Draft,
  context: ParseContext,
): void {
  for (const line of lines) {
    context.warn('carried-as-prose', problemText('moved-line', quote(lineText(line)), place), line.at)
  }
  for (const { title, rest } of splitAtHeadings(lines)) addProse(draft, before, rest, title)
}

function addProse(draft: Draft, before: Prose['before'], lines: readonly PageLine[], title: Prose['title']): void {
  draft.prose.push({ before, title, blocks: toBlocks(lines, 2) })
}

function splitAtHeadings(lines: readonly PageLine[]): { title: Prose['title']; rest: PageLine[] }[] {
  const texts: { title: Prose['title']; rest: PageLine[] }[] = []
  for (const line of lines) {
    const current = texts.at(-1)
    if (line.heading) texts.push({ title: allWords(line), rest: [] })
    else if (current) current.rest.push(line)
    else texts.push({ title: [], rest: [line] })
  }
  return texts
}
