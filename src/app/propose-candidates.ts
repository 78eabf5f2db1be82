import type { Config } from '../config/load.ts'
import type { CandidateRepository, RankedCandidate } from '../domain/candidate.ts'
import { addDays, type Day } from '../domain/day.ts'
import { digestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import { dayMs } from '../domain/duration.ts'
import { featuredCandidates, type RankingOptions, rankCandidates } from '../sources/rank.ts'
import { type SourceSettings, sourceNames } from '../sources/settings.ts'
import { featuredIn } from './featured-works.ts'
import { storiesOfOtherDrafts, type WaitingDraftsContext } from './stories-of-drafts.ts'

/** A candidate that was first seen earlier is proposed only if an editor picked it, in milliseconds. */
const proposedMs = 7 * dayMs
const knownMs = 60 * dayMs

/** How far back digests are looked at, in days: for what was featured, and for the tags of the publication. */
const lookBackDays = 31

/** The dependencies of a proposal. */
interface ProposalContext extends WaitingDraftsContext {
  readonly candidates: CandidateRepository
  readonly repository: Pick<DigestRepository, 'days' | 'get'>
  readonly config: Pick<Config, 'sources' | 'vocabulary'>
}

/** The candidates for the digest of a day, best first, without the stories of other waiting drafts. For a day that is over, as they were at its end. */
export async function proposeCandidates(
  publication: string,
  date: Day,
  now: number,
  context: ProposalContext,
): Promise<RankedCandidate[]> {
  return (await candidateProposal(publication, date, now, context)).ranked
}

/** The same, together with candidates that are left out because they were featured recently. */
export async function candidateProposal(
  publication: string,
  date: Day,
  now: number,
  context: ProposalContext,
): Promise<{ readonly ranked: RankedCandidate[]; readonly featured: RankedCandidate[] }> {
  const { candidates, repository, config } = context
  const at = Math.min(now, Date.parse(`${date}T00:00:00Z`) + dayMs)
  const known = await candidates.list(publication, at - knownMs)
  const seen = known.filter(({ firstSeenAt, state }) => state === 'picked' || firstSeenAt >= at - proposedMs)
  const first = addDays(date, -lookBackDays)
  const days = repository.days(publication).filter((day) => day >= first && day < date)
  const digests = await Promise.all(days.map((day) => repository.get(digestId({ publication, date: day }))))
  const recent = digests.filter((digest) => digest !== undefined)
  const used = new Set(
    recent.flatMap(({ sections, notes = [] }) => [...sections, ...notes].flatMap(({ tag }) => tag ?? [])),
  )
  const most = new Map((config.sources[publication] ?? []).flatMap(mostOf))
  const elsewhere = await storiesOfOtherDrafts(publication, date, now, context)
  const open = seen.filter(({ id, firstSeenAt }) => firstSeenAt <= at && !elsewhere.has(id))
  const options: RankingOptions = {
    now: at,
    // A publication without digests has the tags that all may have.
    tags: used.size > 0 ? [...used] : config.vocabulary.tags.flatMap(({ names }) => names),
    featured: recent.flatMap(featuredIn),
    most: (source) => most.get(source) ?? Number.POSITIVE_INFINITY,
  }
  return { ranked: rankCandidates(open, options), featured: featuredCandidates(open, options) }
}

const mostOf = (settings: SourceSettings) => sourceNames(settings).map((name) => [name, settings.most] as const)
