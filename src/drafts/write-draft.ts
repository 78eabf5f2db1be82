import type { Day } from '../domain/day.ts'
import { type Draft, type DraftSection, type DraftSentence, type DraftSource, sentencesOf } from '../domain/draft.ts'
import { draftSection, type SectionContext, wrongForm } from './draft-section.ts'
import { ModelFailure } from './models/model.ts'
import { askModel } from './models/model-session.ts'
import { observationAnswer, observationQuestion } from './prompt.ts'
import { quoteSection } from './quote-section.ts'
import { verifyDraft } from './verify/verify-draft.ts'

/** The task of a draft: the digest, and the candidates. */
interface DraftOrder {
  readonly publication: string
  readonly date: Day
  /** Best first. */
  readonly candidates: readonly DraftSource[]
  /** The wanted number of sections. */
  readonly sections: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The number of sections that an observation joins. */
const joinedCount = 3

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

/** An observation that joins three sections written by a model; undefined if there are fewer, or if the model fails. */
async function writeObservation(
  sections: readonly DraftSection[],
  { session, language }: SectionContext,
): Promise<readonly DraftSentence[] | undefined> {
  const written = sections.filter(({ model }) => model !== undefined).slice(0, joinedCount)
  if (!session || written.length < joinedCount) return undefined
  const check = (json: unknown) => {
    const parsed = observationAnswer.safeParse(json)
    if (!parsed.success) return wrongForm(parsed.error)
    const used = new Set(parsed.data.sentences.filter(({ kind }) => kind === 'fact').map(({ section }) => section))
    return used.size < 2
      ? { complaints: ['It joins fewer than two sections.'], fault: 'joins fewer than two sections' }
      : { value: parsed.data.sentences }
  }
  try {
    const sentences = await askModel(observationQuestion(written, language), check, session)
    return sentences.map(({ text, kind, section, evidence }): DraftSentence => {
      const named = sentencesOf(written[section] ?? { body: [], takeaways: [] })
      return {
        text: text.replace(/\s+/g, ' '),
        kind,
        // Its evidence is the evidence of its sentences.
        evidence: kind === 'judgement' ? [] : evidence.flatMap((at) => named[at]?.evidence ?? []),
        problems: [],
      }
    })
  } catch (error) {
    if (error instanceof ModelFailure) return undefined
    throw error
  }
}
