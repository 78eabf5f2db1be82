import { expect, test } from 'vitest'
import { ThreadGone } from '../../src/domain/errors.ts'
import { aDestination, partKey } from '../builders.ts'
import { AlertsFixture } from './alerts-fixture.ts'

test('a refused part is reported once with its reason, and again when it is shown', async () => {
  const fixture = await AlertsFixture.open()
  const { id } = await fixture.addDelivery(aDestination({ name: 'research' }))
  const { ledger } = fixture.store
  const key = partKey('section-01')
  const shown = { piece: { key, identity: 'a', messages: 1 }, notice: 'refused', takeaways: [] }
  await ledger.recordIntent(id, key, fixture.now, shown)
  await ledger.recordReceipt(id, key, { platform: 'slack', channel: 'C1', message: '1' }, fixture.now)
  await ledger.markUneditable(id, key, { text: 'Discord refuses the message: a harmful link (240000)' })
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringMatching(/was refused in research\nDiscord refuses .*240000\)\nA line replaces section-01/),
  ])
  await ledger.recordEdit(id, key, { ...shown, notice: undefined, contentHash: 'b' }, fixture.now)
  await fixture.check()
  await fixture.check()
  expect(fixture.sent.slice(1)).toEqual([expect.stringContaining('What was refused in research is shown now')])
  await fixture.close()
})

test('a digest whose thread was deleted is reported once, and not promised to be tried again', async () => {
  const fixture = await AlertsFixture.open()
  const { id } = await fixture.addDelivery(aDestination({ name: 'research' }))
  await fixture.store.ledger.setState(id, 'failed', fixture.now, new ThreadGone('Slack').reason)
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringMatching(
      /was not posted to research\nIts first message or its thread was deleted in Slack.*affected\.$/,
    ),
  ])
  await fixture.close()
})
