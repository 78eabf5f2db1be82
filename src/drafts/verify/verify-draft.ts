import type { Draft, DraftProblem, DraftSection, DraftSentence } from '../../domain/draft.ts'
import { sentencesOf } from '../../domain/draft.ts'
import { sentenceProblems, titleProblems, type VerifyContext } from './verify-sentence.ts'

/** The draft with the problems that are found in it now; those of a second model stay. */
export function verifyDraft(draft: Draft, context: Omit<VerifyContext, 'language'>): Draft {
  const full = { ...context, language: draft.language }
  const sections = draft.sections.map((section) => verifySection(section, full))
  const { observation } = draft
  const about = sections.flatMap(wordsOf)
  return {
    ...draft,
    sections,
    ...(observation && { observation: observation.map((sentence) => verifySentence(sentence, about, full)) }),
  }
}

/** The section with the problems that are found in it now. */
export function verifySection(section: DraftSection, context: VerifyContext): DraftSection {
  const { source, titleProblems: earlier = [], ...rest } = section
  const candidate = context.find(section.candidate)
  const wrong: DraftProblem[] = [
    ...(candidate && section.title !== '' ? titleProblems(section.title, candidate, context) : []),
    ...(candidate?.url === source.url ? [] : [{ kind: 'link' as const, what: source.url }]),
    ...earlier.filter(isDoubt),
  ]
  const about = [
    ...wordsOf(section),
    ...(candidate ? [candidate.title, candidate.text, candidate.source, ...candidate.authors, ...candidate.tags] : []),
  ]
  return {
    ...rest,
    ...(wrong.length > 0 && { titleProblems: wrong }),
    body: section.body.map((sentence) => verifySentence(sentence, about, context)),
    takeaways: section.takeaways.map((sentence) => verifySentence(sentence, about, context)),
    source,
  }
}

function verifySentence(sentence: DraftSentence, about: readonly string[], context: VerifyContext): DraftSentence {
  return {
    ...sentence,
    problems: [...sentenceProblems(sentence, about, context), ...sentence.problems.filter(isDoubt)],
  }
}

/** Facts and titles of a section: what a judgement may name. */
function wordsOf(section: DraftSection): string[] {
  const stated = sentencesOf(section).filter(({ kind }) => kind !== 'judgement')
  return [section.title, ...stated.map(({ text }) => text)]
}

/** A second model may add a problem, which only its own next review removes. */
function isDoubt({ kind }: DraftProblem): boolean {
  return kind === 'review'
}
