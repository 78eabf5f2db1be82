import { beforeEach, describe, expect, test } from 'vitest'
import { type PartFinding, resolveUncertainPart } from '../../src/delivery/resolve.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import type { DeliveryEntry, MessageRef } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { ConfigurationError } from '../../src/domain/errors.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDestination, aDigest, partKey, silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const digest = aDigest('News', 'Papers')
const { id } = aDelivery()

let platform: MemoryPlatform
let ledger: SqlLedger
let delivery: DeliveryEntry

beforeEach(async () => {
  platform = new MemoryPlatform()
  ledger = openLedgerFile(':memory:').ledger
  delivery = await ledger.addDelivery(aDelivery())
  return () => ledger.close()
})

/** Delivers as far as it goes. */
function tick(destination: Partial<Destination> = {}) {
  const clock = { now: () => 1_000, wait: async () => {} }
  const tools = { platform, ledger, clock, log: silentLog, signal: new AbortController().signal }
  return runDelivery(delivery, aDestination(destination), digest, tools)
}

/** Loses the answer to the post with this number, so that its result is unknown. */
async function lose(posts: number, what: 'lost-after' | 'lost-before', destination: Partial<Destination> = {}) {
  platform.script.push(...Array.from({ length: posts }, () => 'ok' as const), what)
  platform.canSay = false
  await tick(destination)
}

function say(part: string, isThere: boolean, ref?: Partial<MessageRef>, destination: Partial<Destination> = {}) {
  const finding: PartFinding = {
    delivery: id,
    part: partKey(part),
    isThere,
    ...(ref && { ref: { platform: 'slack', channel: 'C1', message: '99', ...ref } }),
  }
  return resolveUncertainPart(finding, { ledger, destinations: [aDestination(destination)], now: 2_000 })
}

const states = async () => (await ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)

describe('a part that an operator found', () => {
  test('is not sent, and the rest comes after it', async () => {
    await lose(1, 'lost-after')
    expect(await say('section-01', true)).toMatch(/^Noted: section-01 of \S+ is there\. The bot goes on/)
    expect(await tick()).toBe('done')
    expect(platform.transcript).toEqual(['Monday', 'News', 'Papers'])
    expect(await states()).toEqual(['overview posted', 'section-01 confirmed', 'section-02 posted'])
  })

  test('is known by its link, also when that comes later', async () => {
    await lose(1, 'lost-after')
    await say('section-01', true)
    await say('section-01', true, { message: '2' })
    expect(await ledger.findByMessage({ platform: 'slack', channel: 'C1', message: '2' })).toEqual({
      id,
      key: 'section-01',
    })
    await expect(say('section-01', true, { message: '2' })).rejects.toThrow(/nothing to resolve/)
  })

  test('with messages in its thread must be linked', async () => {
    const thread = { layout: 'thread' } as const
    await lose(0, 'lost-after', thread)
    await expect(say('overview', true, undefined, thread)).rejects.toThrow(/add its link to --there/)
    expect(await states()).toEqual(['overview uncertain'])
    await say('overview', true, { message: '1' }, thread)
    expect(await tick(thread)).toBe('done')
    expect(platform.transcript).toEqual(['Monday', '  ↳ News', '  ↳ Papers'])
  })

  test('without a place keeps others from being put anywhere else', async () => {
    const thread = { layout: 'thread' } as const
    await lose(0, 'lost-after', thread)
    await ledger.confirm(id, partKey('overview'), 5)
    expect(await tick(thread)).toBe('retry')
    expect(platform.transcript).toEqual(['Monday'])
    await say('overview', true, { message: '1' })
    expect(await tick(thread)).toBe('done')
    expect(platform.transcript).toEqual(['Monday', '  ↳ News', '  ↳ Papers'])
  })

  test.each([
    ['another channel', { channel: 'C2' }, /is not in slack channel C1/],
    ['another part', { message: '1' }, /That message is overview of/],
  ])('is not taken from %s', async (_, ref, sentence) => {
    await lose(1, 'lost-after')
    await expect(say('section-01', true, ref)).rejects.toThrow(sentence)
    await expect(say('section-01', true, ref)).rejects.toThrow(ConfigurationError)
    expect(await states()).toEqual(['overview posted', 'section-01 uncertain'])
  })

  test('in a thread is not taken from another thread, and is in its own', async () => {
    const thread = { layout: 'thread' } as const
    await lose(1, 'lost-after', thread)
    await expect(say('section-01', true, { message: '2', thread: '77' }, thread)).rejects.toThrow(
      /thread of the overview/,
    )
    await say('section-01', true, { message: '2' }, thread)
    expect((await ledger.parts(id)).find(({ key }) => key === 'section-01')?.ref).toMatchObject({ thread: '1' })
  })
})

describe('a part that an operator did not find', () => {
  test('is sent, once', async () => {
    await lose(1, 'lost-before')
    expect(await say('section-01', false)).toMatch(/^Noted: section-01 of \S+ is not there\. The bot sends it/)
    platform.canSay = false
    expect(await tick()).toBe('done')
    expect(platform.transcript).toEqual(['Monday', 'News', 'Papers'])
    await expect(say('section-01', false)).rejects.toThrow(/section-01 of \S+ is there: .+ There is nothing to resolve/)
  })

  test('comes although the rest of its delivery is settled', async () => {
    const talk = { discussion: 'on-post' } as const
    await lose(2, 'lost-before', talk)
    expect(await ledger.delivery(id)).toMatchObject({ state: 'posted' })
    expect((await ledger.uncertainParts()).map(({ key }) => key)).toEqual(['section-01/all'])
    await say('section-01/all', false, undefined, talk)
    expect((await ledger.unfinished()).map((each) => each.id)).toEqual([id])
    delivery = { ...delivery, ...(await ledger.delivery(id)) }
    expect(await tick(talk)).toBe('done')
    expect(platform.transcript.filter((line) => line.includes('First point'))).toHaveLength(2)
  })

  test('is posted on demand if it is a takeaway that a reader chose', async () => {
    await tick()
    await ledger.recordIntent(id, partKey('section-01/2'), 5)
    await ledger.markUncertain(id, partKey('section-01/2'))
    expect(await say('section-01/2', false)).toMatch(/It is posted when a reader chooses it again\.$/)
    expect(await ledger.delivery(id)).toMatchObject({ state: 'posted' })
  })
})

test('what is not uncertain cannot be resolved, and the answer says its state', async () => {
  await ledger.recordIntent(id, partKey('overview'), 1)
  await expect(say('overview', true)).rejects.toThrow(/The bot is looking for overview/)
  await expect(say('section-09', true)).rejects.toThrow(/section-09 of \S+ is not uncertain/)
  const nobody = 'nobody@main/2026-01-05' as DeliveryEntry['id']
  await expect(
    resolveUncertainPart(
      { delivery: nobody, part: partKey('overview'), isThere: true },
      { ledger, destinations: [], now: 1 },
    ),
  ).rejects.toThrow(/There is no delivery/)
})
