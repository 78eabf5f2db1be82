import { type Digest, digestId } from '../../src/domain/digest.ts'
import type { Draft, DraftSection, DraftSentence } from '../../src/domain/draft.ts'
import { digestOfDraft } from '../../src/drafts/digest-of-draft.ts'
import { day } from '../builders.ts'

const today = day('2026-03-12')
export const todaysId = digestId({ publication: 'main', date: today })

const digests = new WeakMap<Draft, Digest>()

/** Each draft is rendered once, however many mornings there are. */
export function rendered(draft: Draft): Digest {
  const digest = digests.get(draft) ?? digestOfDraft(draft)
  digests.set(draft, digest)
  return digest
}

/** Seven in the morning of that day; the digest goes out at half past eight. */
export const sevenOClock = Date.parse('2026-03-12T07:00:00Z')

export function aSentence(text: string, rest: Partial<DraftSentence> = {}): DraftSentence {
  return { text, kind: 'fact', evidence: [{ candidate: id(1), sentence: 0 }], problems: [], ...rest }
}

/** The id of a candidate. */
export function id(number: number): string {
  return String(number).padStart(16, '0')
}

export function aSectionDraft(number: number, rest: Partial<DraftSection> = {}): DraftSection {
  return {
    candidate: id(number),
    tag: 'Training',
    title: `Paper ${number}`,
    body: [aSentence(`What paper ${number} does.`), aSentence(`How paper ${number} does it.`)],
    takeaways: [aSentence(`The point of paper ${number}.`)],
    source: { title: `Paper ${number}`, url: `https://example.org/${number}` },
    ...rest,
  }
}

export function aDraft(rest: Partial<Draft> = {}): Draft {
  return {
    publication: 'main',
    date: today,
    language: 'en',
    createdAt: sevenOClock,
    sections: [aSectionDraft(1), aSectionDraft(2)],
    reserves: [id(3), id(4)],
    ...rest,
  }
}

/** A sentence with a number that its source does not have. */
export const failedSentence = aSentence('It is 99% faster.', { problems: [{ kind: 'number', what: '99%' }] })
