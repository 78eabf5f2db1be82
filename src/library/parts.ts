import type { RootContent } from 'mdast'
import type { Block, Chapter, Digest, Prose } from '../domain/digest.ts'
import { readBlocks, trimRules } from './blocks.ts'
import type { ChapterText } from './chapters.ts'
import { readFeatured } from './featured.ts'
import { takeFootnotes } from './footnotes.ts'
import { isBlank, readInlines } from './inlines.ts'
import type { Manuscript } from './manuscript.ts'
import { readNotes } from './notes.ts'
import { type Listed, readOverview } from './overview.ts'
import { warnCarried } from './points.ts'

type Parts = Pick<Digest, 'overview' | 'sections' | 'notes' | 'observation' | 'prose'>

/** The parts of a digest while they are being read. */
export type Draft = { -readonly [Key in keyof Parts]: Parts[Key] } & { prose: Prose[] }

const top = { line: 1, column: 1, depth: 1 }

/** Reads a chapter with a fixed meaning; what does not fit it becomes prose beside it. */
export function readChapter(chapter: ChapterText, name: Chapter, draft: Draft, manuscript: Manuscript): void {
  const { nodes, heading = top } = chapter
  switch (name) {
    case 'featured': {
      const { sections, leading } = readFeatured(nodes, manuscript)
      draft.sections = [...draft.sections, ...sections]
      carry(leading, 'featured', 'before the first section')
      return
    }
    case 'overview': {
      const items = readListed(readOverview(nodes, manuscript), 'overview', 'featured', 'into the overview')
      if (items.length > 0) draft.overview = manuscript.mark([...(draft.overview ?? []), ...items], heading)
      return
    }
    case 'notes': {
      const last = Math.max(0, ...draft.sections.map(({ number }) => Number(number)))
      const items = readListed(readNotes(nodes, manuscript, last), 'notes', 'observation', 'into a list of notes')
      draft.notes = manuscript.mark([...(draft.notes ?? []), ...items], heading)
      return
    }
    case 'observation': {
      const blocks = readText(nodes, heading.depth, manuscript)
      if (blocks.length > 0) draft.observation = manuscript.mark([...(draft.observation ?? []), ...blocks], heading)
      else manuscript.warn('empty-observation', 'There is no text below this heading.', heading)
    }
  }

  function readListed<Item>(listed: Listed<Item>, before: Chapter, after: Chapter, part: string): readonly Item[] {
    carry(listed.leading, before, part)
    carry(listed.trailing, after, part)
    addProse(takeFootnotes(manuscript), after, draft)
    return listed.items
  }

  function carry(stray: readonly RootContent[], before: Chapter, part: string): void {
    warnCarried(stray, part, 'as a text of its own', manuscript)
    addProse(trimRules(readBlocks(stray, manuscript, heading.depth)), before, draft)
  }
}

/** Reads a chapter that its author made up. The title of the digest is none of its own. */
export function readProse(
  { heading, nodes }: ChapterText,
  before: Prose['before'],
  isTitle: boolean,
  draft: Draft,
  manuscript: Manuscript,
): void {
  const title = heading && !isTitle ? readInlines(heading.children, manuscript) : []
  const blocks = readText(nodes, heading?.depth ?? 1, manuscript)
  if (isBlank(title)) {
    warnCarried(nodes, 'under any heading', 'as a text of its own', manuscript)
    addProse(blocks, before, draft)
    return
  }
  const prose = { before, title, blocks }
  draft.prose.push(heading ? manuscript.mark(prose, heading) : prose)
}

function readText(nodes: readonly RootContent[], below: number, manuscript: Manuscript): Block[] {
  return trimRules([...readBlocks(nodes, manuscript, below), ...takeFootnotes(manuscript)])
}

/** Adds text that stands under no heading of its own. */
export function addProse(blocks: readonly Block[], before: Prose['before'], draft: Draft): void {
  if (blocks.length > 0) draft.prose.push({ before, title: [], blocks })
}
