import type { PlatformName } from '../domain/destination.ts'
import type { Problem } from '../domain/problem.ts'
import type { ReviewChoice } from '../domain/review.ts'
import { platformNamed, platformNames } from '../platforms/registry.ts'
import { type ReviewValue, reviewChannels } from './schema.ts'
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
    const add = (path: Path, message: string, fix: string) =>
      found.push(complain(['publications', name, 'review', ...path], { message, fix }, 'contradiction'))
    if (typeof digests === 'object')
      add(
        [],
        'The digests come from a git repository, into which the bot cannot put a draft.',
        'Use a folder for them.',
      )
    if (review === 'off') return found
    const [channel, ...others] = channelsOf(review)
    const { people, roles } = review.reviewers
    if (!channel || others.length > 0)
      add([], 'A draft is reviewed in one channel.', `Name it with ${platformNames.join(' or ')}.`)
    if (channel && !platformNamed(channel.platform).ids.channel.isValid(channel.channel))
      add([channel.platform], wrongId(channel.channel), platformNamed(channel.platform).ids.channel.advice)
    if (people.length + roles.length === 0)
      add(['reviewers'], 'No one may review.', 'Name people or roles by their ids.')
    if (channel)
      for (const [path, id, advice] of wrongIds(channel.platform, people, roles)) add(path, wrongId(id), advice)
    return found
  })
}

type WrongId = [path: Path, id: string, advice: string]

const wrongId = (id: string): string => `"${id}" is not an id of this kind.`

/** Reviewers that are no ids of the platform: a name would never match a click. */
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
    const text = isGit
      ? {
          message: `The bot cannot put drafts of "${name}" into the git repository of the digests.`,
          fix: 'Write "draftAt: off" under the publication and use "candidates" and "draft" on the command line, or keep the digests in a folder.',
        }
      : {
          message: `Drafts of "${name}" need a review before they are posted.`,
          fix: 'Name a channel and reviewers under "review", or write "review: off" to post them unreviewed.',
        }
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
