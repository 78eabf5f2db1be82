import type { Day } from '../../domain/day.ts'
import type { Digest } from '../../domain/digest.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { guessLanguage } from '../language.ts'
import { assembleParts } from './assemble.ts'
import { readHtmlPage } from './html-page.ts'
import { type PageChapter, splitPage } from './page-chapters.ts'
import { lineText, type PageLine } from './page-line.ts'
import { Remarks } from './remarks.ts'
import { readTextLines } from './text-lines.ts'

/** What a page does not say about itself. */
export interface ImportOptions {
  readonly date: Day
  readonly publication: string
  readonly vocabulary: Vocabulary
  /** As it is named in problems. */
  readonly file: string
}

/** What came of a page; where there is no digest, there is an error among the problems. */
export interface Import {
  readonly digest?: Digest
  readonly problems: readonly Problem[]
}

/** Far more than any page of a day: a wrong file is refused at once. */
const maxCharacters = 2_000_000

/** The digest on a web page, from its text as people copy it, or from its HTML. Every word is kept. */
export function importPage(page: string, { date, publication, vocabulary, file }: ImportOptions): Import {
  const remarks = new Remarks(file)
  const unreadable = refusal(page)
  if (unreadable) {
    remarks.error(unreadable.rule, unreadable.message, { line: 1, column: 1 })
    return { problems: remarks.inOrder() }
  }
  const isHtml = /^[\s\uFEFF]*<(?:!doctype|!--|\/?[a-z][\w-]*[\s/>])/i.test(page)
  const { lines, url, title } = isHtml ? readHtmlPage(page, remarks) : { lines: readTextLines(page) }
  const chapters = splitPage(lines, vocabulary, remarks)
  const parts = assembleParts(chapters, vocabulary, remarks)
  if (parts.sections.length === 0) {
    remarks.error('no-section', 'There is no featured item: each begins with a line such as `01 Agent A title`.', {
      line: 1,
      column: 1,
    })
    return { problems: remarks.inOrder() }
  }
  const name = parts.title ?? title
  const digest: Digest = {
    publication,
    date,
    ...parts,
    ...(name !== undefined && { title: name }),
    language: detectLanguage(lines, chapters),
    ...(url !== undefined && { url }),
  }
  return { digest, problems: remarks.inOrder() }
}

function refusal(page: string): { rule: string; message: string } | undefined {
  if (page.replace(/^\uFEFF/, '').trim() === '')
    return { rule: 'empty-file', message: 'There is nothing on this page.' }
  if (page.includes('\0')) return { rule: 'binary', message: 'This file is no text: it holds a zero byte.' }
  if (page.length <= maxCharacters) return undefined
  return { rule: 'too-large', message: `This page has ${page.length} characters, which is too much for a digest.` }
}

/** Papers are often quoted in English on a Chinese page; its headings are not. */
function detectLanguage(lines: readonly PageLine[], chapters: readonly PageChapter[]): string {
  const guess = guessLanguage(lines.map(lineText).join('\n'))
  const headings = chapters.flatMap(({ name, heading }) => (name && heading ? [lineText(heading)] : []))
  return guess === 'en' && headings.some((words) => /\p{Script=Han}/u.test(words)) ? 'zh' : guess
}
