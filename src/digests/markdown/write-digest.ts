import type { BlockContent, Heading, List, Paragraph, RootContent } from 'mdast'
import { stringify } from 'yaml'
import { unstyled } from '../../domain/build.ts'
import {
  type Chapter,
  chapters,
  type Digest,
  type Highlight,
  type Inline,
  type Note,
  type Prose,
  type Section,
  tagsOf,
} from '../../domain/digest.ts'
import { type HeadingName, headingNames, type Vocabulary } from '../../domain/vocabulary.ts'
import { formatMarkdown, markBlocks, markInlines } from './write-blocks.ts'

type Words = Readonly<Record<HeadingName, string>>

/** The Markdown of a digest, which is parsed to the same digest. Its date is in the file's name. */
export function writeDigest(digest: Digest, vocabulary: Vocabulary): string {
  const { title, language, url, author, tags, withdrawn, isDraft, otherKeys } = digest
  const about = {
    ...(title && { title }),
    language,
    ...(url && { url }),
    ...(author && { author }),
    ...(tags && { tags }),
    ...(isDraft && { draft: true }),
    ...(withdrawn && { withdrawn }),
    ...otherKeys,
  }
  const frontMatter = stringify(about, { lineWidth: 0 })
  const words = wordsFor(language, vocabulary)
  const first = digest.overview || digest.prose.some(({ before }) => before === 'overview') ? 'overview' : 'featured'
  const nodes = chapters.flatMap((chapter) => markChapter(digest, chapter, words, chapter === first))
  nodes.push(...digest.prose.filter(({ before }) => before === 'end').flatMap(markProse))
  return `---\n${frontMatter}---\n\n${formatMarkdown(nodes)}`
}

/** The words for each heading: the first name in the script of the digest's language. */
function wordsFor(language: string, { headings }: Vocabulary): Words {
  const wantsHan = /^zh\b/i.test(language)
  const choose = (names: readonly string[]) =>
    names.find((name) => /\p{Script=Han}/u.test(name) === wantsHan) ?? names[0] ?? ''
  return Object.fromEntries(headingNames.map((name) => [name, choose(headings[name])])) as Words
}

function markChapter(digest: Digest, chapter: Chapter, words: Words, isFirst: boolean): RootContent[] {
  const content = markContent(digest, chapter, words)
  const prose = digest.prose.filter(({ before }) => before === chapter)
  // Text under no heading of its own is read as such at the top of the file, and right below a chapter's heading.
  const above = prose.filter(({ title }, at) => title.length > 0 || !content || (isFirst && at === 0))
  const below = prose.filter((one) => !above.includes(one))
  const name = content ? [heading(2, [unstyled(words[chapter])])] : []
  return [...above.flatMap(markProse), ...name, ...below.flatMap(markProse), ...(content ?? [])]
}

function markContent(digest: Digest, chapter: Chapter, words: Words): RootContent[] | undefined {
  switch (chapter) {
    case 'overview':
      return digest.overview && bullets(digest.overview.map(markHighlight))
    case 'featured':
      if (digest.sections.length === 0) return undefined
      return digest.sections.flatMap((section) => markSection(section, words))
    case 'notes':
      return digest.notes && bullets(digest.notes.map(markNote))
    case 'observation':
      return digest.observation && markBlocks(digest.observation, 2)
  }
}

function markProse({ title, blocks }: Prose): RootContent[] {
  return [...(title.length > 0 ? [heading(2, title)] : []), ...markBlocks(blocks, 2)]
}

function markSection(section: Section, words: Words): RootContent[] {
  const { title, chapter, body, takeaways, source } = section
  return [
    { type: 'heading', depth: 3, children: [label(section), ...markInlines([unstyled(' '), ...title])] },
    // The format has no heading between sections.
    ...(chapter ? [paragraph([{ type: 'emphasis', children: chapter }])] : []),
    ...markBlocks(body, 3),
    ...(takeaways.length > 0 ? [paragraph([unstyled(withColon(words.takeaways))])] : []),
    ...bullets(takeaways.map(paragraph)),
    ...(source ? [paragraph([unstyled(withColon(words.source, ' ')), ...source])] : []),
  ]
}

function markHighlight({ headline, text: rest }: Highlight): Paragraph {
  return paragraph(lead(headline, rest))
}

function markNote(note: Note): Paragraph {
  const { children } = paragraph(lead(note.title, note.text))
  if (!note.number && !note.tag) return { type: 'paragraph', children }
  return { type: 'paragraph', children: [label(note), { type: 'text', value: ' ' }, ...children] }
}

/** A bold start and what follows it. */
function lead(start: readonly Inline[], rest: readonly Inline[]): Inline[] {
  const bold: Inline[] = start.length > 0 ? [{ type: 'strong', children: start }] : []
  return [...bold, ...(bold.length > 0 && rest.length > 0 ? [unstyled(' ')] : []), ...rest]
}

/** `01 [Training]`, as it is: escaped brackets are hard to read, and nothing in a digest could make a link of them. */
function label(item: Pick<Note, 'number' | 'tag' | 'moreTags'>): { type: 'html'; value: string } {
  const { number } = item
  const name = tagsOf(item)
    .join(', ')
    .replace(/[\\`*_~<>$|]|&(?=[#\w]+;)/g, '\\$&')
  return { type: 'html', value: [number, name && `[${name}]`].filter(Boolean).join(' ') }
}

function bullets(paragraphs: readonly Paragraph[]): List[] {
  if (paragraphs.length === 0) return []
  const children = paragraphs.map((one) => ({
    type: 'listItem' as const,
    spread: false,
    children: [one] as BlockContent[],
  }))
  return [{ type: 'list', ordered: false, spread: false, children }]
}

function paragraph(inlines: readonly Inline[]): Paragraph {
  return { type: 'paragraph', children: markInlines(inlines) }
}

function heading(depth: 2 | 3, inlines: readonly Inline[]): Heading {
  return { type: 'heading', depth, children: markInlines(inlines) }
}

/** Full-width after Chinese words, with no blank after it. */
function withColon(name: string, blank = ''): string {
  return /\p{Script=Han}$/u.test(name) ? `${name}：` : `${name}:${blank}`
}
