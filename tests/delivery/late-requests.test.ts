import { beforeEach, describe, expect, test } from 'vitest'
import { type DeliveryOutcome, runDelivery } from '../../src/delivery/run-delivery.ts'
import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDestination, aDigest, silentLog, text } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'
import { DeliveryFixture, monday, news, papers } from './delivery-fixture.ts'

const digest = aDigest('News', 'Papers')
const whole = ['Monday', 'News', 'Papers']
/** How long the platform may take for a request, in milliseconds. */
const settlesAfterMs = 60_000

describe('a post that the platform acts upon after the bot has given up', () => {
  let platform: MemoryPlatform
  let ledger: SqlLedger
  let delivery: DeliveryEntry

  beforeEach(async () => {
    platform = new MemoryPlatform()
    platform.settlesAfterMs = settlesAfterMs
    ledger = openLedgerFile(':memory:').ledger
    delivery = await ledger.addDelivery(aDelivery())
    return () => ledger.close()
  })

  /** A bot whose clock shows the wrong time, and which is stopped after it has waited for this long. */
  function run({ clockErrorMs = 0, stopAfterMs = Number.POSITIVE_INFINITY } = {}): Promise<DeliveryOutcome> {
    const stopping = new AbortController()
    const started = platform.now
    const wait = async (ms: number) => {
      platform.pass(ms)
      if (platform.now - started > stopAfterMs) stopping.abort()
    }
    const clock = { now: () => platform.now + clockErrorMs, wait }
    const context = { platform, ledger, clock, log: silentLog, signal: stopping.signal }
    return runDelivery(delivery, aDestination(), digest, context)
  }

  test.each([3_000, 9_000, 25_000, 59_000])('%i ms late is not sent again', async (lateMs) => {
    platform.script.push('ok', { lateMs })
    expect(await run()).toBe('done')
    platform.pass(settlesAfterMs)
    expect(platform.transcript).toEqual(whole)
  })

  test.each([0, 5_000, 40_000])('is not sent again by a bot that is started %i ms later', async (downMs) => {
    platform.script.push('ok', { lateMs: 50_000 })
    expect(await run({ stopAfterMs: 0 })).toBe('retry')
    platform.pass(downMs)
    expect(await run()).toBe('done')
    platform.pass(settlesAfterMs)
    expect(platform.transcript).toEqual(whole)
  })

  test('is not sent again although the clock of the machine jumps ahead by a day in between', async () => {
    platform.script.push('ok', { lateMs: 25_000 })
    expect(await run({ stopAfterMs: 0 })).toBe('retry')
    expect(await run({ clockErrorMs: 86_400_000 })).toBe('done')
    platform.pass(settlesAfterMs)
    expect(platform.transcript).toEqual(whole)
  })

  test('is sent again, once, if it can no longer arrive; each try counts from its own time', async () => {
    platform.script.push('ok', 'lost-before', { lateMs: 50_000 })
    expect(await run()).toBe('done')
    platform.pass(settlesAfterMs)
    expect(platform.transcript).toEqual(whole)
    expect(platform.posts).toBe(4)
  })

  test('and that is not the digest’s any more is found before it is forgotten', async () => {
    platform.script.push('ok', 'ok', { lateMs: 25_000 })
    expect(await run({ stopAfterMs: 0 })).toBe('retry')
    const without = { ...digest, sections: digest.sections.slice(0, 1) }
    const clock = { now: () => platform.now, wait: async (ms: number) => platform.pass(ms) }
    const context = { platform, ledger, clock, log: silentLog, signal: new AbortController().signal }
    expect(await runDelivery(delivery, aDestination(), without, context)).toBe('retry')
    platform.pass(settlesAfterMs)
    expect(await runDelivery(delivery, aDestination(), without, context)).toBe('done')
    expect((await ledger.parts(delivery.id)).map(({ key }) => key)).toContain('section-02')
  })
})

describe('an edit that the platform acts upon after the bot has given up', () => {
  const retitled = (title: string) => ({ ...monday, sections: [{ ...news, title: [text(title)] }, papers] })
  let fixture: DeliveryFixture

  beforeEach(async () => {
    fixture = await DeliveryFixture.open()
    fixture.platform.settlesAfterMs = settlesAfterMs
    await fixture.post()
    return () => fixture.store.close()
  })

  test('does not undo a later correction', async () => {
    fixture.platform.editScript.push('ok', { lateMs: 50_000 })
    expect(await fixture.change(retitled('Headlines'))).toBe('retry')
    expect(await fixture.change(retitled('Front page'))).toBe('retry')
    expect(fixture.transcript).toContain('News')
    const reasons = fixture.log.lines.map(({ fields }) => String(Reflect.get(fields, 'reason')))
    expect(reasons).toContainEqual(expect.stringMatching(/^Slack may still act upon an earlier request/))
    fixture.platform.pass(settlesAfterMs)
    expect(await fixture.look()).toBe('done')
    expect(fixture.transcript).toContain('Front page (corrected +0 -0)')
  })

  test('does not undo the correction of a bot that was started in between', async () => {
    fixture.platform.editScript.push('ok', { lateMs: 50_000 })
    expect(await fixture.change(retitled('Headlines'))).toBe('retry')
    fixture.digest = monday
    expect(await fixture.restart()).toBe('retry')
    fixture.platform.pass(settlesAfterMs)
    expect(await fixture.look()).toBe('done')
    expect(fixture.transcript).toEqual(['Monday (corrected +0 -0)', 'News (corrected +0 -0)', 'Papers'])
  })
})
