import { afterEach, beforeEach, expect, test } from 'vitest'
import { LedgerUnusable } from '../../src/domain/errors.ts'
import { AlertsFixture } from './alerts-fixture.ts'

let fixture: AlertsFixture
beforeEach(async () => {
  fixture = await AlertsFixture.open()
})
afterEach(() => fixture.close())

test('an unusable ledger has one alert, and another when it is usable again', async () => {
  fixture.ledgerTrouble = new LedgerUnusable('The disk is full: make some room.')
  await fixture.check()
  await fixture.check()
  fixture.ledgerTrouble = undefined
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
