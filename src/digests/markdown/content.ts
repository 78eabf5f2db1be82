import type { RootContent } from 'mdast'
import { chapters as chapterNames, plainTag } from '../../domain/digest.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { type ChapterText, looksLikeSection, splitChapters, wordsOf } from './chapters.ts'
import type { Manuscript } from './context.ts'
import { takeFootnotes } from './footnotes.ts'
import { readInlines } from './inlines.ts'
import { checkNumbers, noteNumbers } from './numbering.ts'
import { addProse, type Draft, readChapter, readProse } from './read-chapter.ts'
import { nearest } from './vocabulary-match.ts'

/**
 * Everything below the front matter, and the title where the first heading is one. What was withdrawn may have been
 * deleted, too.
 */
export function readContent(
  nodes: readonly RootContent[],
  title: string | undefined,
  isWithdrawn: boolean,
  manuscript: Manuscript,
): { title?: string; parts: Draft } {
  const chapters = splitChapters(nodes, manuscript)
  const first = readTitle(chapters[0], title, manuscript)
  const draft: Draft = { sections: [], prose: [] }
  const reserved = chapters.filter(({ name }) => name === 'notes').flatMap(({ nodes }) => noteNumbers(nodes))
  for (const [at, chapter] of chapters.entries()) {
    if (chapter.name) readChapter(chapter, chapter.name, draft, manuscript, reserved)
    else {
      const before = chapters.slice(at).find(({ name }) => name)?.name ?? 'end'
      readProse(chapter, before, at === 0 && first !== undefined, draft, manuscript)
    }
  }
  addUncited(draft, manuscript)
  checkHeadings(chapters, manuscript)
  checkNumbers(draft, manuscript)
  if (draft.sections.length === 0 && !isWithdrawn) reportNoSection(nodes, chapters, manuscript)
  return { ...(first !== undefined && { title: first }), parts: draft }
}

/** The title, when the first heading is one: it may stand in for `title:`, or repeat it. */
function readTitle(
  first: ChapterText | undefined,
  title: string | undefined,
  manuscript: Manuscript,
): string | undefined {
  const { heading, name } = first ?? {}
  if (heading?.depth !== 1 || name) return undefined
  const words = wordsOf(heading).trim()
  const styled = readInlines(heading.children, manuscript)
  if (words === '' || firstLink(styled)) return undefined
  if (title === undefined || plainTag(title) === plainTag(words)) return plainText(styled)
  const message = 'This heading is another title than that at the top of the file; it is shown as a text of its own.'
  manuscript.warn('carried-as-prose', message, heading)
  return undefined
}

/** Footnotes that nothing refers to are text like any other. */
function addUncited(draft: Draft, manuscript: Manuscript): void {
  for (const [identifier, note] of manuscript.footnotes) {
    if (manuscript.cited.includes(identifier)) continue
    manuscript.warn('carried-as-prose', 'Nothing refers to this footnote; it is shown at the end.', note)
    manuscript.cited.push(identifier)
  }
  addProse(takeFootnotes(manuscript), 'end', draft)
}

/** A chapter that stands twice, and headings that look like a slip of the pen. */
function checkHeadings(chapters: readonly ChapterText[], manuscript: Manuscript): void {
  const { headings } = manuscript.vocabulary
  const known = chapterNames.flatMap((name) => headings[name])
  const seen = new Map<string, number>()
  for (const { heading, name } of chapters) {
    if (!heading) continue
    const words = wordsOf(heading).trim()
    const first = name && seen.get(name)
    const meant = name ? undefined : nearest(words, known, 0.2)
    if (first) manuscript.error('duplicate-heading', `“${words}” stands in line ${first} already.`, heading)
    else if (name) seen.set(name, heading.position?.start.line ?? 1)
    else if (meant)
      manuscript.warn('unknown-heading', `“${words}” is shown as a text of its own; did you mean “${meant}”?`, heading)
  }
}

function reportNoSection(
  nodes: readonly RootContent[],
  chapters: readonly ChapterText[],
  manuscript: Manuscript,
): void {
  const place = chapters.find(({ name }) => name === 'featured')?.heading
  const stray = nodes.find((node) => node.type === 'heading' && looksLikeSection(node, manuscript))
  const [name = 'Featured'] = manuscript.vocabulary.headings.featured
  const advice = stray
    ? `this looks like one; write \`## ${name}\` above it.`
    : `a digest has \`## ${name}\`, and below it \`### 01 [Tag] Title\`.`
  manuscript.error('no-section', `There is no featured section: ${advice}`, stray ?? place ?? { line: 1, column: 1 })
}
