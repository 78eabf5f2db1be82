import { expect, test } from 'vitest'
import type { DigestId } from '../../src/domain/digest.ts'
import { aDestination } from '../builders.ts'
import { AlertsFixture } from './alerts-fixture.ts'

test('a draft that was due and has no approval is reported once, with its message, and no more once it is decided', async ({
  onTestFinished,
}) => {
  const fixture = await AlertsFixture.open()
  onTestFinished(() => fixture.close())
  fixture.destinations = [aDestination({ at: '08:30' })]
  const { reviews } = fixture.store
  const digest = 'main/2026-03-12' as DigestId
  await reviews.ask(digest, '0123456789ab', fixture.now)
  await reviews.ask('main/2026-03-13' as DigestId, '0123456789ab', fixture.now)
  await fixture.check()
  await fixture.restart()
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringMatching(/The draft main\/2026-03-12 is waiting for review\n.*nothing is posted before/s),
  ])
  await fixture.store.reviews.decide(digest, { state: 'held', hash: '0123456789ab', at: fixture.now })
  await fixture.check()
  expect(fixture.sent).toHaveLength(1)
})
