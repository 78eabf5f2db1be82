import type { RootContent } from 'mdast'
import { type Block, type Chapter, type Digest, plainTag, type Prose } from '../domain/digest.ts'
import { firstLink, plainText } from '../domain/text.ts'
import { readBlocks, trimRules } from './blocks.ts'
import { type ChapterText, splitChapters, wordsOf } from './chapters.ts'
import { readFeatured } from './featured.ts'
import { takeFootnotes } from './footnotes.ts'
import { isBlank, readInlines } from './inlines.ts'
import type { Manuscript } from './manuscript.ts'
import { readNotes } from './notes.ts'
import { checkNumbers } from './numbers.ts'
import { readOverview } from './overview.ts'
import { warnCarried } from './points.ts'

type Parts = Pick<Digest, 'overview' | 'sections' | 'notes' | 'observation' | 'prose'>
type Draft = { -readonly [Key in keyof Parts]: Parts[Key] } & { prose: Prose[] }

/** Everything below the front matter. Undefined when there is no featured section. */
export function readDigestContent(
  nodes: readonly RootContent[],
  title: string | undefined,
  manuscript: Manuscript,
): { title?: string; parts: Parts } | undefined {
  const chapters = splitChapters(nodes, manuscript)
  const heading = readTitle(chapters[0], title, manuscript)
  const draft: Draft = { sections: [], prose: [] }
  for (const [at, chapter] of chapters.entries()) {
    if (chapter.name) readChapter(chapter, chapter.name, draft, manuscript)
    else {
      const before = chapters.slice(at).find(({ name }) => name)?.name ?? 'end'
      draft.prose.push(...readProse(chapter, before, at === 0 && heading !== undefined, manuscript))
    }
  }
  addUncited(draft, manuscript)
  checkNumbers(draft, manuscript)
  if (draft.sections.length === 0) {
    const message = 'There is no featured section: a digest needs `## Featured` with at least one `### 01 [Tag] Title` below it.'
    const place = chapters.find(({ name }) => name === 'featured')?.heading ?? { line: 1, column: 1 }
    manuscript.error('no-section', message, place)
    return undefined
  }
  return { ...(heading !== undefined && { title: heading }), parts: draft }
}

/** The title, when the first heading is one: it may stand in for `title:`, or repeat it. */
function readTitle(first: ChapterText | undefined, title: string | undefined, manuscript: Manuscript): string | undefined {
  if (first?.heading?.depth !== 1 || first.name) return undefined
  const words = wordsOf(first.heading).trim()
  const styled = readInlines(first.heading.children, manuscript)
  if (words === '' || firstLink(styled)) return undefined
  return title === undefined || plainTag(title) === plainTag(words) ? plainText(styled) : undefined
}

function readChapter(chapter: ChapterText, name: Chapter, draft: Draft, manuscript: Manuscript): void {
  const place = chapter.heading ?? { line: 1, column: 1 }
  const carry = (nodes: readonly RootContent[], before: Prose['before'], part: string) => {
    warnCarried(nodes, part, 'as a text of its own', manuscript)
    addProse(draft, before, nodes, manuscript)
  }
  if (name === 'featured') {
    const { sections, leading } = readFeatured(chapter, manuscript)
    carry(leading, 'featured', 'before the first section')
    draft.sections = [...draft.sections, ...sections]
  } else if (name === 'overview') {
    const { items, leading, trailing } = readOverview(chapter, manuscript)
    carry(leading, 'overview', 'into the overview')
    if (items.length > 0) draft.overview = manuscript.mark([...(draft.overview ?? []), ...items], place)
    else manuscript.warn('empty-overview', 'There is no bullet below this heading.', place)
    carry(trailing, 'featured', 'into the overview')
  } else if (name === 'notes') {
    const last = Math.max(0, ...draft.sections.map(({ number }) => Number(number)))
    const { items, leading, trailing } = readNotes(chapter, manuscript, last)
    carry(leading, 'notes', 'into a list of notes')
    draft.notes = manuscript.mark([...(draft.notes ?? []), ...items], place)
    carry(trailing, 'observation', 'into a list of notes')
  } else {
    const blocks = readText(chapter.nodes, manuscript, chapter.heading?.depth ?? 2)
    if (blocks.length > 0) draft.observation = manuscript.mark([...(draft.observation ?? []), ...blocks], place)
    else manuscript.warn('empty-observation', 'There is no text below this heading.', place)
  }
}

function readText(nodes: readonly RootContent[], manuscript: Manuscript, below: number): Block[] {
  return trimRules([...readBlocks(nodes, manuscript, below), ...takeFootnotes(manuscript)])
}

function readProse(chapter: ChapterText, before: Prose['before'], isTitle: boolean, manuscript: Manuscript): Prose[] {
  const title = chapter.heading && !isTitle ? readInlines(chapter.heading.children, manuscript) : []
  const blocks = readText(chapter.nodes, manuscript, chapter.heading?.depth ?? 2)
  if (title.length === 0) warnCarried(chapter.nodes, 'under any heading', 'as a text of its own', manuscript)
  if (isBlank(title) && blocks.length === 0) return []
  const prose = { before, title, blocks }
  return [chapter.heading ? manuscript.mark(prose, chapter.heading) : prose]
}

function addProse(draft: Draft, before: Prose['before'], nodes: readonly RootContent[], manuscript: Manuscript): void {
  const blocks = readText(nodes, manuscript, 2)
  if (blocks.length > 0) draft.prose.push({ before, title: [], blocks })
}

/** Footnotes that nothing refers to are text like any other. */
function addUncited(draft: Draft, manuscript: Manuscript): void {
  for (const [identifier, note] of manuscript.footnotes) {
    if (manuscript.cited.includes(identifier)) continue
    manuscript.warn('carried-as-prose', 'Nothing refers to this footnote; it is shown at the end.', note)
    manuscript.cited.push(identifier)
  }
  const blocks = takeFootnotes(manuscript)
  if (blocks.length > 0) draft.prose.push({ before: 'end', title: [], blocks })
}
