import { beforeEach, describe, expect, test } from 'vitest'
import { resolveUncertainPart } from '../../src/delivery/resolve.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import { undoDelivery } from '../../src/delivery/undo.ts'
import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import type { Digest } from '../../src/domain/digest.ts'
import {
  CannotSay,
  DeliveryUndone,
  DestinationRefused,
  MessageRefused,
  NotBegun,
  PlatformUnreachable,
  RefusedForNow,
} from '../../src/domain/errors.ts'
import type { Ledger } from '../../src/domain/ledger.ts'
import { aDelivery, day, partKey } from '../builders.ts'
import { DeliveryFixture, monday } from './delivery-fixture.ts'

const { id } = aDelivery()

describe('a delivery that is undone', () => {
  let fixture: DeliveryFixture
  let ledger: Ledger

  beforeEach(async () => {
    fixture = await DeliveryFixture.open({ layout: 'thread' })
    ledger = fixture.store.ledger
  })

  const ask = () => ledger.setState(id, 'withdrawing', fixture.now)
  const entry = async (): Promise<DeliveryEntry> => {
    const found = await fixture.delivery()
    if (!found) throw new Error('the ledger has no delivery')
    return found
  }
  const run = async (digest: Digest | undefined = monday, signal = fixture.stop) => {
    const clock = { now: () => fixture.now, wait: async (ms: number) => fixture.platform.pass(ms) }
    return undoDelivery({ delivery: await entry(), digest }, { ...fixture.tools, clock, signal })
  }
  const states = async () => (await fixture.parts()).map(({ key, state }) => `${key} ${state}`)

  test('loses its messages from the last to the first, and nothing of another delivery', async () => {
    await fixture.post()
    fixture.digest = { ...monday, date: day('2026-01-06') }
    await fixture.post()
    await ask()
    await run()
    expect(fixture.platform.deletions).toEqual(['3', '2', '1'])
    expect(fixture.transcript).toEqual(['Monday', '  ↳ News', '  ↳ Papers'])
    expect(await states()).toEqual(['overview deleted', 'section-01 deleted', 'section-02 deleted'])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
    expect((await fixture.parts()).map(({ ref }) => ref)).toEqual([undefined, undefined, undefined])
  })

  test('loses its other messages when the deletion of one is refused for an unknown reason', async () => {
    await fixture.post()
    await ask()
    fixture.platform.deleteScript.push('ok', new RefusedForNow('memory', 'totally_new_code'))
    await expect(run()).rejects.toThrow(RefusedForNow)
    expect(fixture.transcript).toEqual(['  ↳ News'])
    expect(await entry()).toMatchObject({ state: 'withdrawing' })
    await run()
    expect(fixture.transcript).toEqual([])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('is not posted again, and not corrected', async () => {
    await fixture.post()
    await ask()
    await run()
    await expect(ledger.recordIntent(id, partKey('section-03'), 0)).rejects.toThrow(DeliveryUndone)
    await ledger.setState(id, 'pending', fixture.now)
    await fixture.post()
    await fixture.change({ ...monday, title: 'Another title' })
    expect(fixture.transcript).toEqual([])
    expect(fixture.platform.edits).toBe(0)
    expect(fixture.log.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('is posted again once it is opened again, with the text that its digest has then', async () => {
    await fixture.post()
    await ask()
    await ledger.reopen(id)
    expect(await entry()).toMatchObject({ state: 'withdrawing' })
    await run()
    await ledger.reopen(id)
    expect(await entry()).not.toHaveProperty('postedLayout')
    fixture.digest = { ...monday, title: 'Tuesday' }
    expect(await fixture.post()).toBe('done')
    expect(fixture.transcript).toEqual(['Tuesday', '  ↳ News', '  ↳ Papers'])
    expect(await entry()).toMatchObject({ state: 'posted' })
  })

  test('ends in the middle of posting: no part follows, and those that are there are deleted', async () => {
    fixture.platform.beforePost = async ({ part }) => {
      if (part.key === 'section-01') await ask()
    }
    expect(await fixture.post()).toBe('fail')
    expect(fixture.transcript).toEqual(['Monday', '  ↳ News'])
    await run()
    expect(fixture.transcript).toEqual([])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test.each([0, 5_000, 55_000])('waits for a message that arrives %i ms after the request', async (lateMs) => {
    fixture.platform.settlesAfterMs = 60_000
    const stopping = new AbortController()
    fixture.stop = stopping.signal
    fixture.platform.beforePost = async ({ part }) => part.key === 'section-02' && stopping.abort()
    fixture.platform.script.push('ok', 'ok', { lateMs })
    await fixture.post()
    expect(await states()).toEqual(['overview posted', 'section-01 posted', 'section-02 intended'])
    await ask()
    await run(monday, new AbortController().signal)
    fixture.platform.pass(60_000)
    expect(fixture.transcript).toEqual([])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('leaves a message of another delivery that has the same words', async () => {
    const stopping = new AbortController()
    fixture.stop = stopping.signal
    fixture.platform.beforePost = async ({ part }) => part.key === 'section-02' && stopping.abort()
    fixture.platform.script.push('ok', 'ok', 'lost-after')
    await fixture.post()
    const other = aDelivery({ id: 'other@main/2026-01-05' as DeliveryEntry['id'], destination: 'other' })
    await ledger.addDelivery(other)
    await ledger.recordIntent(other.id, partKey('overview'), fixture.now)
    const ref = { platform: 'slack', channel: 'C1', message: '3' } as const
    await ledger.recordReceipt(other.id, partKey('overview'), ref, fixture.now)
    await ask()
    await run(monday, new AbortController().signal)
    expect(fixture.transcript).toEqual(['  ↳ Papers'])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('forgets a part that never arrived, also without its digest', async () => {
    fixture.platform.script.push('ok', 'lost-before')
    const stopping = new AbortController()
    fixture.stop = stopping.signal
    fixture.platform.beforePost = async ({ part }) => part.key === 'section-01' && stopping.abort()
    await fixture.post()
    await ask()
    await run(undefined, new AbortController().signal)
    expect(await states()).toEqual(['overview deleted'])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('asks again after a lost answer, and goes on where a stopped process ended', async () => {
    await fixture.post()
    await ask()
    fixture.platform.deleteScript.push('lost-after', 'ok', 'lost-before')
    await run()
    expect(fixture.platform.deletions).toEqual(['3', '3', '2', '2', '1'])

    fixture = await DeliveryFixture.open({ layout: 'thread' })
    ledger = fixture.store.ledger
    await fixture.post()
    await ask()
    const stopping = new AbortController()
    const info = fixture.log.info
    Object.assign(fixture.log, {
      info: (...said: Parameters<typeof info>) => (said[1] === 'deleted' ? stopping.abort() : info(...said)),
    })
    await expect(run(monday, stopping.signal)).rejects.toThrow(NotBegun)
    expect(await states()).toEqual(['overview posted', 'section-01 posted', 'section-02 deleted'])
    await ledger.recordDeletionIntent(id, partKey('section-01'))
    await run()
    expect(fixture.platform.deletions).toEqual(['3', '2', '1'])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('says what the platform does not delete, and deletes the rest', async () => {
    await fixture.post()
    await ask()
    fixture.platform.deleteScript.push('ok', new MessageRefused('memory', 'it is kept'))
    await run()
    expect(fixture.transcript).toEqual(['  ↳ News'])
    expect(await entry()).toMatchObject({ state: 'withdrawing', reason: { code: 'not-withdrawn' } })
    expect((await entry()).reason?.text).toMatch(
      /^section-01 could not be deleted.*post --undo team@main\/2026-01-05.*it is kept/,
    )
    await ask()
    await run()
    expect(fixture.transcript).toEqual([])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('stops at a channel that refuses every call', async () => {
    await fixture.post()
    await ask()
    fixture.platform.deleteScript.push(new DestinationRefused('the channel is gone'))
    await expect(run()).rejects.toThrow(DestinationRefused)
    expect(fixture.platform.deletions).toEqual(['3'])
    expect(await states()).toEqual(['overview posted', 'section-01 posted', 'section-02 deleting'])
  })

  test('keeps a part uncertain that cannot be looked for, until an operator has found it', async () => {
    fixture.platform.script.push('ok', 'ok', 'lost-after')
    fixture.platform.canSay = false
    await fixture.post()
    await ask()
    await run()
    expect(await states()).toEqual(['overview deleted', 'section-01 deleted', 'section-02 uncertain'])
    expect(await entry()).toMatchObject({ state: 'withdrawing' })
    const context = { ledger, destinations: [fixture.destination], now: fixture.now }
    const finding = { delivery: id, part: partKey('section-02'), isThere: false }
    expect(await resolveUncertainPart(finding, context)).toContain('was undone')
    await ask()
    await run()
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('looks again later for a part, and deletes none before it, where the platform does not answer', async () => {
    fixture.platform.script.push('ok', 'ok', 'lost-after')
    fixture.platform.canSay = false
    await fixture.post()
    await ask()
    const { client } = fixture.tools.platform
    const find = client.find.bind(client)
    const cause = new PlatformUnreachable('memory', 'HTTP 503')
    Object.assign(client, { find: async () => Promise.reject(new CannotSay('memory', cause.reason, { cause })) })
    await expect(run()).rejects.toThrow(CannotSay)
    expect(await states()).toEqual(['overview posted', 'section-01 posted', 'section-02 uncertain'])
    expect(await entry()).toMatchObject({ state: 'withdrawing' })
    expect((await entry()).reason).toBeUndefined()
    Object.assign(client, { find })
    fixture.platform.canSay = true
    await run()
    expect(fixture.transcript).toEqual([])
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })

  test('keeps its state whatever a run that is still under way records', async () => {
    await fixture.post()
    await ask()
    const [overview] = await fixture.parts()
    if (!overview?.ref) throw new Error('it has no message')
    await run()
    await ledger.recordReceipt(id, overview.key, overview.ref, fixture.now)
    await ledger.markUneditable(id, overview.key, { text: 'it is gone' })
    expect((await fixture.parts())[0]).toMatchObject({ state: 'deleted' })
    expect((await fixture.parts())[0]).not.toHaveProperty('ref')
    expect((await fixture.parts())[0]).not.toHaveProperty('uneditable')
    expect(await runDelivery(await entry(), fixture.destination, monday, fixture.tools)).toBe('fail')
    expect(await entry()).toMatchObject({ state: 'withdrawn' })
  })
})
