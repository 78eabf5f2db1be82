import { beforeEach, expect, test } from 'vitest'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import {
  DestinationRefused,
  DiscussionRefused,
  MessageRefused,
  PlatformUnreachable,
  TokenRefused,
} from '../../src/domain/errors.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDelivery, aDestination, aDigest } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const digest = aDigest('News', 'Papers')
const points = 'First point / Second point'

let platform: MemoryPlatform
let store: Store
let delivery: DeliveryEntry
let log: ReturnType<typeof memoryLog>

beforeEach(async () => {
  platform = new MemoryPlatform()
  log = memoryLog()
  store = await openStore(':memory:')
  delivery = await store.ledger.addDelivery(aDelivery())
  return () => store.close()
})

function deliverTo(
  discussion: 'on-click' | 'on-post' | 'off',
  layout: 'sections' | 'thread' | 'overview' = 'sections',
) {
  const clock = { now: () => 1_000, wait: async () => {} }
  const tools = { platform, ledger: store.ledger, clock, log, signal: new AbortController().signal }
  return runDelivery(delivery, aDestination({ discussion, layout }), digest, tools)
}

const state = async () => (await store.ledger.delivery(delivery.id))?.state

test('takeaways wait in their section’s thread where the destination wants that', async () => {
  expect(await deliverTo('on-post')).toBe('done')
  expect(platform.transcript).toEqual(['Monday', 'News', `  ↳ ${points}`, 'Papers', `  ↳ ${points}`])
})

test('takeaways wait in the one thread of a digest that is a thread', async () => {
  await deliverTo('on-post', 'thread')
  expect(platform.transcript).toEqual(['Monday', '  ↳ News', `  ↳ ${points}`, '  ↳ Papers', `  ↳ ${points}`])
  expect(new Set(platform.messages.slice(1).map(({ ref }) => ref.thread))).toEqual(new Set(['1']))
})

test.each(['on-click', 'off'] as const)('with discussions %s nothing is posted but the digest', async (discussion) => {
  await deliverTo(discussion)
  expect(platform.transcript).toEqual(['Monday', 'News', 'Papers'])
})

test('a digest in one message has no sections to discuss', async () => {
  await deliverTo('on-post', 'overview')
  expect(platform.transcript).toEqual(['Monday'])
})

test('where discussions are not allowed, each section but the first is spared the question', async () => {
  platform.threads.push(new DiscussionRefused('Allow the bot to create threads.'))
  expect(await deliverTo('on-post')).toBe('done')
  expect(platform.transcript).toEqual(['Monday', 'News', 'Papers'])
  expect(await state()).toBe('posted')
})

test.each([
  ['the first section', ['ok', 'ok'], ['Monday', 'News', 'Papers', `  ↳ ${points}`, `  ↳ ${points}`]],
  ['the last section', ['ok', 'ok', 'ok', 'ok'], ['Monday', 'News', `  ↳ ${points}`, 'Papers', `  ↳ ${points}`]],
] as const)('a channel that refuses the takeaways of %s gets them once it takes them', async (_, before, whole) => {
  platform.script.push(...before, new DestinationRefused('The channel is archived.'))
  expect(await deliverTo('on-post')).toBe('pause')
  expect(await state()).toBe('pending')
  expect(await deliverTo('on-post')).toBe('done')
  expect(platform.transcript).toEqual(whole)
  expect(await state()).toBe('posted')
})

test.each([
  [new MessageRefused('memory', 'no'), { reason: 'memory refuses the message: no' }],
  [new TypeError('our bug'), { err: new TypeError('our bug') }],
])('a discussion that cannot be opened is left out, and the sections after it are not (%s)', async (error, logged) => {
  platform.threads.push(error)
  expect(await deliverTo('on-post')).toBe('done')
  expect(platform.transcript).toEqual(['Monday', 'News', 'Papers', `  ↳ ${points}`])
  expect(await state()).toBe('posted')
  const { fields = {} } = log.lines.find(({ message }) => message.startsWith('the takeaways could not')) ?? {}
  expect(fields).toMatchObject(logged)
  // Only a bug has a stack.
  expect('err' in fields).toBe('err' in logged)
})

test('a discussion that could not be opened just now comes later, and nothing comes twice', async () => {
  platform.threads.push(new PlatformUnreachable('memory', 'down'))
  expect(await deliverTo('on-post')).toBe('retry')
  expect(platform.transcript).toEqual(['Monday', 'News', 'Papers', `  ↳ ${points}`])
  expect(await deliverTo('on-post')).toBe('done')
  expect(platform.transcript).toEqual(['Monday', 'News', 'Papers', `  ↳ ${points}`, `  ↳ ${points}`])
})

test('takeaways whose answer was lost are found, not posted again', async () => {
  platform.script.push('ok', 'ok', 'lost-after')
  expect(await deliverTo('on-post')).toBe('done')
  expect(platform.posts).toBe(5)
})

test('uncertain takeaways delay nothing and are not sent again', async () => {
  platform.script.push('ok', 'ok', 'lost-after')
  platform.canSay = false
  expect(await deliverTo('on-post')).toBe('done')
  expect(platform.posts).toBe(5)
  expect(await state()).toBe('posted')
})

test('a token that is refused half way halts, however far it got', async () => {
  platform.threads.push(new TokenRefused('Replace the token.'))
  expect(await deliverTo('on-post')).toBe('halt')
})
