import type { Root, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Day } from '../../domain/day.ts'
import type { Digest, Prose } from '../../domain/digest.ts'
import type { ParseResult } from '../../domain/digest-repository.ts'
import { unverifiedMark } from '../../domain/draft.ts'
import { blocksText, plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { problemText } from '../../i18n/problems.ts'
import { parseFilename } from '../filename.ts'
import { dayOfFile } from '../front-matter-dates.ts'
import { markupKind } from '../import/page-kind.ts'
import { isShippedSample } from '../samples.ts'
import { readContent } from './content.ts'
import { ParseContext } from './context.ts'
import { decodeText } from './decode.ts'
import { readFrontMatter } from './front-matter.ts'
import type { WrittenDate } from './front-matter-date.ts'
import { type FrontMatterNode, findFrontMatter, takeJsonMatter } from './front-matter-entries.ts'
import { findHeaderLines } from './header-lines.ts'
import { detectLanguage } from './language.ts'
import { findCostlyNode, findExceededLimit } from './limits.ts'
import { readMarkup } from './markup.ts'
import { parseMarkdown } from './parse.ts'
import type { DigestDraft } from './read-chapter.ts'
import { reportSlips } from './slips.ts'
import { readTemplateSource, templateRemarks } from './template-source.ts'
import { readTemplateTags } from './template-tags.ts'

/** A file with a digest. */
export interface DigestFile {
  /** Its name in problems; the last part is the day. */
  readonly file: string
  readonly publication: string
  readonly bytes: Uint8Array
}

const top = { line: 1, column: 1 }

/** Reads a digest written in Markdown. Never throws: all errors are among the problems. */
export function readDigest({ file, publication, bytes }: DigestFile, vocabulary: Vocabulary): ParseResult {
  const decoded = decodeText(bytes)
  // Markdown, YAML and people agree on what a line is, but not on how it ends.
  const written = 'text' in decoded ? decoded.text.replace(/\r\n?/g, '\n') : ''
  const context = new ParseContext(file, written, vocabulary)
  const { text: given, matter } = takeJsonMatter(written)
  const source = readTemplateSource(given)
  for (const { line, rule, text } of templateRemarks(source)) context.warn(rule, text, { line, column: 1 })
  const text = readTemplateTags(source.text, context)
  const root = 'text' in decoded ? parseSafely(text, context) : undefined
  if ('rule' in decoded) context.error(decoded.rule, decoded, decoded)
  const digest = root && readRoot(root, text, matter, publication, context)
  const problems = context.sortedProblems()
  const failed = problems.some(({ severity }) => severity === 'error')
  return { file, ...(digest && !failed && { digest }), problems, at: (piece) => context.at(piece) }
}

function parseSafely(text: string, context: ParseContext): Root | undefined {
  if (text.trim() === '') {
    context.error('empty-file', problemText('empty-file'), top)
    return undefined
  }
  const before = findExceededLimit(text)
  const root = before ? undefined : parseMarkdown(text)
  const excess = before ?? (root && findCostlyNode(root))
  if (!excess) return root
  context.error(excess.rule, excess, { line: excess.line, column: 1 })
  return undefined
}

function readRoot(
  root: Root,
  text: string,
  json: FrontMatterNode | undefined,
  publication: string,
  context: ParseContext,
): Digest | undefined {
  const matter = json ?? findFrontMatter(root.children)
  const lines = matter ? undefined : findHeaderLines(root.children, context)
  const { title, url, language, withdrawn, author, tags, summary, draft, otherKeys, ...given } = readFrontMatter(
    matter,
    lines,
    context,
  )
  const date = dayOf(context, given.date)
  reportUnverified(context)
  context.collectDefinitions(root)
  reportSlips(root, text, context)
  readMarkup(root, text, url, context)
  const nodes = root.children.filter((node) => node !== lines?.node && node !== (matter as RootContent | undefined))
  const sectionLevel = context.vocabulary.sectionLevels?.[publication]
  const content = readContent(nodes, { title, isWithdrawn: withdrawn !== undefined, sectionLevel }, context)
  const markup = context.isFreeForm ? markupKind(text.replace(/^(`{3,}|~{3,}).*?^\1/gms, '')) : undefined
  if (markup) context.warn('other-markup', problemText('read-as-markdown', markup), top)
  const spoken = language ?? detectLanguage(text)
  if (!language && !context.problems.some(({ rule }) => rule === 'front-matter')) {
    context.warn('missing-language', problemText('missing-language', spoken), top)
  }
  if (!date) return undefined
  const named = title ?? content.title
  const digest: Digest = {
    publication,
    date,
    ...(named !== undefined && { title: named }),
    language: spoken,
    ...(url && { url }),
    ...(author && { author }),
    ...(tags && tags.length > 0 && { tags }),
    ...(otherKeys && { otherKeys }),
    ...(withdrawn !== undefined && { withdrawn }),
    ...(isShippedSample(text.slice(matter?.position?.end.offset ?? 0)) && { isSample: true }),
    ...(draft && { isDraft: true as const }),
    ...content.parts,
    ...(summary && { prose: withSummary(summary, content.parts) }),
  }
  if (draft) context.warn('draft', problemText('draft'), top)
  return context.mark(digest, top)
}

/** A summary opens the overview, unless the text begins with it. */
function withSummary(summary: string, { prose, overview = [] }: DigestDraft): readonly Prose[] {
  const plain = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  const words = [blocksText(prose[0]?.blocks ?? []), ...overview.map(({ headline }) => plainText(headline))]
  const isRepeated = words.some((text) => plain(text).includes(plain(summary)))
  const blocks = [{ type: 'paragraph' as const, children: [unstyled(summary.replace(/\s+/g, ' '))] }]
  return isRepeated ? prose : [{ before: 'overview', title: [], blocks }, ...prose]
}

/** The day of the digest: that of the file's name, which the date in the front matter should agree with. */
function dayOf(context: ParseContext, written: WrittenDate | undefined): Day | undefined {
  const name = parseFilename(context.file)
  const day = name && dayOfFile(name, written?.day)
  if (name && 'rule' in name) context.error(name.rule, name, top)
  else if (!day) context.error('file-name', problemText('unknown-day'), top)
  if (!day || !written || written.day === day || written.utcDay === day) return day
  const text = problemText('date-mismatch', written.day, day, written.isTimed)
  if (written.isTimed) context.warn('date-mismatch', text, context.at(written) ?? top)
  else context.error('date-mismatch', text, context.at(written) ?? top)
  return day
}

/** Reports each mark of a draft, wherever it stands in the file: with one of them, the digest cannot be posted. */
function reportUnverified(context: ParseContext): void {
  for (const [at, line] of context.lines.entries()) {
    const column = line.search(unverifiedMark)
    if (column < 0) continue
    context.error('unverified', problemText('unverified'), { line: at + 1, column: column + 1 })
  }
}
