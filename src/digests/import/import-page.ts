import { unstyled } from '../../domain/build.ts'
import type { Day } from '../../domain/day.ts'
import type { Digest, Inline } from '../../domain/digest.ts'
import type { Problem, ProblemText } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { problemText } from '../../i18n/problems.ts'
import { ParseContext } from '../markdown/context.ts'
import { mergeTexts } from '../markdown/inline-text.ts'
import { detectLanguage } from '../markdown/language.ts'
import { assembleParts } from './assemble.ts'
import { type HtmlPage, readHtmlPage } from './html-page.ts'
import { type PageChapter, splitPage } from './page-chapters.ts'
import { lineText, type PageLine, takeBullet } from './page-line.ts'

/** What the page does not contain. */
export interface ImportOptions {
  readonly date: Day
  readonly publication: string
  readonly vocabulary: Vocabulary
  /** The name of the page in problems. */
  readonly file: string
  /** Whether it was an e-mail, which has no menus and is read as a whole. */
  readonly isMail?: boolean
  /** Where the page was saved, unless it names its address itself. */
  readonly url?: string
}

/** The result of an import; without a digest, there is an error among the problems. */
export interface Import {
  readonly digest?: Digest
  readonly problems: readonly Problem[]
  /** Whether the page has the headings of the vocabulary, so that its sections are certain. */
  readonly hasFormat?: boolean
}

/** Far more than any page of one day, so that a wrong file is rejected at once. */
const maxCharacters = { text: 200_000, html: 5_000_000 }

const top = { line: 1, column: 1 }

/** The digest on a web page, from its text as people copy it, or from its HTML. Every word is kept. */
export function importPage(page: string, options: ImportOptions): Import {
  const context = new ParseContext(options.file, page, options.vocabulary)
  const read = readPage(page, options, context)
  return { ...read, problems: context.sortedProblems() }
}

function readPage(page: string, options: ImportOptions, context: ParseContext): Omit<Import, 'problems'> {
  const { date, publication } = options
  const kind = /^[\s\uFEFF]*<(?:!doctype|!--|\/?[a-z][\w-]*[\s/>])/i.test(page) ? 'html' : 'text'
  const refusal = refuse(page, kind)
  if (refusal) context.error(refusal.rule, refusal, top)
  const { lines, url, title } = refusal ? { lines: [] } : readLines(page, kind, context)
  if (lines.length === 0) return {}
  const chapters = splitPage(lines, context)
  const parts = assembleParts(chapters, context)
  if (parts.sections.length === 0) {
    const place = chapters.find(({ name }) => name === 'featured')?.heading?.at ?? top
    context.error('no-section', problemText('no-item'), place)
    return {}
  }
  const name = parts.title ?? title
  const digest: Digest = {
    publication,
    date,
    ...parts,
    ...(name !== undefined && { title: name }),
    language: languageOf(lines, chapters),
    ...(url !== undefined && { url }),
  }
  return { digest, hasFormat: chapters.some((chapter) => chapter.name === 'featured' && chapter.heading !== undefined) }
}

function readLines(page: string, kind: 'text' | 'html', context: ParseContext): HtmlPage {
  if (kind === 'text') return { lines: readTextLines(page) }
  try {
    const html = readHtmlPage(page, context)
    if (html.lines.length === 0) context.error('empty-file', problemText('empty-page'), top)
    return html
  } catch (error) {
    // Thousands of elements inside one another are more than the stack holds.
    if (!(error instanceof RangeError)) throw error
    context.error('too-deep', problemText('page-too-deep'), top)
    return { lines: [] }
  }
}

function refuse(page: string, kind: 'text' | 'html'): (ProblemText & { rule: string }) | undefined {
  if (page.replace(/^\uFEFF/, '').trim() === '') return { rule: 'empty-file', ...problemText('empty-page') }
  if (page.includes('\0')) return { rule: 'binary', ...problemText('zero-byte') }
  if (/^\uFEFF?---\r?\n[\s\S]*?\n---\r?\n/.test(page))
    return { rule: 'already-markdown', ...problemText('already-markdown') }
  if (page.length <= maxCharacters[kind]) return undefined
  return { rule: 'too-large', ...problemText('long-page', page.length) }
}

/** Papers are often quoted in English on a Chinese page; its headings are not. */
function languageOf(lines: readonly PageLine[], chapters: readonly PageChapter[]): string {
  const guess = detectLanguage(lines.map(lineText).join('\n'))
  const headings = chapters.flatMap(({ name, heading }) => (name && heading ? [lineText(heading)] : []))
  return guess === 'en' && headings.some((words) => /\p{Script=Han}/u.test(words)) ? 'zh' : guess
}

/** The lines of a page that was copied as text. Blank lines mean nothing: each line is a block of its own. */
function readTextLines(page: string): PageLine[] {
  return page.split(/\r\n|\r|\n/).flatMap((line, index): PageLine[] => {
    const indent = line.length - line.replace(/^[\s\uFEFF]+/, '').length
    const [hashes = ''] = /^#{1,6}(?=\s)/.exec(line.slice(indent)) ?? []
    const words = line
      .slice(indent + hashes.length)
      .replace(/\s+/g, ' ')
      .trim()
    if (words === '') return []
    const at = { line: index + 1, column: indent + 1 }
    if (hashes) return [{ at, words: linkAddresses(words), heading: hashes.length }]
    return [{ at, ...takeBullet(linkAddresses(words)) }]
  })
}

/** Turns the addresses in a text into links, without the punctuation that follows them. */
function linkAddresses(words: string): Inline[] {
  const nodes: Inline[] = []
  let end = 0
  for (const { 0: found, index } of words.matchAll(
    /(?<![\p{L}\p{N}])https?:\/\/[\w-]+\.[^\s<>"“”，。、；！？（）《》「」]+/gu,
  )) {
    const url = trimAddress(found)
    if (!URL.canParse(url)) continue
    nodes.push(unstyled(words.slice(end, index)), { type: 'link', url, children: [unstyled(url)] })
    end = index + url.length
  }
  return mergeTexts([...nodes, unstyled(words.slice(end))])
}

function trimAddress(found: string): string {
  const url = found.replace(/[?!.,:;*_~'"]+$/, '')
  const count = (mark: string) => url.split(mark).length
  return url.endsWith(')') && count(')') > count('(') ? trimAddress(url.slice(0, -1)) : url
}
