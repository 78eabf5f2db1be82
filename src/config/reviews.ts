import type { PlatformName } from '../domain/destination.ts'
import type { Problem, ProblemText } from '../domain/problem.ts'
import type { ReviewChoice } from '../domain/review.ts'
import { problemText } from '../i18n/problems.ts'
import { platformNamed, platformNames } from '../platforms/registry.ts'
import { type ReviewValue, reviewChannels } from './schema.ts'
import { wrongId } from './wrong-id.ts'
import type { Path, ReportProblem } from './yaml.ts'

interface PublicationValue {
  readonly review?: ReviewValue
  readonly draftAt?: string
  readonly sources: readonly unknown[]
}

/** Contradictions in how the drafts of publications are reviewed. */
export function reviewProblems(
  publications: Readonly<Record<string, PublicationValue>>,
  digests: unknown,
  complain: ReportProblem,
): Problem[] {
  return Object.entries(publications).flatMap(([name, { review }]) => {
    if (review === undefined) return []
    const found: Problem[] = []
    const add = (path: Path, text: ProblemText) =>
      found.push(complain(['publications', name, 'review', ...path], text, 'contradiction'))
    if (typeof digests === 'object') add([], problemText('review-in-git'))
    if (review === 'off') return found
    const [channel, ...others] = channelsOf(review)
    const { people, roles } = review.reviewers
    if (!channel || others.length > 0) add([], problemText('one-review-channel', platformNames))
    const rule = channel && platformNamed(channel.platform).ids.channel
    if (rule && !rule.isValid(channel.channel)) add([channel.platform], wrongId(channel.channel, rule))
    if (people.length + roles.length === 0) add(['reviewers'], problemText('no-reviewers'))
    if (channel)
      for (const [path, id, advice] of wrongIds(channel.platform, people, roles))
        add(path, problemText('wrong-id', id, advice))
    return found
  })
}

type WrongId = [path: Path, id: string, advice: ProblemText]

/** Reviewers that are not ids of the platform: a name would never match a click. */
function wrongIds(platform: PlatformName, people: readonly string[], roles: readonly string[]): WrongId[] {
  const { user, mention } = platformNamed(platform).ids
  return [
    ...people.flatMap((id, at): WrongId[] =>
      user.isValid(id) ? [] : [[['reviewers', 'people', at], id, user.advice]],
    ),
    ...roles.flatMap((id, at): WrongId[] =>
      mention.isValid(id) ? [] : [[['reviewers', 'roles', at], id, mention.advice]],
    ),
  ]
}

/**
 * Publications whose drafts can never be posted: that they should be without a review has to be written out. From a git
 * repository nothing drafted is posted either way, so that only `draftAt: off` says that it is meant.
 */
export function reviewWarnings(
  publications: Readonly<Record<string, PublicationValue>>,
  digests: unknown,
  complain: ReportProblem,
): Problem[] {
  const isGit = typeof digests === 'object'
  return Object.entries(publications).flatMap(([name, { review, sources, draftAt }]): Problem[] => {
    if (review !== undefined || sources.length === 0 || (isGit && draftAt === 'off')) return []
    const text = problemText(isGit ? 'drafts-in-git' : 'no-review', name)
    return [{ ...complain(['publications', name, 'sources'], text, 'no-review'), severity: 'warning' }]
  })
}

/** The choices by publication. */
export function reviewChoicesOf(
  publications: Readonly<Record<string, PublicationValue>>,
): ReadonlyMap<string, ReviewChoice> {
  return new Map(
    Object.entries(publications).flatMap(([name, { review }]): [string, ReviewChoice][] => {
      if (review === undefined) return []
      if (review === 'off') return [[name, review]]
      const [channel] = channelsOf(review)
      const { people, roles } = review.reviewers
      return channel ? [[name, { ...channel, people, roles }]] : []
    }),
  )
}

function channelsOf(review: Exclude<ReviewValue, 'off'>) {
  return platformNames.flatMap((platform) => {
    const channel = reviewChannels(review)[platform]
    return channel === undefined ? [] : [{ platform, channel }]
  })
}
