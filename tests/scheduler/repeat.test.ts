import { expect, test, vi } from 'vitest'
import { hashDigest, hashPieces, showMost, showsText } from '../../src/delivery/content-hash.ts'
import { shownPiece } from '../../src/delivery/message-state.ts'
import type { DeliveryId } from '../../src/domain/delivery.ts'
import type { Digest } from '../../src/domain/digest.ts'
import { aDestination, aDigest, day } from '../builders.ts'
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
      text: 'It repeats main/2026-01-05, which was posted here: its file was renamed or copied. If it is meant to be posted again, run `npm run --silent cli -- post 2026-01-06 --to team`.',
    },
  })
  expect(fixture.warnings()).toContain('a digest with a text that was posted is held')
  await fixture.tickAt('2026-01-06T08:31:00Z')
  expect(fixture.warnings().filter((message) => message.includes('is held'))).toHaveLength(1)
})

test.for([
  ['renamed and got another title is held', ['2026-01-06'], ['team@main/2026-01-05']],
  [
    'made from a copy of one that is still there goes out',
    ['2026-01-05', '2026-01-06'],
    ['team@main/2026-01-05', renamed],
  ],
] as const)('a digest that was %s', async ([, published, posts]) => {
  const fixture = new SchedulerFixture()
  await fixture.tickAt('08:30')
  fixture.similar = 'main/2026-01-05'
  fixture.published = published.map(day)
  await fixture.tickAt('2026-01-06T08:30:00Z')
  expect(fixture.posts).toEqual(posts)
})

test('a digest that was renamed and corrected after a part was posted is finished under the date with which it began', async () => {
  const fixture = new SchedulerFixture()
  fixture.outcome = 'partly'
  await fixture.tickAt('08:30')
  fixture.outcome = 'posted'
  fixture.published = [day('2026-01-06')]
  fixture.similar = 'main/2026-01-05'
  await fixture.tickAt('2026-01-06T08:30:00Z')
  expect((await fixture.ledger.delivery('team@main/2026-01-05' as DeliveryId))?.state).toBe('posted')
  expect((await fixture.ledger.delivery(renamed))?.state).toBe('failed')
})

test('a digest that was renamed with its destination is held', async () => {
  const fixture = new SchedulerFixture()
  await fixture.tickAt('08:30')
  fixture.repeated = 'main/2026-01-05'
  fixture.published = [day('2026-01-06')]
  fixture.destinations = [aDestination({ name: 'readers' })]
  for (const time of ['08:30', '08:32']) await fixture.tickAt(`2026-01-06T${time}:00Z`)
  expect(fixture.posts).toEqual(['team@main/2026-01-05'])
  expect((await fixture.ledger.delivery('readers@main/2026-01-06' as DeliveryId))?.state).toBe('failed')
  // The file was saved again without a change.
  await fixture.ledger.retryFailed(`main/${day('2026-01-06')}`)
  await fixture.tickAt('2026-01-06T08:34:00Z')
  expect(fixture.posts).toEqual(['team@main/2026-01-05'])
})

test('a digest that was renamed after a part was posted is finished under the date with which it began', async () => {
  const fixture = new SchedulerFixture()
  fixture.outcome = 'partly'
  await fixture.tickAt('08:30')
  fixture.outcome = 'posted'
  fixture.published = [day('2026-01-06')]
  await fixture.tickAt('2026-01-06T08:28:00Z')
  expect(fixture.warnings()).toContain('the digest is missing or cannot be read; waiting for it')
  fixture.repeated = 'main/2026-01-05'
  await fixture.tickAt('2026-01-06T08:30:00Z')
  expect((await fixture.ledger.delivery('team@main/2026-01-05' as DeliveryId))?.state).toBe('posted')
  expect(fixture.dates).toEqual(['2026-01-05', '2026-01-05'])
  expect((await fixture.ledger.delivery(renamed))?.state).toBe('failed')
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

test('parts show most of a digest when more than half of their pieces are in it, whatever its title is', () => {
  const earlier = aDigest('News', 'Papers', 'Tools')
  const shown = (digest: Digest) =>
    hashPieces(digest, 'sections').map((piece) => ({
      key: piece.key,
      state: 'posted' as const,
      intendedAt: 1,
      shown: shownPiece(piece, 1),
    }))
  const later = { ...earlier, date: day('2026-01-06'), title: 'Another' }
  expect(showMost(shown(earlier), later)).toBe(true)
  expect(showMost(shown(earlier), { ...later, sections: later.sections.slice(1) })).toBe(true)
  expect(showMost(shown(earlier), { ...later, sections: later.sections.slice(2) })).toBe(false)
  // The overview alone says too little.
  expect(showMost(shown(earlier).slice(0, 1), { ...earlier, date: day('2026-01-06') })).toBe(false)
})

test('deliveries to removed destinations are looked for once, not for each new destination', async () => {
  const fixture = new SchedulerFixture()
  fixture.destinations = ['one', 'two', 'three'].map((name, at) => aDestination({ name, channel: `C${at}` }))
  const orphansOf = vi.spyOn(fixture.ledger, 'orphansOf')
  await fixture.tickAt('08:30')
  expect(fixture.posts).toHaveLength(3)
  // Those of the newest digests, and those around this one.
  expect(orphansOf).toHaveBeenCalledTimes(2)
})
