import { paragraph, unstyled } from '../../domain/build.ts'
import type { Card, Person } from '../../domain/card.ts'
import type { Block, Digest, Inline, Section } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'

/** Whoever reads it can open the section itself. */
const titleMax = 110

/** A report as whoever publishes the digest reads it, in the digest's language. */
export function reportCard(
  { digest, section }: { readonly digest: Digest; readonly section: Section },
  words: string,
  by: Person,
  link: string | undefined,
): Card {
  const { reported, openMessage } = messagesFor(digest.language).reports
  return {
    title: reported(truncate(plainText(section.title), titleMax)),
    ...(section.tag !== undefined && { tag: section.tag }),
    meta: [section.number, longDate(digest.date, digest.language), digest.publication].join(' · '),
    by,
    body: [quotation(words)],
    buttons: link === undefined ? [] : [{ label: openMessage, url: link }],
  }
}

/** Somebody's words, which mean nothing but themselves, line by line. */
export function quotation(words: string): Block {
  const paragraphs = words.trim().split(/\n\s*\n/)
  return { type: 'quote', children: paragraphs.map((lines) => paragraph(...withBreaks(lines.split('\n')))) }
}

function withBreaks(lines: readonly string[]): Inline[] {
  return lines.flatMap((line, at): Inline[] => (at === 0 ? [unstyled(line)] : [{ type: 'break' }, unstyled(line)]))
}
