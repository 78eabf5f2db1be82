import { afterEach, beforeEach, expect, test } from 'vitest'
import { dayMs, hourMs } from '../../src/domain/duration.ts'
import { collect } from '../../src/sources/collect.ts'
import { createSources } from '../../src/sources/kinds/index.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { answer, type FeedItem, rss, type SourceServer, startSourceServer } from './source-server.ts'

let server: SourceServer
let store: Store
let now: number

beforeEach(async () => {
  server = await startSourceServer()
  store = await openStore(':memory:')
  now = Date.parse('2026-01-05T06:00:00Z')
})

afterEach(async () => {
  await store.close()
  await server[Symbol.asyncDispose]()
})

/** A date of RSS, so long before now. */
const ago = (ms: number) => new Date(now - ms).toUTCString()

/** The number of new candidates of a feed with these entries. */
async function read(items: readonly FeedItem[], home = ''): Promise<number> {
  server.on('/feed', answer(rss(items, home)))
  const [source] = createSources({ kind: 'feed', url: `${server.url}/feed`, name: 'a', every: 30, most: 3 })
  if (!source) throw new Error('there is no source')
  const [before] = await store.sourceStates.all()
  const context = { candidates: store.candidates, fetch: { allow: [server.host] }, now: () => now }
  const { state, added } = await collect('main', source, before, context)
  await store.sourceStates.save(state)
  return added
}

test('a feed that changes its ids, addresses and dates brings nothing twice, and what is new', async () => {
  const stories = (place: string, more: Partial<FeedItem> = {}) =>
    [1, 2, 3, 4, 5, 6].map((each) => ({
      title: `Story ${each}`,
      link: `https://${place}.example.org/${each}`,
      guid: `${place} ${each}`,
      ...more,
    }))
  const dated = stories('old', { date: ago(hourMs) })
  expect(await read(dated)).toBe(6)
  now += 3 * dayMs
  expect(await read(dated.map((each) => ({ ...each, guid: `new ${each.guid}` })))).toBe(0)
  now += 3 * dayMs
  expect(await read(stories('a'))).toBe(0)
  now += 3 * dayMs
  const added = { title: 'Story 7', link: 'https://b.example.org/7' }
  expect(await read([added, ...stories('b', { date: ago(0) })])).toBe(1)
})

test('a series with one title brings each of its entries', async () => {
  for (const week of [1, 2, 3]) {
    const item = { title: 'The week', link: `https://example.org/${week}`, date: ago(hourMs) }
    expect([week, await read([item])]).toEqual([week, 1])
    now += 7 * dayMs
  }
})

/** What is said about the source. */
const said = async () => (await store.sourceStates.all())[0]?.problem?.code

test('of many entries without a date ten are taken, also when they change, and the others are said once', async () => {
  const stories = (count: number, of = 'a') =>
    Array.from({ length: count }, (_, at) => ({ title: `${of} ${at}`, link: `https://e.example.org/${of}/${at}` }))
  expect(await read(stories(200))).toBe(10)
  expect(await said()).toBe('source-undated')
  expect(await read([...stories(3, 'b'), ...stories(200)])).toBe(3)
  expect(await said()).toBeUndefined()
  expect(await read([...stories(50, 'c'), ...stories(200)])).toBe(10)
  expect(await said()).toBe('source-undated')
})

test('entries with neither an address nor a date come once, and that they have no address is said', async () => {
  const items = [{ title: 'One' }, { title: 'Two' }]
  expect(await read(items)).toBe(0)
  expect(await said()).toBe('source-no-links')
  const home = 'https://e.example.org/'
  expect(await read(items, home)).toBe(2)
  expect(await said()).toBe('source-no-links')
  now += 5 * dayMs
  expect(await read([{ title: 'Three' }, ...items], home)).toBe(1)
})
