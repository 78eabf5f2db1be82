import { expect, test } from 'vitest'
import { hashDigest, showsText } from '../../src/delivery/content-hash.ts'
import type { DeliveryId } from '../../src/domain/delivery.ts'
import { aDigest, day } from '../builders.ts'
import { SchedulerFixture } from './scheduler-fixture.ts'

const renamed = 'team@main/2026-01-06' as DeliveryId

async function afterRenaming(): Promise<SchedulerFixture> {
  const fixture = new SchedulerFixture()
  await fixture.tickAt('08:30')
  expect(fixture.posts).toEqual(['team@main/2026-01-05'])
  fixture.repeated = 'main/2026-01-05'
  fixture.published = [day('2026-01-06')]
  await fixture.tickAt('2026-01-06T08:30:00Z')
  return fixture
}

test('a digest that was renamed to another date is held, with what to do', async () => {
  const fixture = await afterRenaming()
  expect(fixture.posts).toEqual(['team@main/2026-01-05'])
  expect(await fixture.ledger.delivery(renamed)).toMatchObject({
    state: 'failed',
    reason: {
      text: 'It has the text of main/2026-01-05, which was posted here: its file was renamed or copied. If it is meant to be posted again, run `npm run --silent cli -- post 2026-01-06 --to team`.',
    },
  })
  expect(fixture.warnings()).toContain('a digest with a text that was posted is held')
  await fixture.tickAt('2026-01-06T08:31:00Z')
  expect(fixture.warnings().filter((message) => message.includes('is held'))).toHaveLength(1)
})

test('a person who posts it by hand releases it', async () => {
  const fixture = await afterRenaming()
  const { ledger, now } = fixture
  const place = { destination: 'team', digest: `main/${day('2026-01-06')}`, platform: 'slack', channel: 'C1' } as const
  await ledger.addDelivery({ id: renamed, ...place, createdAt: now }, true)
  await ledger.setState(renamed, 'pending', now)
  await fixture.tickAt('2026-01-06T08:32:00Z')
  expect(fixture.posts).toEqual(['team@main/2026-01-05', renamed])
})

test('a change of its text releases it', async () => {
  const fixture = await afterRenaming()
  fixture.repeated = undefined
  await fixture.ledger.retryFailed(`main/${day('2026-01-06')}`)
  await fixture.tickAt('2026-01-06T08:32:00Z')
  expect(fixture.posts).toEqual(['team@main/2026-01-05', renamed])
})

test('a digest of another publication with the same text holds none', async () => {
  const fixture = new SchedulerFixture()
  const { ledger, now } = fixture
  const other = { id: 'team@weekly/2026-01-04' as DeliveryId, digest: `weekly/${day('2026-01-04')}` } as const
  await ledger.addDelivery({ ...other, destination: 'team', platform: 'slack', channel: 'C1', createdAt: now }, true)
  await ledger.setState(other.id, 'posted', now)
  fixture.repeated = other.digest
  await fixture.tickAt('08:30')
  expect(fixture.posts).toEqual(['team@main/2026-01-05'])
})

test('a delivery shows the text of a digest of any date, but only this text', () => {
  const first = aDigest('News')
  const later = { ...first, date: day('2026-01-06') }
  const contentHash = hashDigest(first)
  const digest = `main/${first.date}` as const
  const postedLayout = { layout: 'sections', discussion: 'off', sections: [], contentHash } as const
  const delivery = { digest, postedLayout }
  expect(showsText(delivery, later)).toBe(true)
  expect(showsText(delivery, { ...later, title: 'Another' })).toBe(false)
  expect(showsText({ digest }, later)).toBe(false)
})
