import type { Digest } from '../../domain/digest.ts'
import type { Problem, ProblemText } from '../../domain/problem.ts'
import { blocksText, firstLink } from '../../domain/text.ts'
import { draftText, readDigest } from '../markdown/read-digest.ts'
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
  const { text: own, boldLines, linkLines, field } = withoutMailText(text)
  if (field) {
    const message = `This text has fields that a mailing program fills in, such as ${field.name}.`
    const fix = 'Import the e-mail as it was sent, or replace them.'
    return {
      problems: [
        { file: options.file, line: field.line, column: 1, severity: 'error', rule: 'undecided', message, fix },
      ],
    }
  }
  const reading = readDigest({ file, publication, bytes: new TextEncoder().encode(own) }, vocabulary)
  const links = linkLines.map((line): Problem => {
    const message = 'A mailing program fills in the address of this link: its words are kept as text.'
    const fix = 'Write the address in the result.'
    return { file: options.file, line, column: 1, severity: 'warning', rule: 'unusable-link', message, fix }
  })
  const problems = reading.problems
    .filter(({ rule }) => rule !== 'missing-language' && rule !== 'free-form')
    .map((problem): Problem => ({ ...problem, file: options.file }))
    .concat(links)
  const { digest } = reading
  if (!digest) return { problems }
  const doubt = doubtAbout(digest, boldLines)
  if (doubt) return { problems: [...problems, ...refusal('undecided', doubt, options).problems] }
  const { title, url, language } = facts
  const isDraft = digest.isDraft
  if (isDraft) return refusal('draft', draftText, options)
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

/** Why it is not certain that a text is read as its author meant it. */
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
  if (words + characters / 2 < wordsMin)
    return {
      message: 'This has neither headings nor a list, and too few words for a text of its own.',
      fix: 'Import the whole text.',
    }
  if (boldLines <= 1) return undefined
  const message = `This has no headings, but ${boldLines} lines in bold that may be some.`
  return { message, fix: 'Make them headings, such as `## Title`.' }
}

export function refusal(rule: string, { message, fix }: ProblemText, { file }: ImportOptions): Import {
  return { problems: [{ file, line: 1, column: 1, severity: 'error', rule, message, fix }] }
}
