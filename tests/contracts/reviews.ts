import { expect, test } from 'vitest'
import { deliveryId } from '../../src/domain/delivery.ts'
import type { ReviewLedger } from '../../src/domain/review.ts'
import { partKey } from '../builders.ts'
import { todaysId } from '../review/sample-drafts.ts'

const by = { platform: 'slack', user: 'U1', name: 'Robin' }
const [first, second] = ['0123456789ab', 'ba9876543210'] as const
const ref = { platform: 'slack', channel: 'C1', message: '1.0', link: 'https://example.org/1' }

/** The contract of every store of reviews. */
export function reviewContract(name: string, open: () => Promise<ReviewLedger>): void {
  test(`${name} decides once, and about the content that was asked`, async () => {
    const reviews = await open()
    expect(await reviews.review(todaysId)).toBeUndefined()
    expect(await reviews.ask(todaysId, first, 1)).toEqual({
      digest: todaysId,
      state: 'waiting',
      hash: first,
      createdAt: 1,
    })
    expect((await reviews.ask(todaysId, second, 2)).hash).toBe(second)
    const decision = { state: 'approved', by, at: 3, content: '# Text' } as const
    expect(await reviews.decide(todaysId, { ...decision, hash: first })).toBeUndefined()
    const approved = { state: 'approved', hash: second, decidedBy: by, decidedAt: 3, content: '# Text' }
    expect(await reviews.decide(todaysId, { ...decision, hash: second })).toMatchObject(approved)
    expect(await reviews.decide(todaysId, { state: 'held', hash: second, by, at: 4 })).toBeUndefined()
    expect(await reviews.ask(todaysId, first, 5)).toMatchObject(approved)
    expect(await reviews.unfinished()).toHaveLength(1)
    await reviews.move(todaysId, ['waiting'], 'over')
    expect((await reviews.review(todaysId))?.state).toBe('approved')
    await reviews.move(todaysId, ['approved'], 'published')
    expect(await reviews.review(todaysId)).not.toHaveProperty('content')
    expect(await reviews.unfinished()).toEqual([])
    expect(await reviews.recent(9)).toHaveLength(1)
  })

  test(`${name} keeps the message and what was done`, async () => {
    const reviews = await open()
    await reviews.ask(todaysId, first, 1)
    const [delivery, key] = [deliveryId({ name: 'review' }, todaysId), partKey('review')]
    expect(await reviews.parts(delivery)).toEqual([])
    expect(await reviews.recordIntent(delivery, key, 5)).toMatchObject({ state: 'intended', intendedAt: 5, triedAt: 5 })
    expect(await reviews.recordIntent(delivery, key, 6)).toMatchObject({ intendedAt: 5, triedAt: 6 })
    await reviews.markUncertain(delivery, key)
    expect((await reviews.parts(delivery))[0]?.state).toBe('uncertain')
    await reviews.recordReceipt(delivery, key, ref, 7)
    expect(await reviews.parts(delivery)).toMatchObject([{ key, state: 'posted', ref }])
    await reviews.setShown(todaysId, 'abc')
    expect(await reviews.review(todaysId)).toMatchObject({ card: ref, shown: 'abc' })
    await reviews.move(todaysId, ['waiting'], 'over')
    expect(await reviews.unfinished()).toHaveLength(1)
    await reviews.setShown(todaysId, 'end:abc')
    expect(await reviews.unfinished()).toEqual([])
    await reviews.forgetCard(todaysId)
    expect(await reviews.parts(delivery)).toEqual([])
    expect(await reviews.review(todaysId)).not.toHaveProperty('card')
    await reviews.note({ digest: todaysId, verb: 'edit', hash: first, by, at: 8 })
    await reviews.note({ digest: todaysId, verb: 'drop', hash: second, by, at: 9 })
    expect(await reviews.lastStep(todaysId)).toEqual({ digest: todaysId, verb: 'drop', hash: second, by, at: 9 })
  })
}
