import type { Digest } from '../../domain/digest.ts'
import type { Problem, ProblemText } from '../../domain/problem.ts'
import { blocksText, firstLink } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import { readDigest } from '../markdown/read-digest.ts'
import { readTemplateSource, templateRemarks } from '../markdown/template-source.ts'
import type { Import, ImportOptions } from './import-page.ts'
import { withoutMailText } from './mail-text.ts'

/** What is known of a text besides its words. */
export interface TextFacts {
  readonly title?: string
  readonly url?: string
  readonly language?: string
}

/** From this length on, in characters, the language of a text is recognized reliably. */
const languageMin = 400

/** Fewer words than this, in one text without headings or a list, are no digest. */
const wordsMin = 40

/** Markdown of any form. Lines in problems are those of the text. */
export function importMarkdown(text: string, facts: TextFacts, options: ImportOptions): Import {
  const { date, publication, vocabulary } = options
  const file = `${date}.md`
  const source = readTemplateSource(text.replace(/\r\n?/g, '\n'))
  const { text: own, boldLines, linkLines, field } = withoutMailText(source.text)
  if (field) {
    const text = problemText('mail-field', field.name)
    return {
      problems: [{ file: options.file, line: field.line, column: 1, severity: 'error', rule: 'undecided', ...text }],
    }
  }
  const reading = readDigest({ file, publication, bytes: new TextEncoder().encode(own) }, vocabulary)
  const warning = (line: number, rule: string, text: ProblemText): Problem => {
    return { file: options.file, line, column: 1, severity: 'warning', rule, ...text }
  }
  const links = linkLines.map((line) => warning(line, 'unusable-link', problemText('mail-link')))
  const remarks = templateRemarks(source).map(({ line, rule, text }) => warning(line, rule, text))
  const problems = reading.problems
    .filter(({ rule }) => rule !== 'missing-language' && rule !== 'free-form')
    .map((problem): Problem => ({ ...problem, file: options.file }))
    .concat(links, remarks)
  const { digest } = reading
  if (!digest) return { problems }
  const doubt = doubtAbout(digest, boldLines)
  if (doubt) return { problems: [...problems, ...refusal('undecided', doubt, options).problems] }
  const { title, url, language } = facts
  const isDraft = digest.isDraft
  if (isDraft) return refusal('draft', problemText('draft'), options)
  return {
    digest: {
      ...digest,
      ...(digest.title === undefined && title !== undefined && { title }),
      ...(digest.url === undefined && url !== undefined && { url }),
      // Many sites state one language for all pages, so a text that is long enough speaks for itself.
      ...(language !== undefined && text.length < languageMin && { language }),
    },
    problems,
  }
}

/** Why it is not certain that a text was read as intended. */
function doubtAbout(
  { sections, notes = [], prose, overview = [] }: Digest,
  boldLines: number,
): ProblemText | undefined {
  if (sections.length > 0 || notes.length > 1 || overview.length > 1) return undefined
  const blocks = prose.flatMap((part) => part.blocks)
  // Rows, and paragraphs with a link each, are as certain as the items of a list.
  const linked = blocks.filter((block) => block.type === 'paragraph' && firstLink(block.children))
  if (linked.length > 1 || blocks.some(({ type }) => type === 'table')) return undefined
  const words = blocksText(blocks).match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const characters = blocksText(blocks).match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  if (words + characters / 2 < wordsMin) return problemText('few-words')
  return boldLines > 1 ? problemText('bold-lines', boldLines) : undefined
}

export function refusal(rule: string, { key, values }: ProblemText, { file }: ImportOptions): Import {
  return { problems: [{ file, line: 1, column: 1, severity: 'error', rule, key, values }] }
}
