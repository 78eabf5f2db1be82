import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Day } from '../../../src/domain/day.ts'
import type { DeliveryId } from '../../../src/domain/delivery.ts'
import type { DigestId } from '../../../src/domain/digest.ts'
import { LaneLost } from '../../../src/domain/lane.ts'
import { formatPartKey } from '../../../src/domain/part-key.ts'
import type { OwnedStores } from '../../../src/domain/shared-store.ts'
import type { Subscription } from '../../../src/domain/subscription.ts'
import { aCandidate, aDestination, anInstallation } from '../../builders.ts'
import { contentOf, openedStore } from './fences.ts'

type Call = (to: OwnedStores) => Promise<unknown>

const digest = 'main/2026-11-02' as DigestId
const asks: DeliveryId = `review@${digest}`
const message = formatPartKey({ piece: { type: 'alerts', id: 1 } })
const card = formatPartKey({ piece: { type: 'review' } })
const ref = { platform: 'slack', channel: 'C1', message: '1.0' } as const
const id = 'operations@notices/2026-11-02' as DeliveryId
const by = { platform: 'slack', user: 'U1', workspace: 'slack:T1' } as const
const subscription: Subscription = { destination: aDestination({ name: 'made' }), madeBy: 'U1' }
const installation = { ...anInstallation(), revision: 0 }

const seed: Call = async (to) => {
  await to.alerts.add('late:team', 'first', 1)
  await to.alerts.createMessage([1], ref)
  await to.alerts.add('paused:team', 'second', 2)
  await to.reviews.ask(digest, 'abc', 1)
  await to.candidates.add([aCandidate()])
  await to.subscriptions.save(subscription)
  await to.installations.save(installation)
}
const nothing: Call = async () => {}
const begun: Call = (to) => to.alerts.recordIntent(id, message, 3)
const asked: Call = (to) => to.reviews.recordIntent(asks, card, 3)

/** Every change of every store, in a state in which it changes something. */
const changes: Record<keyof OwnedStores, Record<string, readonly [prepare: Call, change: Call]>> = {
  alerts: {
    add: [nothing, (to) => to.alerts.add('stale:main', 'third', 3)],
    resolve: [nothing, (to) => to.alerts.resolve(2, 3)],
    createMessage: [nothing, (to) => to.alerts.createMessage([2], ref)],
    discardMessage: [nothing, (to) => to.alerts.discardMessage(message)],
    recordIntent: [nothing, begun],
    recordReceipt: [begun, (to) => to.alerts.recordReceipt(id, message, ref, 4)],
    cancelIntent: [begun, (to) => to.alerts.cancelIntent(id, message)],
    markUncertain: [begun, (to) => to.alerts.markUncertain(id, message)],
  },
  reviews: {
    ask: [nothing, (to) => to.reviews.ask(digest, 'def', 2)],
    decide: [nothing, (to) => to.reviews.decide(digest, { state: 'held', hash: 'abc', by, at: 2 })],
    move: [nothing, (to) => to.reviews.move(digest, ['waiting'], 'over')],
    note: [nothing, (to) => to.reviews.note({ digest, verb: 'hold', hash: 'abc', by, at: 2 })],
    setShown: [nothing, (to) => to.reviews.setShown(digest, 'x')],
    forgetCard: [asked, (to) => to.reviews.forgetCard(digest)],
    recordIntent: [nothing, asked],
    recordReceipt: [asked, (to) => to.reviews.recordReceipt(asks, card, ref, 4)],
    cancelIntent: [asked, (to) => to.reviews.cancelIntent(asks, card)],
    markUncertain: [asked, (to) => to.reviews.markUncertain(asks, card)],
  },
  candidates: {
    add: [nothing, (to) => to.candidates.add([aCandidate({ id: 'ffff' })])],
    setState: [nothing, (to) => to.candidates.setState('main', aCandidate().id, 'used', '2026-11-02' as Day)],
    prune: [nothing, (to) => to.candidates.prune(Date.parse('2030-01-01'), Date.parse('2030-01-01'))],
  },
  sourceStates: {
    save: [
      nothing,
      (to) =>
        to.sourceStates.save({
          publication: 'main',
          source: 'feed:a',
          address: 'https://example.org',
          nextAt: 1,
          failures: 0,
        }),
    ],
  },
  subscriptions: {
    save: [nothing, (to) => to.subscriptions.save({ ...subscription, notified: 'no' })],
    remove: [nothing, (to) => to.subscriptions.remove('made')],
  },
  installations: {
    save: [nothing, (to) => to.installations.save({ ...installation, name: 'Renamed', revision: 1 })],
    remove: [nothing, (to) => to.installations.remove(installation.workspace, 1)],
    useOnce: [nothing, (to) => to.installations.useOnce('n', 9, 1)],
  },
}

/** What reads only. */
const readings: Record<keyof OwnedStores, readonly string[]> = {
  alerts: ['open', 'has', 'unsent', 'unfinished', 'parts'],
  reviews: ['review', 'unfinished', 'recent', 'lastStep', 'parts'],
  candidates: ['list', 'get'],
  sourceStates: ['all'],
  subscriptions: ['all'],
  installations: ['list', 'get'],
}

const tables = [
  ...['alerts', 'alert_messages', 'reviews', 'review_steps', 'candidates', 'source_states'],
  ...['subscriptions', 'installations', 'used_once'],
]

let store: Awaited<ReturnType<typeof openedStore>>

beforeAll(async () => {
  store = await openedStore()
  return () => store.close()
})

beforeEach(async () => {
  await store.pool.query(`TRUNCATE lanes, ${tables.join(', ')} RESTART IDENTITY CASCADE`)
  await seed(store)
})

test('every method of every store that owners write is tried here, or reads only', async () => {
  const { newer } = await store.takeTwice()
  for (const [name, own] of Object.entries(store.shared.fencedStores(newer))) {
    if (!(name in changes)) continue
    const prototype = Object.getPrototypeOf(own) === Object.prototype ? own : Object.getPrototypeOf(own)
    const methods = Object.getOwnPropertyNames(prototype).filter((each) => each !== 'constructor')
    const known = [...Object.keys(changes[name as keyof OwnedStores]), ...readings[name as keyof OwnedStores]]
    expect(known.sort()).toEqual(methods.sort())
  }
})

test.each(
  Object.entries(changes).flatMap(([name, own]) =>
    Object.entries(own).map(([method, how]) => [name, method, how] as const),
  ),
)(
  '%s.%s of the owner is kept, and fails once a newer owner has the lane',
  async (_name, _method, [prepare, change]) => {
    await prepare(store)
    const { old, newer } = await store.takeTwice()
    const before = await contentOf(store, tables)

    await expect(change(store.shared.fencedStores(old))).rejects.toThrow(LaneLost)
    expect(await contentOf(store, tables)).toEqual(before)

    await change(store.shared.fencedStores(newer))
    expect(await contentOf(store, tables)).not.toEqual(before)
  },
)

test('alerts of a message are in no second one, whichever two machines put them there', async () => {
  const messages = await Promise.all([1, 2, 3].map(() => store.alerts.createMessage([2], ref)))
  expect(messages.flatMap(({ alerts }) => alerts.map(({ id: alert }) => alert))).toEqual([2])
})
