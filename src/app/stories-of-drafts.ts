import { addDays, type Day } from '../domain/day.ts'
import { digestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { Draft } from '../domain/draft.ts'
import { ExpectedError } from '../domain/errors.ts'
import type { ReviewQueries } from '../domain/review.ts'
import { dayAt } from '../domain/time-zone.ts'
import type { DraftStore, RepeatedStory } from '../review/context.ts'
import { canonicalAddress, titleKey } from '../sources/identity.ts'
import { featuredIn } from './featured-works.ts'

export interface WaitingDraftsContext {
  readonly drafts: Pick<DraftStore, 'days' | 'read'>
  readonly reviews: Pick<ReviewQueries, 'review'>
}

/** The ids of the candidates that stand in a draft of another day that may still become a digest. */
export async function storiesOfOtherDrafts(
  publication: string,
  date: Day,
  now: number,
  { drafts, reviews }: WaitingDraftsContext,
): Promise<ReadonlySet<string>> {
  // In some time zone, the day before is not over yet.
  const first = addDays(dayAt(now, 'UTC'), -1)
  const ids = new Set<string>()
  for (const day of drafts.days(publication)) {
    if (day === date) continue
    const state = (await reviews.review(digestId({ publication, date: day })))?.state
    const mayBePosted = state === undefined ? day >= first : state === 'waiting' || state === 'approved'
    if (!mayBePosted) continue
    for (const { candidate } of readOrNone(drafts, publication, day)?.sections ?? []) ids.add(candidate)
  }
  return ids
}

/** A damaged draft of another day is reported where that day is drafted. */
function readOrNone(drafts: WaitingDraftsContext['drafts'], publication: string, day: Day): Draft | undefined {
  try {
    return drafts.read(publication, day)
  } catch (error) {
    if (error instanceof ExpectedError) return undefined
    throw error
  }
}

/** The stories of a draft that a digest has by now which was written or approved after the draft was begun. */
export async function storiesPublishedSince(
  { publication, date, createdAt, sections }: Draft,
  repository: Pick<DigestRepository, 'days' | 'get'>,
): Promise<readonly RepeatedStory[]> {
  // The candidates of the draft were compared with older digests.
  const first = addDays(dayAt(createdAt, 'UTC'), -1)
  const days = repository.days(publication).filter((day) => day >= first && day !== date)
  const repeated = new Map<string, RepeatedStory>()
  for (const day of days) {
    const digest = await repository.get(digestId({ publication, date: day }))
    const works = digest ? featuredIn(digest) : []
    const addresses = new Set(works.flatMap(({ urls }) => urls).map(canonicalAddress))
    const titles = new Set(works.map(({ title }) => titleKey(title)).filter((key) => key !== ''))
    for (const { candidate, title, source } of sections) {
      const isThere = addresses.has(canonicalAddress(source.url)) || titles.has(titleKey(source.title))
      if (isThere && !repeated.has(candidate)) repeated.set(candidate, { title, date: day })
    }
  }
  return [...repeated.values()]
}
