import { expect, test, vi } from 'vitest'
import { everyMinute } from '../../src/scheduler/ticker.ts'
import { day } from '../builders.ts'
import { SchedulerFixture } from './scheduler-fixture.ts'

test('a clock that shows a time before this program existed is reported once, and nothing is posted by it', async () => {
  const machine = new SchedulerFixture()
  machine.published = [day('2015-06-01'), day('2026-01-05')]
  for (const time of ['2015-06-01T09:00:00Z', '2015-06-01T09:01:00Z', '2015-06-01T09:02:00Z'])
    await machine.tickAt(time)
  expect(machine.posts).toEqual([])
  expect(machine.warnings()).toEqual(['the clock is wrong; nothing is posted until it is corrected'])
  await machine.setClock('09:30')
  expect(machine.posts).toEqual(['team@main/2026-01-05'])
})

test('what waited for the clock to be set right says so', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:10')
  machine.kill()
  await machine.setClock('2015-06-01T00:00:00Z')
  await machine.setClock('09:30')
  expect(await machine.delay()).toBe('Posted 1 h late: the clock of the machine was wrong.')
})

test('after the clock was set back nothing goes out again', async () => {
  const machine = new SchedulerFixture()
  await machine.tickAt('08:20')
  await machine.tickAt('12:01')
  for (const time of ['07:00', '08:29', '08:30', '08:31', '12:02', '2026-01-04T08:30:00Z']) await machine.setClock(time)
  expect(machine.posts).toEqual(['team@main/2026-01-05'])
  expect(machine.warnings()).toContain('the clock was set back by 5 h; nothing is posted twice')
})

test('what happened at times that are yet to come, as the clock was set back, is not blamed', async () => {
  const machine = new SchedulerFixture()
  machine.published = []
  machine.delayReason = 'unreachable'
  await machine.tickAt('11:58')
  await machine.tickAt('12:00')
  machine.delayReason = undefined
  await machine.setClock('08:29')
  await machine.runUntil('09:00')
  machine.published = [day('2026-01-05')]
  await machine.runUntil('09:01')
  expect(await machine.delay()).toBe('Posted 31 min late: its digest came late.')
})

test('a ledger that was restored does not say that the bot was not running', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:10')
  machine.kill()
  machine.ledger.gap = async () => ({ from: machine.now, to: Date.parse('2026-01-05T10:29:00Z') })
  await machine.tickAt('10:30')
  expect(await machine.delay()).toBe('Posted 2 h late.')
})

test('a clock that is behind the last run is reported, and what is due is posted', async () => {
  const machine = new SchedulerFixture()
  machine.published = []
  await machine.tickAt('2026-01-09T12:00:00Z')
  machine.kill()
  machine.published = [day('2026-01-05')]
  await machine.setClock('08:29')
  expect(machine.posts).toEqual([])
  expect(machine.warnings()).toHaveLength(1)
  await machine.runUntil('08:30')
  expect(machine.posts).toEqual(['team@main/2026-01-05'])
  expect(machine.warnings()).toHaveLength(1)
})

test('a pause that was noted by a clock that was ahead does not last until then', async () => {
  const machine = new SchedulerFixture()
  await machine.tickAt('08:00')
  await machine.ledger.pause('team', { reason: { text: 'Invite the bot.' }, at: Date.parse('2026-01-06T08:00:00Z') })
  await machine.runUntil('08:31')
  expect(machine.posts).toEqual(['team@main/2026-01-05'])
})

test('the alarm goes off every minute, on the minute, and does not fall silent when the clock is set', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-05T08:29:40Z') })
  const ticks: string[] = []
  const alarm = everyMinute(() => void ticks.push(new Date().toISOString().slice(11, 19)))
  await vi.advanceTimersByTimeAsync(80_000)
  expect(ticks).toEqual(['08:30:00', '08:31:00'])
  vi.setSystemTime(Date.parse('2026-01-05T06:00:10Z'))
  await vi.advanceTimersByTimeAsync(120_000)
  expect(ticks.filter((tick) => tick.startsWith('06:'))).not.toEqual([])
  vi.setSystemTime(Date.parse('2026-01-05T22:00:10Z'))
  await vi.advanceTimersByTimeAsync(120_000)
  expect(ticks.filter((tick) => tick.startsWith('22:'))).not.toEqual([])
  const before = ticks.length
  await alarm.stop()
  await vi.advanceTimersByTimeAsync(120_000)
  vi.useRealTimers()
  expect(ticks).toHaveLength(before)
})
