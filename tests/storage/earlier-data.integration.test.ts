import { cpSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Corrections } from '../../src/delivery/correct/corrections.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import type { DeliveryEntry, DeliveryId } from '../../src/domain/delivery.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { openSavedQueries } from '../../src/storage/cache/saved-queries.ts'
import { renameEarlierFiles } from '../../src/storage/data-folder.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDestination, aDigest, silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const now = Date.parse('2026-01-05T08:31:00Z')
const clock = { now: () => now, wait: async () => {} }
const digest = aDigest('News', 'Papers')

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  cpSync(join(import.meta.dirname, '../fixtures/data-0.1.0'), folder, { recursive: true })
  renameEarlierFiles(folder)
  store = await openStore(join(folder, 'morning-post.sqlite'))
})

afterEach(() => store.close())

const idOf = (name: string, date = '2026-01-05') => `${name}@main/${date}` as DeliveryId

function toolsFor(platform: MemoryPlatform) {
  return { platform, ledger: store.ledger, clock, log: silentLog, signal: new AbortController().signal }
}

async function partsOf(id: DeliveryId): Promise<string[]> {
  return (await store.ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)
}

test('every delivery is found again', async () => {
  const deliveries = await store.ledger.deliveriesTo('team', 9)
  expect(deliveries.map(({ digest: of, state, reason }) => [of, state, reason?.text])).toEqual([
    ['main/2026-01-05', 'posted', undefined],
    ['main/2026-01-04', 'failed', 'It was too long.'],
    ['main/2026-01-03', 'skipped', 'None of its sections has a tag that this destination asks for.'],
    ['main/2026-01-02', 'superseded', 'A newer digest took its place.'],
    ['main/2026-01-01', 'posted', undefined],
  ])
  expect(deliveries[0]?.delay).toEqual({ text: 'Posted 2 h late: the bot was not running.' })
  expect((await store.ledger.unfinished()).map(({ id }) => id).toSorted()).toEqual([idOf('byhand'), idOf('half')])
  expect(await store.ledger.delivery(idOf('later'))).toMatchObject({ state: 'pending', started: false })
  expect(await store.ledger.delivery(idOf('club'))).toMatchObject({ state: 'posted', platform: 'discord' })
})

test('every part is found again', async () => {
  const whole = ['overview posted', 'section-01 posted', 'section-02 posted']
  expect(await partsOf(idOf('team'))).toEqual(whole)
  expect(await partsOf(idOf('club'))).toEqual(whole)
  expect(await partsOf(idOf('half'))).toEqual(['overview posted', 'section-01 intended'])
  expect(await partsOf(idOf('team', '2026-01-01'))).toEqual([
    'overview posted',
    'section-01 uncertain',
    'section-02 confirmed',
    'section-01/2 intended',
  ])
  const [overview] = await store.ledger.parts(idOf('team', '2026-01-01'))
  expect(overview).toMatchObject({
    uneditable: { text: 'The message was deleted.' },
    editedAt: Date.parse('2026-01-05T08:30:00Z') + 1,
  })
  expect((await store.ledger.uncertainParts()).map(({ key }) => key)).toEqual(['section-01'])
})

test('subscriptions, pauses, alerts and saved searches are found again', async () => {
  expect(store.subscriptions.all()).toMatchObject([
    { destination: { name: 'made', channel: 'C5' }, madeBy: 'U1', notified: 'It was archived.' },
  ])
  expect([...(await store.ledger.pauses())]).toMatchObject([['paused', { reason: { text: 'Invite the bot.' } }]])
  expect((await store.alerts.open()).map(({ subject }) => subject)).toEqual(['open', 'sent'])
  expect((await store.alerts.unsent(9)).map(({ subject }) => subject)).toEqual(['open', 'settled'])
  expect(await store.ledger.gap()).toBeUndefined()
  const queries = openSavedQueries(join(folder, 'saved-queries.sqlite'), () => now)
  expect(queries.load('4SXcWCBIwg')).toBe('agents in production')
  queries.close()
})

test('what was posted is neither posted again nor corrected', async () => {
  const channels = { team: ['slack', 'C1'], club: ['discord', '100'] } as const
  for (const [name, [platform, channel]] of Object.entries(channels)) {
    const memory = new MemoryPlatform(platform)
    const destination = aDestination({ name, platform, channel })
    const repository = { days: () => [], get: async () => digest }
    const corrections = new Corrections({ ...toolsFor(memory), repository, destinations: () => [destination] })
    await corrections.note(['main/2026-01-05' as DeliveryEntry['digest']])
    await corrections.correct(destination, toolsFor(memory))
    expect({ posts: memory.posts, edits: memory.edits }).toEqual({ posts: 0, edits: 0 })
  }
})

test('a delivery that was interrupted gets only what is missing', async () => {
  const memory = new MemoryPlatform()
  const id = idOf('half')
  const destination = aDestination({ name: 'half', channel: 'C2' })
  const place = { channel: 'C2' }
  for (const part of memory.render(digest, 'sections').slice(0, 2)) {
    await memory.post({ place, part, marker: { delivery: id, part: part.key } })
  }
  const delivery = await store.ledger.delivery(id)
  expect(delivery && (await runDelivery(delivery, destination, digest, toolsFor(memory)))).toBe('done')
  expect(memory.messages.map(({ posting }) => posting.part.key)).toEqual(['overview', 'section-01', 'section-02'])
  expect(await partsOf(id)).toEqual(['overview posted', 'section-01 posted', 'section-02 posted'])
})

test('the scheduler posts what is pending, and nothing that is there', async () => {
  const memory = new MemoryPlatform()
  const names = ['team', 'club', 'half', 'later', 'byhand']
  const entries = await Promise.all(names.map((name) => store.ledger.delivery(idOf(name))))
  const destinations = entries.flatMap((entry) =>
    entry ? [aDestination({ name: entry.destination, platform: entry.platform, channel: entry.channel })] : [],
  )
  const [overview, section] = memory.render(digest, 'sections')
  const half = entries[2]?.channel ?? ''
  for (const part of overview && section ? [overview, section] : []) {
    await memory.post({ place: { channel: half }, part, marker: { delivery: idOf('half'), part: part.key } })
  }
  const tools = toolsFor(memory)
  const scheduler = () =>
    new Scheduler({
      ...tools,
      repository: { files: () => new Map(), days: () => [digest.date], get: async () => digest },
      destinations: () => destinations,
      delayReason: () => undefined,
      deliver: (...due) => runDelivery(...due, tools),
    })
  for (let starts = 0; starts < 2; starts += 1) {
    const started = scheduler()
    await started.tick()
    await started.idle()
  }
  const posted = memory.messages.map(({ posting: { marker } }) => `${marker.delivery} ${marker.part}`)
  const expected = ['half', 'later', 'byhand'].flatMap((name) =>
    ['overview', 'section-01', 'section-02'].map((key) => `${idOf(name)} ${key}`),
  )
  expect(posted.toSorted()).toEqual(expected.toSorted())
  for (const name of names) expect(await store.ledger.delivery(idOf(name))).toMatchObject({ state: 'posted' })
})

test('its files have their new names, and a lost ledger is noticed', async () => {
  const names = readdirSync(folder)
  expect(names).toEqual(expect.arrayContaining(['heartbeat.txt', 'saved-queries.sqlite']))
  expect(names.filter((name) => /last-seen|questions/.test(name))).toEqual([])

  const lost = mkdtempSync(join(tmpdir(), 'morning-post-'))
  cpSync(join(import.meta.dirname, '../fixtures/data-0.1.0/last-seen.txt'), join(lost, 'last-seen.txt'))
  const empty = await openStore(join(lost, 'morning-post.sqlite'))
  expect(await empty.ledger.gap()).toMatchObject({ from: 0 })
  await empty.close()
})
