import { beforeEach, describe, expect, test } from 'vitest'
import type { DeliveryContext } from '../../src/delivery/context.ts'
import { describeLedgerGap } from '../../src/delivery/ledger-gap.ts'
import { type DeliveryOutcome, runDelivery } from '../../src/delivery/run-delivery.ts'
import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import { LaneLost } from '../../src/domain/lane.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDestination, aDigest } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const digest = aDigest('News', 'Papers')
const whole = ['Monday', 'News', 'Papers']
const nine = Date.parse('2026-01-05T09:00:00Z')
const hourMs = 3_600_000

let platform: MemoryPlatform

beforeEach(() => {
  platform = new MemoryPlatform()
})

/** One bot with a ledger of its own: all of them post with the same token. */
class TestBot {
  readonly ledger: SqlLedger = openLedgerFile(':memory:').ledger
  readonly log = memoryLog()
  readonly waits: number[] = []
  now = nine

  /** What happens elsewhere while it waits. */
  meanwhile: () => Promise<unknown> = async () => {}

  async run(
    options: { dueAt?: number; changes?: Partial<SqlLedger>; looks?: number; hasOtherConnections?: boolean } = {},
  ): Promise<DeliveryOutcome> {
    const { dueAt = nine, changes = {}, looks = 20, hasOtherConnections = false } = options
    const delivery: DeliveryEntry = await this.ledger.addDelivery({ ...aDelivery(), dueAt })
    const ledger = new Proxy(this.ledger, {
      get: (target, name) => {
        const found = Reflect.get(changes, name) ?? Reflect.get(target, name)
        return typeof found === 'function' ? found.bind(target) : found
      },
    })
    const context: DeliveryContext = {
      platform,
      ledger,
      clock: {
        now: () => this.now,
        wait: async (ms) => {
          this.waits.push(ms)
          await this.meanwhile()
        },
      },
      hasOtherConnections,
      log: this.log,
      signal: new AbortController().signal,
      lookout: { startedAt: nine + 1, left: looks },
    }
    return runDelivery(delivery, aDestination(), digest, context)
  }

  get warnings(): string[] {
    return this.log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message)
  }

  async keys(): Promise<string[]> {
    return (await this.ledger.parts(aDelivery().id)).map(({ key, state, ref }) => `${key} ${state} ${ref?.message}`)
  }
}

const newLedger = { gap: async () => ({ from: 0, to: nine, isNew: true }) }
const posted = ['overview posted 1', 'section-01 posted 2', 'section-02 posted 3']

describe('a ledger without memory', () => {
  test('posts nothing that is in the channel already, adopts it, and says so', async () => {
    await new TestBot().run()
    const second = new TestBot()
    expect(await second.run({ changes: newLedger })).toBe('done')
    expect(platform.transcript).toEqual(whole)
    expect(await second.keys()).toEqual(posted)
    expect(second.warnings).toEqual([expect.stringMatching(/data folder was lost, or another bot posts/)])
    expect(await second.ledger.gap()).toMatchObject({ foundAt: nine })
  })

  test('is not what a machine has that was frozen while another one posted', async () => {
    const bot = new TestBot()
    platform.script.push('ok', new Error('a bug'))
    await bot.run()
    const [warned, before] = [bot.warnings.length, platform.transcript]
    let isStale = true
    const parts: SqlLedger['parts'] = async (id) => {
      const known = isStale ? [] : await bot.ledger.parts(id)
      isStale = false
      return known
    }
    const recordIntent = async () => {
      throw new LaneLost('slack:default')
    }
    await bot.run({ changes: { parts, recordIntent } })
    expect(platform.transcript).toEqual(before)
    expect(bot.warnings.slice(warned).filter((message) => message.includes('another bot'))).toEqual([])
    expect(await bot.ledger.gap()).not.toMatchObject({ foundAt: nine })
  })

  test('posts what is missing of it', async () => {
    const first = new TestBot()
    platform.script.push('ok', new Error('a bug'))
    await first.run()
    expect(await new TestBot().run({ changes: newLedger })).toBe('done')
    expect(platform.transcript).toEqual(whole)
  })

  test('posts what is not there with one look and without a warning', async () => {
    let looks = 0
    const find = platform.find.bind(platform)
    platform.find = async (...what) => {
      looks += 1
      return find(...what)
    }
    const first = new TestBot()
    expect(await first.run({ changes: newLedger })).toBe('done')
    expect([platform.transcript, looks, first.warnings, first.waits]).toEqual([whole, 1, [], []])
  })

  test('takes what it cannot look into as uncertain', async () => {
    platform.canSay = false
    const bot = new TestBot()
    expect(await bot.run({ changes: newLedger })).toBe('retry')
    expect(platform.posts).toBe(0)
    expect(await bot.keys()).toEqual(['overview uncertain undefined'])
  })
})

describe('another bot with the same token', () => {
  test.each([
    ['with a new ledger', newLedger],
    ['with a ledger of its own', {}],
  ])('%s that started at the same moment is noticed by its connection before the first post', async (_, changes) => {
    const second = new TestBot()
    second.meanwhile = () => new TestBot().run({ changes: newLedger })
    expect(await second.run({ changes, dueAt: nine + hourMs, hasOtherConnections: true })).toBe('done')
    expect(platform.transcript).toEqual(whole)
    expect(await second.keys()).toEqual(posted)
    const [connected, found] = second.warnings
    expect(connected).toMatch(/another program is connected with this token/)
    expect(found).toMatch(/another bot posts with this token/)
    expect(second.waits[0]).toBeGreaterThanOrEqual(15_000)
    expect(second.waits[0]).toBeLessThan(30_000)
  })

  test('is not waited for in the middle of a digest', async () => {
    const bot = new TestBot()
    platform.script.push('ok', new Error('a bug'))
    await bot.run()
    await bot.ledger.setState(aDelivery().id, 'pending', nine)
    expect(await bot.run({ dueAt: nine + hourMs, hasOtherConnections: true })).toBe('done')
    expect([platform.transcript, bot.waits]).toEqual([whole, []])
  })

  test('is noticed by the first one that starts after it', async () => {
    await new TestBot().run()
    const second = new TestBot()
    expect(await second.run()).toBe('done')
    expect(platform.transcript).toEqual(whole)
    expect(second.warnings).toHaveLength(1)
    expect(await second.keys()).toEqual(posted)
  })

  test('is noticed where a destination was added while this one ran, for which nothing is late', async () => {
    await new TestBot().run()
    const second = new TestBot()
    second.now = nine + hourMs
    expect(await second.run({ dueAt: nine + hourMs })).toBe('done')
    expect(platform.transcript).toEqual(whole)
    expect(second.warnings).toHaveLength(1)
  })

  test('is noticed in the middle of a digest that this one began', async () => {
    const first = new TestBot()
    platform.script.push('ok', new Error('a bug'))
    await first.run()
    await first.ledger.setState(aDelivery().id, 'pending', nine)
    await new TestBot().run({ changes: newLedger })
    expect(await first.run()).toBe('done')
    expect(platform.transcript).toEqual(whole)
  })

  test('has time for each next part while it posts, and is not waited for once it has stopped', async () => {
    const [first, second] = [new TestBot(), new TestBot()]
    const goOn = async (...script: typeof platform.script) => {
      platform.script.push(...script)
      await first.run()
      await first.ledger.setState(aDelivery().id, 'pending', nine)
    }
    await goOn('ok', new Error('a bug'))
    let turns = 0
    second.meanwhile = async () => {
      turns += 1
      if (turns === 1) await goOn('ok', new Error('a bug'))
    }
    expect(await second.run({ changes: newLedger })).toBe('done')
    expect([platform.transcript, turns]).toEqual([whole, 2])
    for (const wait of second.waits) expect(wait).toBeGreaterThanOrEqual(15_000)
  })

  test('goes first once it was noticed', async () => {
    const bot = new TestBot()
    const seen = { gap: async () => ({ from: 0, to: nine, foundAt: nine - hourMs }) }
    expect(await bot.run({ changes: seen, dueAt: nine + hourMs })).toBe('done')
    expect(bot.waits).toEqual([15_000])
  })

  test('is not looked for where the bot was running when the digest was due, or has looked often enough', async () => {
    const none: Partial<MemoryPlatform> = { find: () => Promise.reject(new Error('it was looked for')) }
    Object.assign(platform, none)
    expect(await new TestBot().run({ dueAt: nine + hourMs })).toBe('done')
    expect(await new TestBot().run({ looks: 0 })).toBe('done')
  })

  test('is only a possibility: where the platform cannot say, the digest is posted', async () => {
    platform.canSay = false
    expect(await new TestBot().run()).toBe('done')
    expect(platform.transcript).toEqual(whole)
  })
})

test.each([
  [undefined, undefined],
  [{ from: 0, to: nine, isNew: true }, /^The ledger is new: it does not remember what was posted before 2026/],
  [{ from: 0, to: nine }, /^The ledger was lost or is an older copy: .+ posted before 2026/],
  [{ from: nine - hourMs, to: nine, foundAt: nine }, /between 2026.+ and 2026.+ The channels have digests/],
  [{ from: 0, to: nine - 8 * 24 * hourMs }, undefined],
])('what the ledger does not remember is described: %o', (gap, expected) => {
  const sentences = describeLedgerGap(gap, nine)
  if (expected) expect(sentences).toMatch(expected)
  else expect(sentences).toBeUndefined()
})
