import type { Day } from '../domain/day.ts'
import type { Draft, DraftSource } from '../domain/draft.ts'
import { quoteSection } from './quote-section.ts'
import { verifyDraft } from './verify/verify-draft.ts'

/** What is drafted, and from what. */
export interface DraftOrder {
  readonly publication: string
  readonly date: Day
  /** BCP 47. */
  readonly language: string
  /** Best first. */
  readonly candidates: readonly DraftSource[]
  /** How many sections are wanted. */
  readonly sections: number
  /** Milliseconds since 1970. */
  readonly now: number
  /** Names that every section may use: the tags of the publication. */
  readonly names?: readonly string[]
}

/** A draft of the best candidates that have something to quote, or undefined if there is none. */
export function writeDraft({
  publication,
  date,
  language,
  candidates,
  sections,
  now,
  names = [],
}: DraftOrder): Draft | undefined {
  const quoted = candidates.flatMap((candidate) => quoteSection(candidate) ?? [])
  if (quoted.length === 0) return undefined
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]))
  const draft: Draft = {
    publication,
    date,
    language,
    createdAt: now,
    sections: quoted.slice(0, sections),
    reserves: quoted.slice(sections).map(({ candidate }) => candidate),
  }
  return verifyDraft(draft, { find: (id) => byId.get(id), names })
}
