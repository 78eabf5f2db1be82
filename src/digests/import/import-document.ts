import { problemText } from '../../i18n/problems.ts'
import {
  capitalTitlesToMarkdown,
  framedTitlesToMarkdown,
  numberedLinksToMarkdown,
  slackToMarkdown,
} from './chat-text.ts'
import { notesToMarkdown } from './free-notes.ts'
import { importMarkdown, refusal } from './import-markdown.ts'
import { type Import, type ImportOptions, importPage } from './import-page.ts'
import { dataKind, markupKind, type PageKind, pageKind } from './page-kind.ts'

/**
 * The digest in a document of any kind but a feed: Markdown, the HTML of any page, text copied from a page with the
 * headings of the vocabulary, or plain notes. Where it is not certain what belongs to the digest and where its sections
 * are, there is an error and no digest.
 */
export async function importDocument(page: string, options: ImportOptions): Promise<Import> {
  const kind = pageKind(page)
  const data = kind === 'text' ? dataKind(page) : undefined
  if (data) return refusal('undecided', problemText('data-file', data), options)
  const markup = kind === 'html' ? undefined : markupKind(page)
  if (markup) return refusal('undecided', problemText('other-markup', markup), options)
  const written = kind === 'html' ? undefined : (numberedLinksToMarkdown(page) ?? chatText(page, kind))
  if (written !== undefined) return importMarkdown(written, {}, options)
  if (kind === 'markdown') return importMarkdown(page, {}, options)
  const known = importPage(page, options)
  const isOversized = known.problems.some(({ rule }) =>
    ['too-large', 'binary', 'empty-file', 'too-deep'].includes(rule),
  )
  if (isOversized || (known.digest && known.hasFormat)) return known
  if (kind === 'html') {
    // The parser of pages takes longer to load than all other kinds of documents take to be read.
    const { importHtml } = await import('./import-html.ts')
    return importHtml(page, options)
  }
  const titled = importMarkdown(framedTitlesToMarkdown(page) ?? capitalTitlesToMarkdown(page) ?? page, {}, options)
  if ((titled.digest?.sections.length ?? 0) > 1) return titled
  const notes = notesToMarkdown(page)
  if (notes) return importMarkdown(notes, {}, options)
  // Posts of a thread that count from one on.
  return (titled.digest?.notes?.length ?? 0) > 2 ? titled : refusal('undecided', problemText('no-parts'), options)
}

/** Markdown has the same marks for other things. */
function chatText(page: string, kind: PageKind): string | undefined {
  return kind === 'text' ? slackToMarkdown(page) : undefined
}
