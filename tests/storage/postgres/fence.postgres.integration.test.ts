import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryId } from '../../../src/domain/delivery.ts'
import type { DigestId } from '../../../src/domain/digest.ts'
import { LaneLost } from '../../../src/domain/lane.ts'
import type { Ledger, NewDelivery } from '../../../src/domain/ledger.ts'
import type { PartKey } from '../../../src/domain/part-key.ts'
import { fencing } from '../../../src/storage/postgres/fenced-ledger.ts'
import { anInstallation } from '../../builders.ts'
import { contentOf, lane, openedStore } from './fences.ts'

const digest = 'main/2026-11-02' as DigestId
const id: DeliveryId = `team@${digest}`
const delivery: NewDelivery = { id, destination: 'team', digest, platform: 'slack', channel: 'C1', createdAt: 1 }
const key = 'overview' as PartKey
const ref = { platform: 'slack', channel: 'C1', message: '1.0' }
const failure = { text: 'no' }

/** Each fenced write once, in a state of the ledger in which it changes something. */
const writes: Record<string, readonly [prepare: (to: Ledger) => Promise<unknown>, (to: Ledger) => Promise<unknown>]> = {
  recordIntent: [async () => {}, (to) => to.recordIntent(id, key, 5)],
  recordReceipt: [async () => {}, (to) => to.recordReceipt(id, key, ref, 6)],
  cancelIntent: [intended, (to) => to.cancelIntent(id, key)],
  markUncertain: [intended, (to) => to.markUncertain(id, key)],
  recordEditIntent: [posted, (to) => to.recordEditIntent(id, key, { contentHash: 'a', takeaways: [] }, 7)],
  recordEdit: [posted, (to) => to.recordEdit(id, key, { contentHash: 'a', takeaways: [] }, 7)],
  markUneditable: [posted, (to) => to.markUneditable(id, key, failure)],
  forgetPart: [posted, (to) => to.forgetPart(id, key)],
  recordDeletionIntent: [posted, (to) => to.recordDeletionIntent(id, key)],
  recordDeletion: [posted, (to) => to.recordDeletion(id, key)],
  addDelivery: [
    async () => {},
    (to) => to.addDelivery({ ...delivery, id: `team@${digest}x` as DeliveryId, digest: `${digest}x` as DigestId }),
  ],
  setState: [async () => {}, (to) => to.setState(id, 'failed', 8, failure)],
  setDelay: [async () => {}, (to) => to.setDelay(id, { text: 'late' })],
  setPostedLayout: [
    async () => {},
    (to) => to.setPostedLayout(id, { layout: 'sections', discussion: 'off', sections: [] }),
  ],
  pause: [async () => {}, (to) => to.pause('team', { reason: failure, at: 9 })],
  resume: [(to) => to.pause('team', { reason: failure, at: 9 }), (to) => to.resume('team')],
}

function intended(to: Ledger): Promise<unknown> {
  return to.recordIntent(id, key, 4)
}

function posted(to: Ledger): Promise<unknown> {
  return to.recordReceipt(id, key, ref, 4)
}

async function opened() {
  const store = await openedStore()
  onTestFinished(() => store.close())
  await store.ledger.addDelivery(delivery)
  await store.ledger.firstSeen('team', 1)
  return store
}

/** What the fenced writes may change. */
const tables = ['deliveries', 'parts', 'destinations']

test('every fenced write is tried here', () => {
  const fenced = Object.entries(fencing).filter(([, kind]) => kind !== 'free')
  expect(Object.keys(writes).sort()).toEqual(fenced.map(([name]) => name).sort())
})

test.each(Object.entries(writes))(
  '%s of the owner is kept, and fails once a newer owner has the lane',
  async (_, [prepare, write]) => {
    const store = await opened()
    await prepare(store.ledger)
    const { old, newer } = await store.takeTwice()
    const before = await contentOf(store, tables)
    expect(newer.token).toBe(old.token + 1)

    await expect(write(store.ledger.fenced(old))).rejects.toThrow(LaneLost)
    expect(await contentOf(store, tables)).toEqual(before)

    await write(store.ledger.fenced(newer))
    expect(await contentOf(store, tables)).not.toEqual(before)
  },
)

test('an installation is saved by the owner of its lane, and by no earlier one', async () => {
  const { takeTwice, installations } = await opened()
  const { old, newer } = await takeTwice()
  const row = { ...anInstallation(), revision: 0 }
  for (const revision of [0, 1]) {
    await expect(installations.save({ ...row, revision }, old)).rejects.toThrow(LaneLost)
    expect((await installations.get(row.workspace))?.revision ?? 0).toBe(revision)
    expect(await installations.save({ ...row, revision }, newer)).toBe(true)
  }
})

test('a receipt that comes after the lane was lost is kept if the part still waits for it', async () => {
  const { shared, take, ledger } = await opened()
  const old = await take('one', 1)
  const own = shared.fencedLedger({
    lanes: { fence: () => old },
    laneOfDestination: () => lane,
    laneOf: () => lane,
  })
  await own.recordIntent(id, key, 5)
  await wait(5)
  await take('two', 60_000)

  await own.recordReceipt(id, key, ref, 6)
  expect(await ledger.parts(id)).toMatchObject([{ key, state: 'posted', ref }])
  await expect(own.recordIntent(id, 'section-01' as PartKey, 7)).rejects.toThrow(LaneLost)

  await ledger.recordEditIntent(id, key, { contentHash: 'b', takeaways: [] }, 8)
  await own.recordReceipt(id, key, ref, 9)
  expect(await ledger.parts(id)).toMatchObject([{ key, triedAt: 8, postedAt: 6 }])
})

test('a lane has one owner until its lease ends, and the next one at once when it is handed over', async () => {
  const { shared, take } = await opened()
  const { lanes } = shared
  const first = await take('one', 60_000)
  expect(await lanes.claim('two', [lane], 1, 60_000)).toEqual([])
  expect(await lanes.renew('one', [first], [lane], 60_000)).toMatchObject({
    held: new Set([lane]),
    free: [],
    machines: 1,
  })
  await lanes.release([first])
  expect(await lanes.renew('one', [first], [lane], 60_000)).toMatchObject({ held: new Set(), free: [lane] })
  const [second] = await lanes.claim('two', [lane], 1, 60_000)
  expect(second).toEqual({ lane, token: first.token + 1 })
  // Its old lease has ended, whatever it requests.
  await lanes.release([first])
  expect(await lanes.claim('one', [lane], 1, 60_000)).toEqual([])
})

test('of many that claim a lane at once, one gets it', async () => {
  const { shared } = await opened()
  await shared.lanes.renew('one', [], [lane, 'slack:T1'], 60_000)
  const taken = await Promise.all(
    Array.from({ length: 8 }, (_, at) => shared.lanes.claim(`machine ${at}`, [lane, 'slack:T1'], 1, 60_000)),
  )
  expect(
    taken
      .flat()
      .map((fence) => fence.lane)
      .sort(),
  ).toEqual(['slack:T1', lane])
})

test('a lane that is handed over wakes those who wait', async () => {
  const { shared, take } = await opened()
  const fence = await take('one', 60_000)
  const woken: string[] = []
  const listening = shared.onChange((about) => woken.push(about))
  onTestFinished(() => listening.stop())
  // A connection may have missed either.
  await expect.poll(() => woken).toEqual(['lane', 'delivery'])
  await shared.lanes.release([fence])
  await expect.poll(() => woken).toEqual(['lane', 'delivery', 'lane'])
})

test('a machine that leaves gives up its lanes and counts no longer, and wakes those who wait', async () => {
  const { shared, take } = await opened()
  const fence = await take('one', 60_000)
  await shared.lanes.renew('one', [fence], [lane], 60_000)
  const woken: string[] = []
  const listening = shared.onChange((about) => woken.push(about))
  onTestFinished(() => listening.stop())
  await expect.poll(() => woken).toEqual(['lane', 'delivery'])
  await shared.lanes.leave('one', [fence])
  expect(await shared.lanes.renew('two', [], [lane], 60_000)).toMatchObject({ free: [lane], machines: 1 })
  await expect.poll(() => woken).toEqual(['lane', 'delivery', 'lane'])
})
