import type { Day } from '../domain/day.ts'
import type { Draft, DraftSection, DraftSource } from '../domain/draft.ts'
import { draftSection, type SectionContext } from './draft-section.ts'
import { writeObservation } from './observation.ts'
import { quoteSection } from './quote-section.ts'
import { verifyDraft } from './verify/verify-draft.ts'

/** The task of a draft: the digest, and the candidates. */
export interface DraftOrder {
  readonly publication: string
  readonly date: Day
  /** Best first. */
  readonly candidates: readonly DraftSource[]
  /** The wanted number of sections. */
  readonly sections: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The dependencies of drafting. */
export type DraftContext = Omit<SectionContext, 'find'>

/** A draft of the best candidates that have enough text, or undefined if there is none. */
export async function writeDraft(order: DraftOrder, given: DraftContext): Promise<Draft | undefined> {
  const { publication, date, candidates, now } = order
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]))
  const context: SectionContext = { ...given, find: (id) => byId.get(id) }
  const usable = candidates.filter((candidate) => quoteSection(candidate))
  const [chosen, reserves] = [usable.slice(0, order.sections), usable.slice(order.sections)]
  const sections: DraftSection[] = []
  for (const candidate of chosen) {
    const section = await draftSection(candidate, context)
    if (section) sections.push(section)
  }
  if (sections.length === 0) return undefined
  const observation = await writeObservation(sections, context)
  const model = given.session?.model.name
  const draft: Draft = {
    publication,
    date,
    language: given.language,
    ...(model !== undefined && { model }),
    createdAt: now,
    sections,
    ...(observation && { observation }),
    reserves: reserves.map(({ id }) => id),
  }
  return verifyDraft(draft, context)
}
