/** A digest that is not approved yet: every sentence says what it rests on, and what is wrong with it. */
import type { Candidate } from './candidate.ts'
import type { Day } from './day.ts'

/** What a draft is written from: the part of a candidate that counts as evidence. */
export type DraftSource = Pick<Candidate, 'id' | 'source' | 'url' | 'title' | 'text' | 'authors' | 'tags'>

/** A sentence of a candidate's text; `sentence` counts from 0 in the order of the text. */
interface Evidence {
  readonly candidate: string
  readonly sentence: number
}

export const draftProblemKinds = [
  /** A number that the evidence does not have. */
  'number',
  /** A number of the evidence with another unit or with another subject. */
  'unit',
  /** A name that is in none of the evidence. */
  'name',
  /** A quotation that is not in the evidence word by word. */
  'quotation',
  /** An address that is not that of the candidate. */
  'link',
  /** A sentence of fact without evidence, or with evidence that does not exist. */
  'evidence',
  /** A judgement that states facts. */
  'judgement',
  /** A comparison or a negation that is reversed in the evidence. */
  'polarity',
  /** A statement that the evidence makes with less certainty: a "may" that is gone, a cause for a correlation. */
  'certainty',
  /** What a second model doubts. */
  'review',
] as const
type DraftProblemKind = (typeof draftProblemKinds)[number]

export interface DraftProblem {
  readonly kind: DraftProblemKind
  /** The words that it is about, as they stand in the sentence, or the reason in a few words. */
  readonly what: string
}

/**
 * - `fact`: rests on the sentences that it names, and is checked against them.
 * - `judgement`: an opinion, which must hold no number, no new name and no quotation.
 * - `quotation`: a sentence of the candidate, word by word.
 * - `person`: written or changed by a person, who answers for it.
 */
export const draftSentenceKinds = ['fact', 'judgement', 'quotation', 'person'] as const
type DraftSentenceKind = (typeof draftSentenceKinds)[number]

export interface DraftSentence {
  /** One sentence or a few, plain text. */
  readonly text: string
  readonly kind: DraftSentenceKind
  /** Empty for a judgement. */
  readonly evidence: readonly Evidence[]
  readonly problems: readonly DraftProblem[]
}

export interface DraftSection {
  readonly candidate: string
  readonly tag?: string
  readonly title: string
  /** What is wrong with the title. */
  readonly titleProblems?: readonly DraftProblem[]
  readonly body: readonly DraftSentence[]
  readonly takeaways: readonly DraftSentence[]
  readonly source: { readonly title: string; readonly url: string }
  /** The model that wrote it; without one, it is quoted from the source. */
  readonly model?: string
  /** Why it is quoted although a model is configured. */
  readonly withoutModel?: string
}

export interface Draft {
  readonly publication: string
  readonly date: Day
  /** BCP 47. */
  readonly language: string
  readonly model?: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly sections: readonly DraftSection[]
  readonly observation?: readonly DraftSentence[]
  /** The ids of candidates that can replace a section, best first. */
  readonly reserves: readonly string[]
}

/** Every sentence of a section. */
export function sentencesOf({ body, takeaways }: Pick<DraftSection, 'body' | 'takeaways'>): readonly DraftSentence[] {
  return [...body, ...takeaways]
}

/** Everything that is wrong with a draft. */
export function draftProblems({ sections, observation = [] }: Draft): readonly DraftProblem[] {
  return [
    ...sections.flatMap((section) => [
      ...(section.titleProblems ?? []),
      ...sentencesOf(section).flatMap(({ problems }) => problems),
    ]),
    ...observation.flatMap(({ problems }) => problems),
  ]
}

/** How a draft marks a sentence that was not verified, in each language of drafts: `⟦unverified: …⟧`. */
export const unverifiedMark = /⟦\s*(?:unverified|未核实)/iu
