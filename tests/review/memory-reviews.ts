import type { DeliveryId, MessageRef, PartEntry } from '../../src/domain/delivery.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { PartKey } from '../../src/domain/part-key.ts'
import type { Review, ReviewDecision, ReviewLedger, ReviewState, ReviewStep } from '../../src/domain/review.ts'

/** The reviews in memory, for thousands of mornings in a row. Held to the contract that the ledger's file keeps. */
export class MemoryReviews implements ReviewLedger {
  readonly #reviews = new Map<DigestId, Review>()
  readonly #parts = new Map<DigestId, PartEntry>()
  readonly #steps: ReviewStep[] = []

  async review(digest: DigestId): Promise<Review | undefined> {
    return this.#reviews.get(digest)
  }

  async unfinished(): Promise<readonly Review[]> {
    const isOpen = ({ state, digest, shown = '' }: Review) =>
      state === 'waiting' || state === 'approved' || (this.#parts.has(digest) && !shown.startsWith('end:'))
    return [...this.#reviews.values()].filter(isOpen)
  }

  async recent(limit: number): Promise<readonly Review[]> {
    return [...this.#reviews.values()].slice(0, limit)
  }

  async lastStep(digest: DigestId): Promise<ReviewStep | undefined> {
    return this.#steps.findLast((step) => step.digest === digest)
  }

  async ask(digest: DigestId, hash: string, at: number): Promise<Review> {
    const known = this.#reviews.get(digest)
    const review: Review = known
      ? { ...known, ...(known.state === 'waiting' && { hash }) }
      : { digest, hash, state: 'waiting', createdAt: at }
    this.#reviews.set(digest, review)
    return review
  }

  async decide(digest: DigestId, { state, hash, by, at, content }: ReviewDecision): Promise<Review | undefined> {
    const known = this.#reviews.get(digest)
    if (known?.state !== 'waiting' || known.hash !== hash) return undefined
    const decided = { ...known, state, decidedAt: at, ...(by && { decidedBy: by }), ...(content && { content }) }
    this.#reviews.set(digest, decided)
    return decided
  }

  async move(digest: DigestId, from: readonly ReviewState[], to: ReviewState): Promise<void> {
    const known = this.#reviews.get(digest)
    if (!known || !from.includes(known.state)) return
    const { content: _, ...rest } = known
    this.#reviews.set(digest, { ...rest, state: to })
  }

  async note(step: ReviewStep): Promise<void> {
    this.#steps.push(step)
  }

  async setShown(digest: DigestId, shown: string): Promise<void> {
    this.#change(digest, { shown })
  }

  async forgetCard(digest: DigestId): Promise<void> {
    const { card: _, shown: __, ...rest } = this.#reviews.get(digest) as Review
    this.#reviews.set(digest, rest)
    this.#parts.delete(digest)
  }

  async parts(id: DeliveryId): Promise<readonly PartEntry[]> {
    const part = this.#parts.get(digestIn(id))
    return part ? [part] : []
  }

  async recordIntent(id: DeliveryId, key: PartKey, at: number): Promise<PartEntry> {
    const first = this.#parts.get(digestIn(id))
    const entry: PartEntry = { key, state: 'intended', intendedAt: first?.intendedAt ?? at, triedAt: at }
    this.#parts.set(digestIn(id), entry)
    return entry
  }

  async recordReceipt(id: DeliveryId, key: PartKey, ref: MessageRef, at: number): Promise<void> {
    this.#parts.set(digestIn(id), { key, state: 'posted', intendedAt: at, postedAt: at, ref })
    this.#change(digestIn(id), { card: ref })
  }

  async cancelIntent(id: DeliveryId): Promise<void> {
    if (this.#parts.get(digestIn(id))?.state === 'intended') this.#parts.delete(digestIn(id))
  }

  async markUncertain(id: DeliveryId): Promise<void> {
    const known = this.#parts.get(digestIn(id))
    if (known?.state === 'intended') this.#parts.set(digestIn(id), { ...known, state: 'uncertain' })
  }

  #change(digest: DigestId, change: Partial<Review>): void {
    const known = this.#reviews.get(digest)
    if (known) this.#reviews.set(digest, { ...known, ...change })
  }
}

function digestIn(id: DeliveryId): DigestId {
  return id.slice(id.indexOf('@') + 1) as DigestId
}
