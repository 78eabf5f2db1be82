import type { RootContent } from 'mdast'
import { chapters as chapterNames, type Note, normalizeTag, type Section } from '../../domain/digest.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import { closestWord } from '../../lib/fuzzy-match.ts'
import { withoutMailParts } from '../import/mail-parts.ts'
import { takeFootnotes } from './blocks.ts'
import { type ChapterText, looksLikeSection, splitChapters, wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { readInlines } from './inlines.ts'
import { addProse, type DigestDraft, readChapter, readProse } from './read-chapter.ts'
import { readFree } from './read-free.ts'

/** What is known of a file before its content is read. */
interface FileInfo {
  readonly title: string | undefined
  /** A withdrawn digest may be empty. */
  readonly isWithdrawn: boolean
  /** The level of the headings of sections in files without the vocabulary, if the configuration says it. */
  readonly sectionLevel: number | undefined
}

/** The content below the front matter, and the title if the first heading is one. */
export function readContent(
  nodes: readonly RootContent[],
  { title, isWithdrawn, sectionLevel }: FileInfo,
  context: ParseContext,
): { title?: string; parts: DigestDraft } {
  const chapters = splitChapters(nodes, context)
  const isFeatured = chapters.some(({ name }) => name === 'featured')
  if (!isFeatured) warnOfMail(nodes, context)
  const draft: DigestDraft = { sections: [], prose: [] }
  const reserved = chapters.filter(({ name }) => name === 'notes').flatMap(({ nodes }) => noteNumbers(nodes))
  const first = isFeatured
    ? readStrict(chapters, title, draft, context, reserved)
    : readFree(chapters, title, sectionLevel, draft, context, reserved)
  addUncited(draft, context)
  checkHeadings(chapters, context)
  checkNumbers(draft, context)
  checkCount(draft, context)
  if (isFeatured && draft.sections.length === 0 && !isWithdrawn) reportNoSection(nodes, chapters, context)
  if (!isFeatured && !isWithdrawn && isBlank(draft))
    context.error('no-content', problemText('no-content'), { line: 1, column: 1 })
  return { ...(first !== undefined && { title: first }), parts: draft }
}

/**
 * A file of any form may be a newsletter with personal links, such as one to unsubscribe. An article may have the same
 * words.
 */
function warnOfMail(nodes: readonly RootContent[], context: ParseContext): void {
  const kept = new Set(withoutMailParts(nodes))
  const lines = nodes.filter((node) => !kept.has(node) && wordsOf(node).trim() !== '')
  const [first] = lines
  if (!first) return
  const line = /[^\n]*\p{L}[^\n]*/u.exec(wordsOf(first))?.[0].trim() ?? ''
  context.warn(
    'mail-parts',
    problemText('mail-parts', line.length > 60 ? `${line.slice(0, 59)}…` : line, lines.length),
    first,
  )
}

function isBlank({ overview = [], sections, notes = [], observation = [], prose }: DigestDraft): boolean {
  return [overview, sections, notes, observation, prose].every((part) => part.length === 0)
}

function readStrict(
  chapters: readonly ChapterText[],
  title: string | undefined,
  draft: DigestDraft,
  context: ParseContext,
  reserved: readonly number[],
): string | undefined {
  const first = readTitle(chapters[0], title, context)
  for (const [at, chapter] of chapters.entries()) {
    if (chapter.name) readChapter(chapter, chapter.name, draft, context, reserved, at === chapters.length - 1)
    else {
      const before = chapters.slice(at).find(({ name }) => name)?.name ?? 'end'
      readProse(chapter, before, at === 0 && first !== undefined, draft, context)
    }
  }
  return first
}

/** The title, if the first heading is one: it may replace `title:` or repeat it. */
function readTitle(
  first: ChapterText | undefined,
  title: string | undefined,
  context: ParseContext,
): string | undefined {
  const { heading, name } = first ?? {}
  if (heading?.depth !== 1 || name) return undefined
  const words = wordsOf(heading).trim()
  const styled = readInlines(heading.children, context)
  if (words === '' || firstLink(styled)) return undefined
  if (title === undefined || normalizeTag(title) === normalizeTag(words)) return plainText(styled)
  context.warn('carried-as-prose', problemText('second-title'), heading)
  return undefined
}

/** Footnotes without a reference are ordinary text. */
function addUncited(draft: DigestDraft, context: ParseContext): void {
  for (const [identifier, note] of context.footnotes) {
    if (context.cited.has(identifier)) continue
    context.warn('carried-as-prose', problemText('uncited-footnote', identifier), note)
    context.cited.set(identifier, context.cited.size + 1)
  }
  addProse(takeFootnotes(context), 'end', draft)
}

/** Each of these begins a message of its own on some platform. */
const maxSections = 200

function checkCount({ sections, prose }: DigestDraft, context: ParseContext): void {
  const all = [...sections, ...prose.filter(({ title }) => title.length > 0)]
  const first = all[maxSections]
  if (!first) return
  const place = context.at(first) ?? { line: 1, column: 1 }
  context.error('too-many-sections', problemText('too-many-sections', all.length, maxSections), place)
}

/** Reports chapters that occur twice, and headings that look like typing mistakes. */
function checkHeadings(chapters: readonly ChapterText[], context: ParseContext): void {
  const { headings } = context.vocabulary
  const known = chapterNames.flatMap((name) => headings[name])
  const seen = new Map<string, number>()
  for (const { heading, name } of chapters) {
    if (!heading) continue
    const words = wordsOf(heading).trim()
    const first = name && seen.get(name)
    const meant = name ? undefined : closestWord(words, known, 0.2)
    if (first) context.error('duplicate-heading', problemText('duplicate-heading', words, first), heading)
    else if (name) seen.set(name, heading.position?.start.line ?? 1)
    else if (meant) context.warn('unknown-heading', problemText('unknown-heading', words, meant), heading)
  }
}

function reportNoSection(nodes: readonly RootContent[], chapters: readonly ChapterText[], context: ParseContext): void {
  const place = chapters.find(({ name }) => name === 'featured')?.heading
  const stray = nodes.find((node) => node.type === 'heading' && looksLikeSection(node, context))
  const [name = 'Featured'] = context.vocabulary.headings.featured
  const text = problemText(stray ? 'section-outside' : 'no-section', name)
  context.error('no-section', text, stray ?? place ?? { line: 1, column: 1 })
}

/** Reports duplicate numbers: sections and notes are found by number. `1` and `01` are the same. */
function checkNumbers(
  { sections, notes = [] }: { sections: readonly Section[]; notes?: readonly Note[] },
  context: ParseContext,
): void {
  const lines = new Map<number, number>()
  for (const item of [...sections, ...notes]) {
    if (item.number === undefined) continue
    const place = context.at(item) ?? { line: 1, column: 1 }
    const first = lines.get(Number(item.number))
    if (first === undefined) lines.set(Number(item.number), place.line)
    else context.error('duplicate-number', problemText('duplicate-number', item.number, first), place)
  }
}

/** The numbers that the items of a list begin with, which are reserved. */
function noteNumbers(nodes: readonly RootContent[]): number[] {
  const items = nodes.flatMap((node) => (node.type === 'list' ? node.children : []))
  return items.flatMap((item) => {
    const [digits] = /^\d{1,3}(?!\d)/.exec(wordsOf(item).trimStart()) ?? []
    return digits === undefined ? [] : [Number(digits)]
  })
}
