import { type DigestId, parseDigestId } from './digest.ts'

/**
 * - `approve`, `hold`: decide about a draft. - `release`: ask again about one that is held. - `edit`, `drop`, `replace`: change a section, the chosen one or, without a
 *   section, one to choose. - `save`: the dialog of `edit`. - `show`: the draft as it will be posted.
 */
export const reviewVerbs = ['approve', 'hold', 'release', 'edit', 'drop', 'replace', 'save', 'show'] as const
export type ReviewVerb = (typeof reviewVerbs)[number]

/** Something that a reviewer does with one version of a draft. */
export interface ReviewAction {
  readonly action: 'review'
  readonly verb: ReviewVerb
  readonly digest: DigestId
  /** The content hash of the version that the control belongs to. */
  readonly hash: string
  /** Of one section: the id of its candidate, or `observation`. */
  readonly section?: string
}

/** Names the text below the sections. */
export const observationSection = 'observation'

/** Below 100 characters, as Discord wants it: the longest publication, hash and candidate take 96. */
export function serializeReviewAction({ verb, digest, hash, section }: ReviewAction): string {
  return ['mp:review', verb, digest, hash, ...(section === undefined ? [] : [section])].join(':')
}

/** Undefined for an id that `serializeReviewAction` does not make. */
export function parseReviewAction(id: string): ReviewAction | undefined {
  const [, written, digest = '', hash = '', section] =
    /^mp:review:([a-z]+):([^:]+):([0-9a-f]{12})(?::([0-9a-f]{16}|observation))?$/.exec(id) ?? []
  const verb = reviewVerbs.find((each) => each === written)
  if (!verb || !parseDigestId(digest)) return undefined
  return { action: 'review', verb, digest: digest as DigestId, hash, ...(section !== undefined && { section }) }
}
