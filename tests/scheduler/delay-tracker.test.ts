import { expect, test } from 'vitest'
import type { Day } from '../../src/domain/day.ts'
import { aDestination, day, partKey } from '../builders.ts'
import { SchedulerFixture } from './scheduler-fixture.ts'

test('nothing is said of a post that is on time', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('09:00')
  expect(machine.posts).toEqual(['team@main/2026-01-05'])
  expect(await machine.delay()).toBeUndefined()
  expect(await machine.ledger.delivery('team@main/2026-01-05' as never)).toMatchObject({
    dueAt: Date.parse('2026-01-05T08:30:00Z'),
  })
})

test('a bot that was not running says so', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:10')
  machine.kill()
  await machine.tickAt('10:30')
  expect(await machine.delay()).toBe('Posted 2 h late: the bot was not running.')
})

test('a bot that was not running for a day says so of what it catches up', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:10')
  machine.kill()
  await machine.tickAt('2026-01-06T08:30:00Z')
  expect(await machine.delay()).toBe('Posted 1 day late: the bot was not running.')
})

test('a bot that stopped only after the hour does not blame that for all of it', async () => {
  const machine = new SchedulerFixture()
  machine.published = []
  await machine.runUntil('09:30')
  machine.kill()
  machine.published = [day('2026-01-05')]
  await machine.tickAt('10:30')
  expect(await machine.delay()).toBe('Posted 2 h late, in part because the bot was not running.')
})

test('a machine that slept is distinguished from a clock that was set forward', async () => {
  const [sleeper, jumper] = [new SchedulerFixture(), new SchedulerFixture()]
  await sleeper.runUntil('08:10')
  await sleeper.tickAt('10:30')
  expect(await sleeper.delay()).toBe('Posted 2 h late: the machine was asleep.')
  await jumper.runUntil('08:10')
  await jumper.setClock('10:30')
  expect(await jumper.delay()).toBe('Posted 2 h late: the clock of the machine was set forward.')
})

test('a digest that comes late says so, and only when the bot saw that it was not there', async () => {
  const machine = new SchedulerFixture()
  machine.published = []
  await machine.runUntil('09:10')
  machine.published = [day('2026-01-05')]
  await machine.tickAt('09:11')
  expect(await machine.delay()).toBe('Posted 41 min late: its digest came late.')
})

test('several reasons are reported in their order', async () => {
  const machine = new SchedulerFixture()
  machine.delayReason = 'unreachable'
  await machine.runUntil('08:20')
  machine.kill()
  await machine.tickAt('09:30')
  await machine.runUntil('10:29')
  machine.delayReason = undefined
  await machine.runUntil('10:30')
  expect(await machine.delay()).toBe('Posted 2 h late: the bot was not running, then Slack could not be reached.')
})

test('what was over before the hour is not blamed', async () => {
  const machine = new SchedulerFixture()
  machine.published = []
  machine.delayReason = 'unreachable'
  await machine.runUntil('08:20')
  machine.delayReason = undefined
  await machine.runUntil('09:00')
  machine.published = [day('2026-01-05')]
  await machine.runUntil('09:01')
  expect(await machine.delay()).toBe('Posted 31 min late: its digest came late.')
})

test('a change of the configuration is blamed when it made the difference, and only then', async () => {
  const [moved, renumbered] = [new SchedulerFixture(), new SchedulerFixture()]
  moved.destinations = [aDestination({ at: '22:00' })]
  await moved.runUntil('09:30')
  moved.destinations = [aDestination()]
  await moved.runUntil('09:31')
  expect(await moved.delay()).toBe('Posted 1 h late: the configuration was changed.')

  renumbered.delayReason = 'unreachable'
  await renumbered.runUntil('09:00')
  renumbered.destinations = [aDestination({ catchUp: 3 })]
  await renumbered.runUntil('09:29')
  renumbered.delayReason = undefined
  await renumbered.runUntil('09:30')
  expect(await renumbered.delay()).toBe('Posted 1 h late: Slack could not be reached.')
})

test('the post of a destination that is added after its hour is not late, unless its digest comes later still', async () => {
  const machineWith = async (published: readonly Day[]) => {
    const machine = new SchedulerFixture()
    Object.assign(machine, { destinations: [], published })
    await machine.runUntil('09:29')
    machine.destinations = [aDestination()]
    await machine.runUntil('09:30')
    return machine
  }
  const today = day('2026-01-05')
  const punctual = await machineWith([today])
  expect(punctual.posts).not.toEqual([])
  expect(await punctual.delay()).toBeUndefined()

  const waiting = await machineWith([])
  await waiting.runUntil('10:29')
  waiting.published = [today]
  await waiting.runUntil('10:30')
  expect(await waiting.delay()).toBe('Posted 1 h late: its digest came late.')
})

test('a paused destination says so once it is served again', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:29')
  machine.outcome = 'refused'
  await machine.runUntil('08:31')
  machine.outcome = 'posted'
  await machine.runUntil('09:40')
  expect(await machine.delay()).toBe('Posted 1 h late: its destination was paused.')
})

test('a delivery that was begun says why it was finished late, and so after a crash', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:29')
  machine.outcome = 'partly'
  await machine.runUntil('08:50')
  expect(await machine.delay()).toBe('Not finished in time: Slack could not be reached or asked us to wait.')
  machine.kill()
  machine.outcome = 'posted'
  await machine.tickAt('09:30')
  expect(await machine.delay()).toBe(
    'Finished 1 h late: Slack could not be reached or asked us to wait, then the bot was not running.',
  )
})

test('a process that was killed in the middle blames that', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:29')
  machine.outcome = 'killed'
  await machine.runUntil('08:30')
  machine.kill()
  machine.outcome = 'posted'
  await machine.tickAt('10:30')
  expect(await machine.delay()).toBe('Posted 2 h late: the bot was not running.')
})

test('an uncertain part is the reason of the delay', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:29')
  machine.outcome = 'uncertain'
  await machine.runUntil('09:30')
  expect(await machine.delay()).toBe('Not finished in time: it was unknown whether a part had arrived.')
  await machine.ledger.confirm('team@main/2026-01-05' as never, partKey('overview'), machine.now)
  machine.outcome = 'posted'
  await machine.runUntil('09:31')
  expect(await machine.delay()).toBe('Finished 1 h late: it was unknown whether a part had arrived.')
})

test('the log has one line with how late a post is and why', async () => {
  const machine = new SchedulerFixture()
  await machine.runUntil('08:10')
  machine.kill()
  await machine.tickAt('10:30')
  const delay = 'Posted 2 h late: the bot was not running.'
  const said = { delivery: 'team@main/2026-01-05', destination: 'team', lateMs: 7_200_000, delay }
  expect(machine.logged).toContainEqual({ message: 'due', fields: { level: 'info', reason: 'late', ...said } })
  expect(machine.logged).toContainEqual({ message: 'posted late', fields: { level: 'info', ...said } })
})
