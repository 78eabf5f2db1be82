import { afterEach, beforeEach, expect, test } from 'vitest'
import { LedgerUnusable } from '../../src/domain/errors.ts'
import { failureReason } from '../../src/i18n/failures.ts'
import { AlertsFixture, thursday } from './alerts-fixture.ts'

let fixture: AlertsFixture
beforeEach(async () => {
  fixture = await AlertsFixture.open()
})
afterEach(() => fixture.close())

test('an unusable ledger has one alert, and another when it is usable again', async () => {
  fixture.ledgerOutage = new LedgerUnusable('The disk is full: make some room.')
  await fixture.check()
  await fixture.check()
  fixture.ledgerOutage = undefined
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringContaining('The disk is full: make some room.'),
    expect.stringContaining('The ledger can be used again.'),
  ])
})

test('an outage of the alerts’ platform is sent to the other platform', async () => {
  fixture.up.delete('slack')
  fixture.outages = [{ platform: 'slack', reason: { text: 'Slack does not accept SLACK_BOT_TOKEN.' }, canPost: false }]
  await fixture.check()
  await fixture.check()
  expect(fixture.discord.transcript).toEqual([expect.stringContaining('Nothing can be posted to Slack')])
})

test('a source that keeps failing has one alert, and another when it can be read again', async () => {
  const state = { publication: 'main', source: 'feed:a', address: 'https://a.example/feed', nextAt: 0 }
  const failing = {
    ...state,
    failures: 4,
    failingSince: thursday - 8 * 3_600_000,
    problem: failureReason('source-status', 'a.example', '404'),
  }
  const { sourceStates } = fixture.store
  fixture.sources = ['feed:a']
  await sourceStates.save(failing)
  await sourceStates.save({ ...failing, source: 'feed:removed', failures: 9 })
  await fixture.check()
  expect(fixture.sent).toEqual([])
  await sourceStates.save({ ...failing, failures: 5 })
  await fixture.check()
  await sourceStates.save({ ...failing, failures: 6 })
  await fixture.check()
  await sourceStates.save({ ...state, failures: 0 })
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringMatching(
      /The source feed:a of “main” has not been read for 8 h.*a\.example answered 404 \(there is nothing at this address\)\./s,
    ),
    expect.stringContaining('The source feed:a can be read again'),
  ])
})
