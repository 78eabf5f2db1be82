import { expect, test } from 'vitest'
import { LaneLost } from '../../src/domain/lane.ts'
import { Reviews } from '../../src/review/reviews.ts'
import { silentLog } from '../builders.ts'
import { ReviewFixture } from './review-fixture.ts'
import { todaysId } from './sample-drafts.ts'

/** Two machines with one ledger and one folder of drafts: one looks for drafts, the other posts in the channel of reviews. */
async function machines() {
  const fixture = await ReviewFixture.open()
  const woken: string[] = []
  const reviewsOf = (name: string, isLead: boolean, owns: () => boolean) => {
    const reviews = new Reviews({
      ...fixture.context,
      log: silentLog,
      isLead: () => isLead,
      posts: owns,
      wakeOthers: () => void woken.push(name),
    })
    const tick = async () => {
      await reviews.tick()
      await reviews.idle()
    }
    return { reviews, tick }
  }
  return { fixture, woken, reviewsOf }
}

test('a draft that one machine finds is asked about by the owner of the channel, once', async () => {
  const { fixture, woken, reviewsOf } = await machines()
  const lead = reviewsOf('lead', true, () => false)
  const owner = reviewsOf('owner', false, () => true)
  await owner.tick()
  expect(fixture.slack.messages).toHaveLength(0)
  await lead.tick()
  expect(fixture.slack.messages).toHaveLength(0)
  expect(woken).toEqual(['lead'])
  await owner.tick()
  await lead.tick()
  await owner.tick()
  expect(fixture.slack.messages).toHaveLength(1)
  // Nothing was new, so no machine was woken for it.
  expect(woken).toEqual(['lead'])
})

test('what a person decides on one machine is shown by the owner of the channel, which is woken for it', async () => {
  const { fixture, woken, reviewsOf } = await machines()
  const asked = reviewsOf('asked', true, () => false)
  const owner = reviewsOf('owner', false, () => true)
  await asked.tick()
  await owner.tick()
  await fixture.context.reviews.move(todaysId, ['waiting'], 'over')
  asked.reviews.sync(todaysId)
  await asked.reviews.idle()
  expect([fixture.slack.edits, woken.at(-1)]).toEqual([0, 'asked'])
  await owner.tick()
  expect(fixture.slack.edits).toBe(1)
})

test('a machine that lost the lane writes nothing about a draft, and logs no failure', async () => {
  const { fixture } = await machines()
  const lost = async () => {
    throw new LaneLost('app:0')
  }
  const warned: string[] = []
  const reviews = new Reviews({
    ...fixture.context,
    log: { ...silentLog, warn: (_, message) => void warned.push(message) },
    storesFor: () => ({ reviews: { review: async () => undefined, ask: lost, unfinished: async () => [] } }) as never,
  })
  await reviews.tick()
  await reviews.idle()
  expect(warned).toEqual([])
  expect(await fixture.context.reviews.unfinished()).toEqual([])
})
