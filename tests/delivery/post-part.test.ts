import { beforeEach, expect, test, vi } from 'vitest'
import type { PostingContext } from '../../src/delivery/context.ts'
import { postPartOnce } from '../../src/delivery/post-part.ts'
import { resolveUncertainPart } from '../../src/delivery/resolve.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import type { DeliveryId, MessageRef } from '../../src/domain/delivery.ts'
import {
  CannotSay,
  DestinationRefused,
  LedgerUnusable,
  MessageRefused,
  NotBegun,
  PlatformBusy,
  PlatformUnreachable,
} from '../../src/domain/errors.ts'
import type { Posting } from '../../src/domain/platform.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDestination, aDigest, partKey, silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const { id } = aDelivery()
const dayMs = 86_400_000
const [digestDay, key] = [Date.parse('2026-01-05'), partKey('overview')]

let platform: MemoryPlatform
let ledger: SqlLedger
let posting: Posting
let waits: number[]

beforeEach(async () => {
  platform = new MemoryPlatform()
  ledger = openLedgerFile(':memory:').ledger
  await ledger.addDelivery(aDelivery())
  const [part] = platform.render(aDigest('News'), 'sections')
  if (!part) throw new Error('a digest has an overview')
  posting = { place: { channel: 'C1' }, part, marker: { delivery: id, part: key } }
  waits = []
  return () => ledger.close()
})

/** The ledger with some of its methods doing something else. */
function withLedger(changes: Partial<SqlLedger>): SqlLedger {
  return new Proxy(ledger, {
    get: (target, name) => {
      const method = Reflect.get(changes, name) ?? Reflect.get(target, name)
      return typeof method === 'function' ? method.bind(target) : method
    },
  })
}

function tools(changes: Partial<SqlLedger> = {}): PostingContext {
  const clock = { now: () => digestDay + dayMs, wait: async (ms: number) => void waits.push(ms) }
  return { platform, ledger: withLedger(changes), clock, log: silentLog, signal: new AbortController().signal }
}

const full = new LedgerUnusable('The disk is full.')
const state = async () => (await ledger.parts(id)).find((part) => part.key === key)?.state

/** Lets an earlier process have posted it, with or without having noted the intent. */
async function postedBefore(): Promise<MessageRef> {
  const ref = await platform.post(posting)
  platform.posts = 0
  return ref
}

test('where the intent cannot be written, nothing is sent', async () => {
  const intend = async () => Promise.reject(full)
  await expect(postPartOnce(id, posting, tools({ recordIntent: intend }))).rejects.toBe(full)
  expect(platform.posts).toBe(0)
})

test('a part whose turn comes while the bot is stopping is not sent, leaves no intent and gives its turn up', async () => {
  const stopping = new AbortController()
  const release = vi.fn()
  platform.reserve = async () => {
    stopping.abort()
    return { send: () => platform.post(posting), release }
  }
  await expect(postPartOnce(id, posting, { ...tools(), signal: stopping.signal })).rejects.toThrow(NotBegun)
  expect(platform.posts).toBe(0)
  expect(await ledger.parts(id)).toEqual([])
  expect(release).toHaveBeenCalledOnce()
})

test('where the intent cannot be written, the turn is given up', async () => {
  const release = vi.fn()
  platform.reserve = async () => ({ send: () => platform.post(posting), release })
  const intend = async () => Promise.reject(full)
  await expect(postPartOnce(id, posting, tools({ recordIntent: intend }))).rejects.toBe(full)
  expect(release).toHaveBeenCalledOnce()
})

test('a receipt that cannot be written at once is written later, and nothing is sent again', async () => {
  let failures = 2
  const record: SqlLedger['recordReceipt'] = async (...what) => {
    failures -= 1
    if (failures >= 0) throw full
    return ledger.recordReceipt(...what)
  }
  expect(await postPartOnce(id, posting, tools({ recordReceipt: record }))).toMatchObject({ message: '1' })
  expect(platform.posts).toBe(1)
  expect(await state()).toBe('posted')
})

test('a receipt that cannot be written at all leaves the intent, and the message is found at the next call', async () => {
  const record = async () => Promise.reject(full)
  await expect(postPartOnce(id, posting, tools({ recordReceipt: record }))).rejects.toBe(full)
  expect(await state()).toBe('intended')
  expect(await postPartOnce(id, posting, tools())).toMatchObject({ message: '1' })
  expect(platform.posts).toBe(1)
})

test('a withdrawal that cannot be written costs a question, not a message', async () => {
  platform.script.push(new PlatformUnreachable('memory', 'down'))
  const withdraw = async () => Promise.reject(full)
  await expect(postPartOnce(id, posting, tools({ cancelIntent: withdraw }))).rejects.toBe(full)
  await postPartOnce(id, posting, tools())
  expect(platform.transcript).toEqual(['Monday'])
})

test('a confirmed part is there: nothing is looked up and nothing sent', async () => {
  await ledger.recordIntent(id, key, 1)
  await ledger.markUncertain(id, key)
  await ledger.confirm(id, key, 2)
  platform.canSay = false
  expect(await postPartOnce(id, posting, tools())).toBeUndefined()
  expect(platform.posts).toBe(0)
})

test('a person who says that it is there, while the bot looks and does not find it, is believed', async () => {
  await ledger.recordIntent(id, key, 1)
  await ledger.markUncertain(id, key)
  platform.find = async () => {
    await resolveUncertainPart({ delivery: id, part: key, isThere: true }, { ledger, destinations: [], now: 5 })
    return undefined
  }
  expect(await postPartOnce(id, posting, tools())).toBeUndefined()
  expect(platform.posts).toBe(0)
})

test('a part that is found while an operator resolves it as missing is not sent again', async () => {
  await postedBefore()
  await ledger.recordIntent(id, key, 1)
  await ledger.markUncertain(id, key)
  const find = platform.find.bind(platform)
  platform.find = async (wanted) => {
    await resolveUncertainPart({ delivery: id, part: key, isThere: false }, { ledger, destinations: [], now: 5 })
    return find(wanted)
  }
  expect(await postPartOnce(id, posting, tools())).toMatchObject({ message: '1' })
  expect(await state()).toBe('posted')
  expect(await postPartOnce(id, posting, tools())).toMatchObject({ message: '1' })
  expect(platform.posts).toBe(0)
})

test('what the ledger does not remember is looked for before it is sent, from the gap on but no further than the day before last', async () => {
  platform.now = digestDay + dayMs
  await postedBefore()
  const asked = vi.spyOn(platform, 'find')
  const since = () => asked.mock.calls.map(([, attempts]) => attempts?.firstTriedAt)
  const gap = async () => ({ from: 0, to: digestDay + dayMs })
  expect(await postPartOnce(id, posting, tools({ gap }))).toMatchObject({ message: '1' })
  expect(platform.posts).toBe(0)
  expect(since()).toEqual([digestDay - 2 * dayMs])

  await ledger.forgetPart(id, key)
  const later = async () => ({ from: digestDay + 5, to: digestDay + dayMs })
  await postPartOnce(id, posting, tools({ gap: later }))
  expect(since().at(-1)).toBe(digestDay + 5)

  await ledger.forgetPart(id, key)
  // Written by a clock that was wrong: a request of the future would never be too old to arrive.
  const ahead = async () => ({ from: platform.now + 600_000, to: platform.now + 700_000 })
  await postPartOnce(id, posting, tools({ gap: ahead }))
  expect(since().at(-1)).toBe(platform.now)
})

test('what is certainly not there is sent although the ledger has a gap', async () => {
  const gap = async () => ({ from: 0, to: digestDay + dayMs })
  platform.script.push(new PlatformBusy('memory', 10))
  await postPartOnce(id, posting, tools({ gap }))
  expect(platform.transcript).toEqual(['Monday'])
})

test('where the platform cannot say what went out in a gap, the part is uncertain and nothing is sent', async () => {
  platform.canSay = false
  const gap = async () => ({ from: 0, to: digestDay + dayMs })
  await expect(postPartOnce(id, posting, tools({ gap }))).rejects.toThrow(CannotSay)
  expect(await state()).toBe('uncertain')
  expect(platform.posts).toBe(0)
  expect((await ledger.uncertainParts()).map(({ delivery }) => delivery)).toEqual([id])
})

test('a message that belongs to another delivery is not taken for the one that is looked for, which is sent', async () => {
  const other = aDelivery({ id: 'other@main/2026-01-05' as DeliveryId, destination: 'other' })
  await ledger.addDelivery(other)
  await ledger.recordIntent(other.id, key, digestDay)
  await ledger.recordReceipt(other.id, key, await postedBefore(), digestDay)
  await ledger.recordIntent(id, key, digestDay)
  expect(await postPartOnce(id, posting, tools())).toMatchObject({ message: '2' })
  expect(await state()).toBe('posted')
  expect(platform.posts).toBe(1)
})

test('a digest from after the gap is sent without a question', async () => {
  platform.canSay = false
  const gap = async () => ({ from: 0, to: digestDay - 3 * dayMs })
  await postPartOnce(id, posting, tools({ gap }))
  expect(platform.posts).toBe(1)
})

test('a message that is no part of a digest is not looked for because of a gap', async () => {
  platform.canSay = false
  const notice = { ...posting, marker: { delivery: 'operations', part: key } }
  const kept: unknown[] = []
  const book: PostingContext['ledger'] = {
    parts: async () => [],
    recordIntent: async () => ({ key, state: 'intended', intendedAt: 1 }),
    recordReceipt: async (...what) => void kept.push(what),
    cancelIntent: async () => {},
    markUncertain: async () => {},
  }
  await postPartOnce('operations' as DeliveryId, notice, { ...tools(), ledger: book })
  expect(kept).toHaveLength(1)
})

test.each([
  ['what went wrong is found out again', new DestinationRefused('Invite the bot.'), 'pause'],
  ['a delivery that cannot be noted as failed is not', new MessageRefused('memory', 'too long'), 'setState'],
] as const)('while the ledger cannot be written, %s', async (_, error, method) => {
  platform.script.push(error)
  const delivery = await ledger.addDelivery(aDelivery())
  const broken = { ...tools(), ledger: withLedger({ [method]: async () => Promise.reject(full) }) }
  expect(await runDelivery(delivery, aDestination(), aDigest('News'), broken)).toBe('retry')
  expect(await ledger.delivery(id)).toMatchObject({ state: 'pending' })
})

test('a ledger that cannot be used fails no delivery and pauses no destination', async () => {
  const delivery = await ledger.addDelivery(aDelivery())
  const broken = { ...tools(), ledger: withLedger({ recordIntent: async () => Promise.reject(full) }) }
  expect(await runDelivery(delivery, aDestination(), aDigest('News'), broken)).toBe('retry')
  expect(await ledger.delivery(id)).toMatchObject({ state: 'pending' })
  expect(await ledger.pauses()).toEqual(new Map())
  expect(platform.posts).toBe(0)
})
