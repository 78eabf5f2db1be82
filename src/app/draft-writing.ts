import { addDays } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { type DigestId, digestId, parseDigestId } from '../domain/digest.ts'
import { draftProblems } from '../domain/draft.ts'
import { minuteMs } from '../domain/duration.ts'
import { errorFields, LedgerUnusable } from '../domain/errors.ts'
import { LaneLost } from '../domain/lane.ts'
import { dayAt, instantAt } from '../domain/time-zone.ts'
import { systemClock } from '../lib/clock.ts'
import { firstPost, isOver } from '../review/hours.ts'
import { BackgroundLoop } from './background-loop.ts'
import type { DraftOutcome } from './draft-day.ts'
import type { LaneShare } from './lanes.ts'
import type { Services } from './services.ts'

/** How often the bot checks whether a draft is due, in milliseconds. */
const betweenMs = 15_000

/** How long after a failure the same draft is tried again, in milliseconds. */
const retryMs = 5 * minuteMs

/** With fewer candidates the bot drafts nothing by itself. */
const leastCandidates = 2

/** How long before the first post a digest is drafted unless the configuration says when, in milliseconds. */
const leadMs = 90 * minuteMs

/** Drafts digests in the background, each once, when their time has come. */
export class DraftWriting {
  readonly #services: Services
  readonly #share: Pick<LaneShare['context'], 'isLead' | 'storesFor'>
  readonly #onDraft: () => void
  /** The last logged message about each digest, so that a repeated one is not logged again. */
  readonly #said = new Map<DigestId, string>()
  readonly #notBefore = new Map<DigestId, number>()
  readonly #loop: BackgroundLoop

  /** `onDraft` is called after each draft. Of several processes that share the work, the one that leads drafts. */
  constructor(services: Services, onDraft: () => void, share: Pick<LaneShare['context'], 'isLead' | 'storesFor'>) {
    this.#services = services
    this.#share = share
    this.#onDraft = onDraft
    this.#loop = new BackgroundLoop({
      work: async (signal) => {
        for (const id of share.isLead() ? this.#due() : []) await this.#draft(id, signal)
      },
      pauseMs: betweenMs,
      log: services.log,
      failure: 'the digests to draft could not be found',
    })
  }

  /** Cancels the draft in progress: the next start drafts it again. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  /** The digests to draft now, of publications that have sources. */
  #due(): DigestId[] {
    const { config, destinations } = this.#services
    const now = systemClock.now()
    return Object.keys(config.value.sources).flatMap((publication) => {
      const time = config.value.draftChoices.get(publication)?.at
      const id = time === 'off' ? undefined : dueDraft(publication, destinations(), now, time)
      return id && (this.#notBefore.get(id) ?? 0) <= now ? [id] : []
    })
  }

  async #draft(id: DigestId, signal: AbortSignal): Promise<void> {
    const { log } = this.#services
    if (signal.aborted) return
    try {
      const outcome = await this.#write(id, signal)
      this.#notBefore.set(id, systemClock.now() + minuteMs)
      this.#report(id, outcome)
      if (outcome.result === 'drafted') this.#onDraft()
    } catch (error) {
      if (signal.aborted) return
      this.#notBefore.set(id, systemClock.now() + retryMs)
      if (error instanceof LedgerUnusable || error instanceof LaneLost) return
      log.error({ digest: id, ...errorFields(error) }, 'the digest could not be drafted')
    }
  }

  async #write(id: DigestId, signal: AbortSignal): Promise<DraftOutcome> {
    const { config, environment, repository, log } = this.#services
    const stores = this.#share.storesFor()
    const { publication, date } = parseDigestId(id) ?? { publication: '', date: undefined }
    if (!date) return { result: 'written' }
    // Loaded only here: many bots draft nothing.
    const [{ draftDay, isDrafted }, { collectSources }] = await Promise.all([
      import('./draft-day.ts'),
      import('./candidates.ts'),
    ])
    const context = {
      home: environment.home,
      config: config.value,
      repository,
      candidates: stores.candidates,
      reviews: stores.reviews,
      models: environment.models,
      signal,
    }
    const done = isDrafted({ publication, date }, context)
    if (done) return done
    await collectSources([publication], { config: config.value, store: stores, log, signal })
    return draftDay({ publication, date, least: leastCandidates }, context)
  }

  #report(id: DigestId, outcome: DraftOutcome): void {
    const { log } = this.#services
    const { result } = outcome
    if (this.#said.get(id) === result) return
    this.#said.set(id, result)
    if (result === 'drafted') {
      const problems = draftProblems(outcome.draft).length
      log.info(
        { digest: id, file: outcome.markdown, count: problems },
        'the digest is drafted; count is the number of failed checks',
      )
    } else if (result === 'too-few') {
      log.warn({ digest: id, count: outcome.found }, 'there are too few candidates, so the digest is not drafted')
    }
  }
}

/**
 * When the digest is drafted, in milliseconds since 1970: at `time` (`HH:MM`) in the zone of the destination that posts
 * first, on that day, or on the day before if the post is earlier. Undefined if no destination posts the digest.
 */
function draftTime(id: DigestId, destinations: readonly Destination[], time?: string): number | undefined {
  const post = firstPost(id, destinations)
  if (!post) return undefined
  const { opensAt, timezone } = post
  if (time === undefined) return opensAt - leadMs
  const day = dayAt(opensAt, timezone)
  const at = instantAt(day, time, timezone)
  return at <= opensAt ? at : instantAt(addDays(day, -1), time, timezone)
}

/** The digest of a publication that should be drafted by now: the newest whose time has come, unless it is too late to post it. */
export function dueDraft(
  publication: string,
  destinations: readonly Destination[],
  now: number,
  time?: string,
): DigestId | undefined {
  const today = dayAt(now, 'UTC')
  // East of Greenwich, and for destinations that post the digest of the day before, other days come first.
  for (const distance of [2, 1, 0, -1]) {
    const id = digestId({ publication, date: addDays(today, distance) })
    const at = draftTime(id, destinations, time)
    if (at !== undefined && at <= now) return isOver(id, destinations, now) ? undefined : id
  }
  return undefined
}
