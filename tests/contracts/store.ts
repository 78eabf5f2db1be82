import { expect, test } from 'vitest'
import type { MessageRef } from '../../src/domain/delivery.ts'
import { deliveryId } from '../../src/domain/delivery.ts'
import type { Store } from '../../src/storage/database.ts'
import { aCandidate, aDelivery, aDestination, day, partKey } from '../builders.ts'

const { id, digest } = aDelivery()
const ref: MessageRef = { platform: 'slack', channel: 'C1', message: '17.1', link: 'https://example.org/17' }

/**
 * A store in a new database. `again` opens the same one once more, as another process does; `rival` is one that writes at
 * the same time, which SQLite allows only within one connection.
 */
export type OpenStore = () => Promise<{
  readonly store: Store
  readonly again: () => Promise<Store>
  readonly rival: () => Promise<Store>
}>

/** The contract of every database for a whole store, without the ledger. */
export function storeContract(name: string, open: OpenStore): void {
  test(`${name}: a candidate and the state of a source are there after a restart, every field of them`, async () => {
    const { store: first, again } = await open()
    const whole = aCandidate({ authors: ['A', 'B'], tags: ['cs.CL'], suggestedBy: 'slack:U1', signal: 0.25 })
    const state = { publication: 'main', source: 'feed:a', address: 'https://a.example/feed', nextAt: 9, failures: 2 }
    const known = {
      etag: '"x"',
      lastModified: 'Mon',
      readAt: 3,
      failingSince: 4,
      problem: { text: 'It answered 500.' },
    }
    expect(await first.candidates.add([whole])).toBe(1)
    await first.candidates.setState('main', whole.id, 'used', day('2026-01-05'))
    await first.sourceStates.save({ ...state, ...known })
    await first.sourceStates.save({ ...state, source: 'feed:b', ...known })
    await first.sourceStates.save(state)
    const second = await again()
    expect(await second.candidates.get('main', whole.id)).toEqual({
      ...whole,
      state: 'used',
      usedOn: day('2026-01-05'),
    })
    expect(await second.sourceStates.all()).toEqual([state, { ...state, source: 'feed:b', ...known }])
  })

  test(`${name}: for how long a request is refused counts over restarts`, async () => {
    const { store: first, again } = await open()
    expect(await first.refusals.note('a')).toBe(0)
    const second = await again()
    expect(await second.refusals.note('b')).toBe(0)
    await expect.poll(() => second.refusals.note('a')).toBeGreaterThan(0)
  })

  test(`${name}: a candidate found again keeps its decision and its text, and gets the higher signal`, async () => {
    const { candidates } = (await open()).store
    const [a, b] = [aCandidate({ id: 'a', signal: 0.5 }), aCandidate({ id: 'b' })]
    await candidates.add([a])
    await candidates.setState('main', 'a', 'dropped')
    expect(await candidates.add([{ ...a, signal: 0.9, text: 'other', suggestedBy: 'slack:U1' }, b])).toBe(1)
    expect(await candidates.add([{ ...a, signal: 0.1, suggestedBy: 'slack:U2' }])).toBe(0)
    const kept = await candidates.get('main', 'a')
    expect(kept).toEqual({ ...a, signal: 0.9, suggestedBy: 'slack:U1', state: 'dropped' })
  })

  test(`${name}: candidates are listed by publication, newest first, and pruned by age unless they were used`, async () => {
    const { candidates } = (await open()).store
    await candidates.add([
      aCandidate({ id: 'old', firstSeenAt: 10 }),
      aCandidate({ id: 'used', firstSeenAt: 10 }),
      aCandidate({ id: 'ancient', firstSeenAt: 1 }),
      aCandidate({ id: 'new', firstSeenAt: 30 }),
      aCandidate({ id: 'other', firstSeenAt: 40, publication: 'weekly' }),
    ])
    for (const id of ['used', 'ancient']) await candidates.setState('main', id, 'used', day('2026-01-05'))
    const ids = async (since: number) => (await candidates.list('main', since)).map(({ id }) => id)
    expect(await ids(10)).toEqual(['new', 'old', 'used'])
    expect(await candidates.prune(20, 5)).toBe(2)
    expect(await ids(0)).toEqual(['new', 'used'])
    expect((await candidates.list('weekly', 0)).map(({ id }) => id)).toEqual(['other'])
  })

  test(`${name}: more candidates than one statement takes are added at once`, async () => {
    const { candidates } = (await open()).store
    const many = Array.from({ length: 1_200 }, (_, index) => aCandidate({ id: `c${index}` }))
    expect(await candidates.add(many)).toBe(1_200)
    expect(await candidates.add([])).toBe(0)
  })

  test(`${name}: a subscription is there after a restart, every wish of it`, async () => {
    const { store: first, again } = await open()
    const destination = aDestination({ name: 'chat-slack-c1', tags: ['Agent'], skip: new Set([day('2026-12-25')]) })
    await first.subscriptions.save({ destination, madeBy: 'U1', pausedUntil: 5, notified: 'not invited' })
    const second = await again()
    expect(second.subscriptions.all()).toEqual([{ destination, madeBy: 'U1', pausedUntil: 5, notified: 'not invited' }])
  })

  test(`${name}: saving under the same name replaces, removing removes, in memory and on disk`, async () => {
    const { store, again } = await open()
    await store.subscriptions.save({
      destination: aDestination({ name: 'a', at: '08:00' }),
      madeBy: 'U1',
      pausedUntil: 5,
    })
    await store.subscriptions.save({ destination: aDestination({ name: 'a', at: '09:00' }), madeBy: 'U1' })
    await store.subscriptions.save({ destination: aDestination({ name: 'b' }), madeBy: 'U2' })
    await store.subscriptions.remove('b')
    const expected = [{ destination: aDestination({ name: 'a', at: '09:00' }), madeBy: 'U1' }]
    expect(store.subscriptions.all()).toEqual(expected)
    expect((await again()).subscriptions.all()).toEqual(expected)
  })

  test(`${name}: the version is another one after every change, of this process or another`, async () => {
    const { store, again } = await open()
    const other = await again()
    const before = await store.inspector.version()
    await store.ledger.addDelivery(aDelivery())
    const own = await store.inspector.version()
    expect(own).not.toBe(before)
    await other.ledger.recordIntent(aDelivery().id, partKey('overview'), 5)
    const others = await store.inspector.version()
    expect([before, own]).not.toContain(others)
  })

  test(`${name}: when destinations were first seen is known of all at once`, async () => {
    const { store } = await open()
    await store.ledger.firstSeen('team', 5)
    await store.ledger.firstSeen('leads', 7)
    await store.ledger.firstSeen('team', 9)
    expect(await store.inspector.seen()).toEqual(
      new Map([
        ['team', 5],
        ['leads', 7],
      ]),
    )
  })

  test(`${name}: deliveries to destinations that are gone are found among those of others`, async () => {
    const { store } = await open()
    const { ledger } = store
    const digest = aDelivery().digest
    expect(await ledger.orphansOf([digest], new Set())).toEqual([])
    for (const destination of ['a', 'b', 'c', 'd']) {
      const id = `${destination}@${digest}` as const
      await ledger.addDelivery({ ...aDelivery(), id, destination, channel: destination })
    }
    const orphans = await ledger.orphansOf([digest], new Set(['a', 'c']))
    expect(orphans.map(({ destination }) => destination)).toEqual(['b', 'd'])
    expect(await ledger.orphansOf(['main/2020-01-01' as never], new Set(['a']))).toEqual([])
    expect(await ledger.orphansOf([digest], new Set(['a', 'b', 'c', 'd']))).toEqual([])
  })

  test(`${name}: alerts are open until they are resolved, and are sent in messages whose state is kept`, async () => {
    const { store, again } = await open()
    const { alerts } = store
    await alerts.add('late:team', 'first', 1)
    await alerts.add('late:team', 'second', 2)
    await alerts.add('over', 'third', 3, true)
    expect(await alerts.open()).toEqual([
      { id: expect.any(Number), subject: 'late:team', content: 'first', createdAt: 1 },
    ])
    expect([await alerts.has('over'), await alerts.has('late:other')]).toEqual([true, false])
    const unsent = await alerts.unsent(10)
    expect(unsent.map(({ subject }) => subject)).toEqual(['late:team', 'over'])
    const { key } = await alerts.createMessage(
      unsent.map((alert) => alert.id),
      { platform: 'slack', channel: 'C2' },
    )
    expect(await alerts.unsent(10)).toEqual([])
    expect(await (await again()).alerts.unfinished()).toEqual([
      { key, platform: 'slack', channel: 'C2', alerts: unsent },
    ])
    expect(await alerts.recordIntent(id, key, 5)).toMatchObject({ intendedAt: 5, triedAt: 5 })
    expect(await alerts.recordIntent(id, key, 6)).toMatchObject({ intendedAt: 5, triedAt: 6 })
    await alerts.markUncertain(id, key)
    expect(await alerts.parts(id)).toMatchObject([{ key, state: 'uncertain', intendedAt: 5 }])
    await alerts.recordReceipt(id, key, ref, 7)
    expect([await alerts.parts(id), await alerts.unfinished()]).toEqual([[], []])
    await alerts.resolve(unsent[0]?.id ?? 0, 8)
    expect(await alerts.open()).toEqual([])
    // Resolved, the subject may be open once more.
    await alerts.add('late:team', 'third', 9)
    const message = await alerts.createMessage([(await alerts.open())[0]?.id ?? 0], {
      platform: 'slack',
      channel: 'C2',
    })
    await alerts.discardMessage(message.key)
    expect(await alerts.unsent(10)).toHaveLength(1)
  })

  test(`${name}: deliveries and parts are counted for the metrics, and the troubled ones are listed`, async () => {
    const { ledger, inspector, sourceStates } = (await open()).store
    const now = 10_000_000
    const add = (destination: string, state: 'pending' | 'posted' | 'failed') =>
      ledger
        .addDelivery(
          aDelivery({ id: deliveryId({ name: destination }, digest), destination, createdAt: now, dueAt: now - 5_000 }),
        )
        .then((delivery) => ledger.setState(delivery.id, state, now).then(() => delivery.id))
    const [pending, posted, failed] = [await add('a', 'pending'), await add('b', 'posted'), await add('c', 'failed')]
    await ledger.firstSeen('b', 1)
    await ledger.pause('c', { reason: { text: 'not invited' }, at: 2 })
    for (const key of ['overview', 'section-01'].map(partKey)) await ledger.recordIntent(pending, key, 5)
    await ledger.markUncertain(pending, partKey('overview'))
    await ledger.recordReceipt(posted, partKey('overview'), ref, 6, { notice: 'refused', takeaways: [] })
    await ledger.markUneditable(posted, partKey('overview'), { text: 'too long' })
    const source = { publication: 'main', source: 'feed:a', address: 'https://a.example', nextAt: now, failures: 1 }
    await sourceStates.save(source)
    const recent = (await inspector.count(now, 1_000)).recent
    expect(recent.toSorted((one, other) => one.state.localeCompare(other.state))).toEqual([
      { platform: 'slack', state: 'failed', count: 1 },
      { platform: 'slack', state: 'pending', count: 1 },
      { platform: 'slack', state: 'posted', count: 1 },
    ])
    expect(await inspector.count(now, 1_000)).toMatchObject({
      pending: [{ platform: 'slack', destination: 'a', count: 1 }],
      late: [{ platform: 'slack', destination: 'a', count: 1 }],
      uncertain: [{ platform: 'slack', count: 1 }],
      paused: ['c'],
      failingSources: 1,
      lastSuccess: new Map(Object.entries({ b: now, c: 2 })),
    })
    expect((await inspector.count(now, 6_000)).late).toEqual([])
    const troubled = await inspector.problematicDeliveries(now, 1_000, 0)
    expect(troubled.map((delivery) => delivery.id).toSorted()).toEqual([pending, posted, failed])
    expect(await inspector.refusedParts(0)).toEqual([
      { delivery: posted, destination: 'b', digest, key: 'overview', reason: { text: 'too long' } },
    ])
    expect(await inspector.refusedParts(now + 1)).toEqual([])
    await inspector.checkWritable(now)
  })

  test(`${name}: texts are kept, and ordered by the numbers of their characters; times are numbers`, async () => {
    const { store, again } = await open()
    const state = { publication: 'main', address: "'\\\n\t😀", nextAt: 4e12, failures: 0 }
    const names = ['Zebra', 'apple', 'Äpfel', 'a-b', 'a_b', '报', '😀']
    for (const source of names) await store.sourceStates.save({ ...state, source })
    const kept = await (await again()).sourceStates.all()
    expect(kept.map(({ source }) => source)).toEqual(['Zebra', 'a-b', 'a_b', 'apple', 'Äpfel', '报', '😀'])
    expect(kept[0]).toEqual({ ...state, source: 'Zebra' })
  })

  test(`${name}: the same candidate twice in one list is one`, async () => {
    const { candidates } = (await open()).store
    const twice = [aCandidate({ id: 'a', signal: 0.2 }), aCandidate({ id: 'a', signal: 0.7, suggestedBy: 'slack:U1' })]
    expect(await candidates.add(twice)).toBe(1)
    expect(await candidates.add(twice)).toBe(0)
    expect(await candidates.get('main', 'a')).toMatchObject({ signal: 0.7, suggestedBy: 'slack:U1' })
  })
}
