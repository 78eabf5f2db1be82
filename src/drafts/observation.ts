import type { DraftSection, DraftSentence } from '../domain/draft.ts'
import { sentencesOf } from '../domain/draft.ts'
import { type SectionContext, wrongForm } from './draft-section.ts'
import { ModelFailure } from './models/model.ts'
import { askModel } from './models/model-session.ts'
import { observationAnswer, observationQuestion } from './prompt.ts'

/** The number of sections that an observation joins. */
const joined = 3

/** An observation that joins three sections written by a model; undefined if there are fewer, or if the model fails. */
export async function writeObservation(
  sections: readonly DraftSection[],
  { session, language }: SectionContext,
): Promise<readonly DraftSentence[] | undefined> {
  const written = sections.filter(({ model }) => model !== undefined).slice(0, joined)
  if (!session || written.length < joined) return undefined
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
