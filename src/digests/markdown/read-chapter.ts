import type { Heading, RootContent } from 'mdast'
import type { Block, Chapter, Digest, Inline, Prose } from '../../domain/digest.ts'
import type { MovedPlace } from '../../i18n/en/problems-digests.ts'
import { problemText } from '../../i18n/problems.ts'
import { readBlocks, takeFootnotes, trimRules } from './blocks.ts'
import type { ChapterText } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { describeImages } from './images.ts'
import { isEmpty, readInlines } from './inlines.ts'
import { type ListChapter, readNotes, readOverview, warnMovedText } from './lists.ts'
import { readSections } from './sections.ts'

type Parts = Pick<Digest, 'overview' | 'sections' | 'notes' | 'observation' | 'prose'>

/** The parts of a digest while they are being read. */
export type DigestDraft = { -readonly [Key in keyof Parts]: Parts[Key] } & { prose: Prose[] }

const top = { line: 1, column: 1, depth: 1 }

/**
 * Reads a chapter with a fixed meaning; other text becomes prose beside it. A section without a number gets one that
 * is not `reserved`. `isEnd`: whether the file ends with it.
 */
export function readChapter(
  chapter: ChapterText,
  name: Chapter,
  draft: DigestDraft,
  context: ParseContext,
  reserved: readonly number[],
  isEnd = false,
): void {
  const { nodes, heading = top } = chapter
  switch (name) {
    case 'overview': {
      const listed = readOverview(nodes, context)
      carryRest(listed, ['overview', 'featured'], 'overview', draft, context)
      if (listed.items.length === 0) return
      draft.overview = context.mark([...(draft.overview ?? []), ...listed.items], heading)
      return
    }
    case 'featured': {
      const { sections, leading, closing } = readSections(nodes, isEnd, context, reserved)
      draft.sections = [...draft.sections, ...sections]
      keepAsProse(leading, 'featured', 'before-sections', draft, context)
      addProse(readBlocks(closing, context, 2), 'end', draft)
      return
    }
    case 'notes': {
      const last = Math.max(0, ...draft.sections.map(({ number }) => Number(number)))
      const listed = readNotes(nodes, context, last)
      carryRest(listed, ['notes', 'observation'], 'notes', draft, context)
      draft.notes = context.mark([...(draft.notes ?? []), ...listed.items], heading)
      return
    }
    case 'observation': {
      const blocks = readText(nodes, heading, [], context)
      if (blocks.length > 0) draft.observation = context.mark([...(draft.observation ?? []), ...blocks], heading)
      else context.warn('empty-observation', problemText('empty-observation'), heading)
    }
  }
}

/** Keeps the text around and inside a list that is in no item. */
function carryRest(
  { leading, trailing }: ListChapter<unknown>,
  [before, after]: readonly [Chapter, Chapter],
  part: MovedPlace,
  draft: DigestDraft,
  context: ParseContext,
): void {
  keepAsProse(leading, before, part, draft, context)
  keepAsProse(trailing, after, part, draft, context)
  addProse(takeFootnotes(context), after, draft)
}

function keepAsProse(
  nodes: readonly RootContent[],
  before: Chapter,
  part: MovedPlace,
  draft: DigestDraft,
  context: ParseContext,
): void {
  warnMovedText(nodes, part, context)
  // This text has no heading, so its own headings stay one level below the chapters.
  addProse(trimRules(describeImages(readBlocks(nodes, context, 2), [], context, top)), before, draft)
}

/** Reads a chapter with a heading of the author's own. The title of the digest is not a chapter. */
export function readProse(
  { heading, nodes }: ChapterText,
  before: Prose['before'],
  isTitle: boolean,
  draft: DigestDraft,
  context: ParseContext,
): void {
  const title = heading && !isTitle ? readInlines(heading.children, context) : []
  const blocks = readText(nodes, heading ?? top, title, context)
  if (isEmpty(title)) {
    warnMovedText(nodes, 'no-heading', context)
    addProse(blocks, before, draft)
    return
  }
  const prose = { before, title, blocks }
  draft.prose.push(heading ? context.mark(prose, heading) : prose)
}

function readText(
  nodes: readonly RootContent[],
  heading: Heading | typeof top,
  title: readonly Inline[],
  context: ParseContext,
): Block[] {
  const blocks = describeImages(readBlocks(nodes, context, heading.depth), title, context, heading)
  return trimRules([...blocks, ...takeFootnotes(context)])
}

/** Adds text without a heading. */
export function addProse(blocks: readonly Block[], before: Prose['before'], draft: DigestDraft): void {
  if (blocks.length > 0) draft.prose.push({ before, title: [], blocks })
}
