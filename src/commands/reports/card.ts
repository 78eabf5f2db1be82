import { paragraph, unstyled } from '../../domain/build.ts'
import type { Card, Person } from '../../domain/card.ts'
import type { Block, Digest, Inline, Section } from '../../domain/digest.ts'
import { sideBySide } from '../../domain/right-to-left.ts'
import { plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import type { WorkspaceId } from '../../domain/workspace-id.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'

/** The report links to the section; its title may be cut. In characters. */
const titleMax = 110

/** A report as the publisher sees it, in the digest's language. From another workspace, it names that, not the reader. */
export function reportCard(
  { digest, section }: { readonly digest: Digest; readonly section: Section },
  words: string,
  by: Person | WorkspaceId,
  link: string | undefined,
): Card {
  const elsewhere = typeof by === 'string' ? [by] : []
  const { reported, openMessage } = messagesFor(digest.language).reports
  return {
    title: reported(truncate(plainText(section.title), titleMax)),
    ...(section.tag !== undefined && { tag: section.tag }),
    meta: sideBySide([section.number, longDate(digest.date, digest.language), digest.publication, ...elsewhere]),
    ...(typeof by === 'object' && { by }),
    body: [quotation(words)],
    buttons: link === undefined ? [] : [{ label: openMessage, url: link }],
  }
}

/** A reader's text as a quotation, line by line, with no formatting. */
export function quotation(words: string): Block {
  const paragraphs = words.trim().split(/\n\s*\n/)
  return { type: 'quote', children: paragraphs.map((lines) => paragraph(...withBreaks(lines.split('\n')))) }
}

function withBreaks(lines: readonly string[]): Inline[] {
  return lines.flatMap((line, at): Inline[] => (at === 0 ? [unstyled(line)] : [{ type: 'break' }, unstyled(line)]))
}
