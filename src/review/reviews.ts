import { type DigestId, digestId, parseDigestId } from '../domain/digest.ts'
import { type Draft, draftProblems } from '../domain/draft.ts'
import { errorFields, LedgerUnusable } from '../domain/errors.ts'
import { LaneLost } from '../domain/lane.ts'
import type { Review } from '../domain/review.ts'
import { KeyedMutex } from '../lib/keyed-mutex.ts'
import { syncCard } from './card-message.ts'
import { contentOf, type DraftContent } from './content.ts'
import type { ReviewContext } from './context.ts'
import { endOf, isOver } from './hours.ts'

/** A draft that waits for a decision. */
export interface WaitingDraft {
  readonly review: Review
  readonly draft: Draft
  readonly content: DraftContent
}

/** Asks for the review of drafts, and carries out what was decided. */
export class Reviews {
  readonly #context: ReviewContext
  readonly #turns = new KeyedMutex()
  /** The last logged failure of each draft: a repeated one is not logged again. */
  readonly #logged = new Map<DigestId, string>()
  readonly #running = new Set<Promise<void>>()
  /** Whether a check was requested that has not begun. */
  #isAsked = false

  constructor(context: ReviewContext) {
    this.#context = context
  }

  /** Checks in the background: a draft that is being changed, which may take long, delays no other work. */
  wake(): void {
    if (this.#isAsked) return
    this.#isAsked = true
    this.#track(
      this.#turns.runExclusive('tick', () => {
        this.#isAsked = false
        return this.tick()
      }),
    )
  }

  /**
   * Checks for new and changed drafts, and continues unfinished work. Messages are sent in the background. Rejects only
   * with `LedgerUnusable`; other failures are logged, and the next call tries again.
   */
  async tick(): Promise<void> {
    const { reviews, isLead = () => true } = this.#context
    if (isLead()) await this.#lead()
    for (const { digest } of await reviews.unfinished()) this.#sync(digest)
  }

  /** The work of the leader. */
  async #lead(): Promise<void> {
    const own = { ...this.#context, ...this.#context.storesFor?.() }
    for (const [publication, choice] of own.reviewChoices()) {
      for (const date of own.drafts.days(publication)) {
        const id = digestId({ publication, date })
        await this.#guard(id, () => this.alone(id, () => this.#ask(id, choice === 'off', own)))
      }
    }
    for (const { digest } of await own.reviews.unfinished())
      await this.#guard(digest, () => this.alone(digest, () => this.#advance(digest, own)))
  }

  /** Resolves when no message is being sent. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Runs work about one draft at a time. */
  alone<Result>(id: DigestId, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.runExclusive(id, work)
  }

  /** Updates the message of a draft in the background, on another machine if that one posts in its channel. */
  sync(id: DigestId): void {
    this.#sync(id)
    this.#context.wakeOthers?.()
  }

  #sync(id: DigestId): void {
    if (this.#context.signal.aborted) return
    this.#track(this.#turns.runExclusive(`card:${id}`, () => this.#guard(id, () => syncCard(id, this.#context))))
  }

  #track(work: Promise<void>): void {
    // `LedgerUnusable` is logged by the ledger itself.
    const done = work.catch(() => {}).finally(() => this.#running.delete(done))
    this.#running.add(done)
  }

  /** The draft, if nothing is decided about it and it is not too late. Call it in the turn of the draft. */
  async waiting(id: DigestId): Promise<WaitingDraft | undefined> {
    await this.#advance(id)
    const review = await this.#context.reviews.review(id)
    const draft = review?.state === 'waiting' ? this.#read(id) : undefined
    if (!draft) return undefined
    const content = await contentOf(draft, this.#context)
    const asked = await this.#context.reviews.ask(id, content.hash, this.#context.clock.now())
    return { review: asked, draft, content }
  }

  /** Carries out a decision at once. Call it in the turn of the draft. */
  async carryOut(id: DigestId): Promise<void> {
    await this.#guard(id, () => this.#advance(id))
    this.sync(id)
  }

  /** Begins the review of a new draft, or asks again about a changed one. */
  async #ask(id: DigestId, isUnreviewed: boolean, context: ReviewContext): Promise<void> {
    const { reviews, repository, destinations, clock, log, wakeOthers } = context
    const before = await reviews.review(id)
    if (before && before.state !== 'waiting') return
    const now = clock.now()
    if (!before && (repository.files().has(id) || isOver(id, destinations(), now))) return
    const draft = this.#read(id)
    if (!draft) return
    const { hash, markdown } = await contentOf(draft, context, isUnreviewed)
    if (before?.hash !== hash) {
      await reviews.ask(id, hash, now)
      log.info({ digest: id, hash, count: draftProblems(draft).length }, 'a draft waits for review')
      wakeOthers?.()
    }
    // Unverified text is not posted, even without a review.
    if (!isUnreviewed || draftProblems(draft).length > 0) return
    await reviews.decide(id, { state: 'approved', hash, at: now, content: markdown })
    log.warn({ digest: id, hash }, 'the draft is posted without a review, as the configuration wants it')
  }

  /** Advances a review as far as possible. */
  async #advance(id: DigestId, context = this.#context): Promise<void> {
    const { reviews, log } = context
    const review = await reviews.review(id)
    if (review?.state === 'approved') return publishApproved(review, context)
    if (review?.state !== 'waiting') return
    const end = endOf(id, context)
    if (!end) return
    await reviews.move(id, ['waiting'], end)
    log.info(
      { digest: id },
      end === 'replaced' ? 'a person wrote the digest, so the draft is not used' : 'the draft was not approved in time',
    )
  }

  #read(id: DigestId): Draft | undefined {
    const digest = parseDigestId(id)
    return digest && this.#context.drafts.read(digest.publication, digest.date)
  }

  async #guard(id: DigestId, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#logged.delete(id)
    } catch (error) {
      if (error instanceof LedgerUnusable) throw error
      // Another process continues it.
      if (error instanceof LaneLost) return
      const fields = errorFields(error)
      const text = JSON.stringify(fields) + String(error)
      if (this.#logged.get(id) === text) return
      this.#logged.set(id, text)
      this.#context.log.warn({ digest: id, ...fields }, 'the review of a draft is stuck; trying again later')
    }
  }
}

/**
 * Puts an approved digest among the digests. Each step may be repeated: call it again after any failure or crash. What
 * is written is what was approved, whatever became of the draft since.
 */
async function publishApproved(
  { digest, content, hash }: Review,
  { reviews, files, drafts, candidates, log, wake }: ReviewContext,
): Promise<void> {
  const { publication, date } = parseDigestId(digest) ?? {}
  if (publication === undefined || date === undefined || content === undefined) return
  const isOurs = files.write(publication, date, content) === 'written'
  if (isOurs) {
    const draft = drafts.read(publication, date)
    for (const { candidate } of draft?.sections ?? []) await candidates.setState(publication, candidate, 'used', date)
  }
  drafts.close(publication, date)
  await reviews.move(digest, ['approved'], isOurs ? 'published' : 'replaced')
  log.info(
    { digest, hash },
    isOurs ? 'the draft is among the digests' : 'a person wrote the digest, so the draft is not used',
  )
  if (isOurs) wake()
}
