import { expect, test } from 'vitest'
import { PauseTracker } from '../../src/scheduler/pause-tracker.ts'
import { aDestination } from '../builders.ts'
import { SchedulerFixture } from './scheduler-fixture.ts'

const hour = 3_600_000

test('a post that arrives after a pause ends it in the ledger as well', async () => {
  const fixture = new SchedulerFixture()
  fixture.outcome = 'refused'
  await fixture.tickAt('08:30')
  expect([...(await fixture.ledger.pauses()).keys()]).toEqual(['team'])
  fixture.outcome = 'posted'
  await fixture.tickAt('09:31')
  expect(fixture.posts).toEqual(['team@main/2026-01-05'])
  expect(await fixture.ledger.pauses()).toEqual(new Map())
})

test('a pause that a clock noted that was ahead does not hold until that time', async () => {
  const pauses = new PauseTracker()
  const destination = aDestination()
  const now = Date.parse('2026-01-05T08:30:00Z')
  const pauseAt = (at: number) => ({ reason: { text: 'Invite the bot.' }, at })
  await pauses.watch(destination, async () => 'pause')
  expect(pauses.holds(pauseAt(now - hour + 1), destination, now)).toBe(true)
  expect(pauses.holds(pauseAt(now - hour), destination, now)).toBe(false)
  expect(pauses.holds(pauseAt(now + 24 * hour), destination, now)).toBe(false)
})

test('a pause ends when the workspace grants more, also while the platform refuses the old grant', async () => {
  let grant = 'first'
  const pauses = new PauseTracker(() => grant)
  const destination = aDestination()
  const holds = () => pauses.holds({ reason: { text: 'Add a scope.' }, at: 0 }, destination, 1)
  await pauses.watch(destination, async () => 'pause')
  expect(holds()).toBe(true)
  grant = 'second'
  expect(holds()).toBe(false)
  await pauses.watch(destination, async () => {
    grant = 'third'
    return 'pause'
  })
  expect(holds()).toBe(false)
})
