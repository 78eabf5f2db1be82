import type { Card, Person } from '../../domain/card.ts'
import type { Block, Digest, Inline, Section } from '../../domain/digest.ts'
import { longDate } from '../../formatters/date.ts'
import { paragraph, plain, strong } from '../prose.ts'
import { nameOf } from './form.ts'
import { reportPhrasesFor } from './phrases.ts'

/** A report as whoever publishes the digest reads it, in the digest's language. */
export function reportCard(
  { digest, section }: { readonly digest: Digest; readonly section: Section },
  words: string,
  by: Person,
  link: string | undefined,
): Card {
  const { reported, openMessage } = reportPhrasesFor(digest.language)
  return {
    title: reported,
    ...(section.tag !== undefined && { tag: section.tag }),
    meta: [longDate(digest.date, digest.language), digest.publication].join(' · '),
    by,
    body: [paragraph(strong(nameOf(section))), quote(words)],
    buttons: link === undefined ? [] : [{ label: openMessage, url: link }],
  }
}

/** Somebody's words, which mean nothing but themselves, line by line. */
export function quote(words: string): Block {
  const paragraphs = words.trim().split(/\n\s*\n/)
  return { type: 'quote', children: paragraphs.map((lines) => paragraph(...withBreaks(lines.split('\n')))) }
}

function withBreaks(lines: readonly string[]): Inline[] {
  return lines.flatMap((line, at): Inline[] => (at === 0 ? [plain(line)] : [{ type: 'break' }, plain(line)]))
}
