import type { Draft, DraftProblem, DraftSection, DraftSentence, DraftSource } from '../../domain/draft.ts'
import { splitSentences } from '../sentences.ts'
import { isQuotedFrom } from './quotations.ts'

/** The candidate with an id, or undefined if there is none any more. */
export type FindSource = (id: string) => DraftSource | undefined

/** The draft with every problem that is found in it now; those of a second model stay. */
export function verifyDraft(draft: Draft, find: FindSource): Draft {
  const verified = draft.sections.map((section) => verifySection(section, find))
  const { observation } = draft
  return {
    ...draft,
    sections: verified,
    ...(observation && { observation: observation.map((sentence) => verifySentence(sentence, find)) }),
  }
}

function verifySection(section: DraftSection, find: FindSource): DraftSection {
  const { source, titleProblems: _, ...rest } = section
  const isLinked = find(section.candidate)?.url === source.url
  const titleProblems: DraftProblem[] = isLinked ? [] : [{ kind: 'link', what: source.url }]
  return {
    ...rest,
    ...(titleProblems.length > 0 && { titleProblems }),
    body: section.body.map((sentence) => verifySentence(sentence, find)),
    takeaways: section.takeaways.map((sentence) => verifySentence(sentence, find)),
    source,
  }
}

function verifySentence(sentence: DraftSentence, find: FindSource): DraftSentence {
  const doubts = sentence.problems.filter(({ kind }) => kind === 'review')
  return { ...sentence, problems: [...problemsOf(sentence, find), ...doubts] }
}

function problemsOf({ text, kind, evidence }: DraftSentence, find: FindSource): DraftProblem[] {
  if (kind === 'person' || kind === 'judgement') return []
  const sentences = evidence.flatMap(({ candidate, sentence }) => {
    const found = splitSentences(find(candidate)?.text ?? '')[sentence]
    return found === undefined ? [] : [found]
  })
  if (sentences.length === 0 || sentences.length < evidence.length) return [{ kind: 'evidence', what: text }]
  if (kind === 'quotation' && !isQuotedFrom(text, sentences)) return [{ kind: 'quotation', what: text }]
  return []
}
