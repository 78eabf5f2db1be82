import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DigestId } from '../../src/domain/digest.ts'
import { DestinationRefused, PlatformBusy, PlatformUnreachable } from '../../src/domain/errors.ts'
import { problemText } from '../../src/i18n/problems.ts'
import { aDestination, partKey } from '../builders.ts'
import { AlertsFixture, thursday } from './alerts-fixture.ts'

let fixture: AlertsFixture
beforeEach(async () => {
  fixture = await AlertsFixture.open()
})
afterEach(() => fixture.close())

const research = aDestination({ name: 'research' })
const hourMs = 3_600_000

test('without a problem, no alert is sent', async () => {
  await fixture.addDelivery(research)
  await fixture.check()
  expect(fixture.sent).toEqual([])
})

test('a paused destination has one alert with its reason, even if it is tried and paused again', async () => {
  await fixture.pause('research')
  await fixture.check()
  await fixture.check()
  await fixture.store.ledger.resume('research')
  await fixture.check()
  await fixture.pause('research')
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringMatching(/research is paused\nThe bot is not in the channel: invite it\./),
  ])
})

test('a resumed destination has an alert, and another pause has one again', async () => {
  await fixture.pause('research')
  await fixture.check()
  await fixture.store.ledger.resume('research')
  const { id } = await fixture.addDelivery(research)
  await fixture.store.ledger.setState(id, 'posted', fixture.now)
  await fixture.check()
  await fixture.check()
  expect(fixture.sent.slice(1)).toEqual([expect.stringContaining('research gets its post again')])
  await fixture.pause('research', 'The channel is archived.')
  await fixture.check()
  expect(fixture.sent[2]).toContain('The channel is archived.')
})

test('an alert is sent once, over a restart as well', async () => {
  await fixture.pause('research')
  await fixture.check()
  await fixture.restart()
  await fixture.check()
  expect(fixture.sent).toHaveLength(1)
})

test('hundreds at once are one message that names some and counts the rest', async () => {
  await Promise.all(Array.from({ length: 300 }, (_, count) => fixture.pause(`team-${count}`)))
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([expect.stringMatching(/300 destinations are paused[\s\S]*team-0[\s\S]*And 290 more/)])
})

const unreachable = { reasons: ['unreachable'], isExplained: true } as const
const down = { outcome: 'posted', reasons: ['not-running'], isExplained: true } as const

test('a late post has one alert with the reason, and another one when it is complete', async () => {
  const { id } = await fixture.addDelivery(research)
  await fixture.store.ledger.setDelay(id, { outcome: 'unfinished', ...unreachable })
  await fixture.check(14)
  expect(fixture.sent).toEqual([])
  await fixture.check(2)
  await fixture.check(30)
  expect(fixture.sent).toEqual([expect.stringMatching(/16 min late in research.*\nNot finished in time: Slack/)])
  await fixture.store.ledger.setDelay(id, { outcome: 'finished', lateMs: hourMs, ...unreachable })
  await fixture.store.ledger.setState(id, 'posted', thursday + hourMs)
  await fixture.check()
  await fixture.check()
  expect(fixture.sent.slice(1)).toEqual([expect.stringMatching(/was posted late to research\nFinished 1 h late/)])
})

test('a post in time has no alert', async () => {
  const { id } = await fixture.addDelivery(research)
  await fixture.store.ledger.setState(id, 'posted', thursday + 60_000)
  await fixture.check(30)
  expect(fixture.sent).toEqual([])
})

test('an uncertain part has an alert with what to look for, and buttons that resolve it', async () => {
  const { id } = await fixture.addDelivery(research)
  await fixture.store.ledger.recordIntent(id, partKey('overview'), fixture.now)
  await fixture.store.ledger.markUncertain(id, partKey('overview'))
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([expect.stringMatching(/Did “.+” arrive in research\?[\s\S]*It is there\nSend it/)])
})

test('a digest with errors has one alert, another for other errors, and one when it is fixed', async () => {
  const problem = { file: fixture.file, line: 3, column: 1, severity: 'error', rule: 'no-number' } as const
  fixture.problems = [{ ...problem, ...problemText('empty-title') }]
  fixture.isReadable = false
  await fixture.check()
  await fixture.check()
  fixture.problems = [{ ...problem, line: 9, ...problemText('duplicate-number', '01', 3) }]
  await fixture.check()
  // After a restart, the digests may not have been read yet.
  fixture.problems = []
  await fixture.check()
  fixture.isReadable = true
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringContaining(
      'digests/2026-03-12.md:3:1  error  This section has no title. Write one behind the number and the tag. (no-number)',
    ),
    expect.stringContaining('digests/2026-03-12.md:9:1'),
    expect.stringContaining('digests/2026-03-12.md can be posted now'),
  ])
})

test('a publication without new digests has one alert', async () => {
  fixture.destinations = [research]
  await fixture.check(3 * 24 * 60)
  expect(fixture.sent).toEqual([])
  await fixture.check(24 * 60)
  await fixture.check(24 * 60)
  expect(fixture.sent).toEqual([expect.stringContaining('Nothing was published in “main” for 4 days')])
})

test('a lost answer causes no second alert', async () => {
  fixture.slack.script.push('lost-after')
  await fixture.pause('research')
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toHaveLength(1)
})

test('an alert that may have been sent is not sent again, and is looked for until it is found', async () => {
  fixture.slack.script.push('lost-after')
  fixture.slack.canSay = false
  await fixture.pause('research')
  await fixture.check()
  await fixture.check()
  await fixture.restart()
  await fixture.pause('library')
  await fixture.check()
  expect(fixture.sent).toEqual([expect.stringContaining('research'), expect.stringContaining('library')])
  const doubts = fixture.logged.filter(({ message }) => message === 'an alert may or may not have arrived')
  expect(doubts).toHaveLength(1)
  fixture.slack.canSay = true
  await fixture.check()
  expect(await fixture.store.alerts.unfinished()).toEqual([])
  expect(fixture.slack.posts).toBe(2)
})

test('the same goes on in the channel of a changed configuration', async () => {
  fixture.slack.script.push(new PlatformUnreachable('slack', 'reset'))
  await fixture.pause('research')
  await fixture.check()
  fixture.settings = { ...fixture.settings, to: { platform: 'discord', channel: '77' } }
  await fixture.check()
  expect(fixture.sent).toEqual([])
  expect(fixture.discord.transcript).toEqual([expect.stringContaining('research is paused')])
})

test('a late post that is complete has one alert with the reason', async () => {
  const { id } = await fixture.addDelivery(research, thursday - 2 * hourMs, thursday)
  await fixture.check()
  expect(fixture.sent).toEqual([])
  await fixture.store.ledger.setDelay(id, { ...down, lateMs: 2 * hourMs })
  await fixture.store.ledger.setState(id, 'posted', fixture.now)
  await fixture.check()
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringMatching(/was posted late to research\nPosted 2 h late: the bot was not running/),
  ])
})

test('a delay by choice has no alert', async () => {
  const { id } = await fixture.addDelivery(research)
  await fixture.store.ledger.setDelay(id, { ...down, lateMs: 4 * hourMs, reasons: ['new-destination'] })
  await fixture.check(60)
  await fixture.store.ledger.setState(id, 'posted', fixture.now)
  await fixture.check()
  expect(fixture.sent).toEqual([])
})

test('a refused post has one alert, although it is tried again', async () => {
  const { id } = await fixture.addDelivery(research)
  await fixture.store.ledger.setState(id, 'failed', fixture.now, { text: 'Slack refuses the message: too long.' })
  await fixture.check()
  await fixture.store.ledger.retryFailed('main/2026-03-12' as DigestId)
  await fixture.check()
  await fixture.store.ledger.setState(id, 'failed', fixture.now, { text: 'Slack refuses the message: too long.' })
  await fixture.check()
  expect(fixture.sent).toEqual([
    expect.stringMatching(/was not posted to research\nSlack refuses the message: too long\./),
  ])
})

test('while the channel cannot be reached, new alerts are collected and sent later, once', async () => {
  fixture.slack.script.push(new PlatformUnreachable('slack', 'reset'))
  await fixture.pause('research')
  await fixture.check()
  await fixture.pause('library')
  await fixture.check()
  expect(fixture.sent).toEqual([expect.stringMatching(/research is paused[\s\S]*library is paused/)])
})

test('a channel that is busy is waited for', async () => {
  fixture.slack.script.push(new PlatformBusy('slack', 10))
  await fixture.pause('research')
  await fixture.check()
  expect(fixture.sent).toHaveLength(1)
})

test('a problem of the alerts’ channel is logged once, and sent nowhere', async () => {
  fixture.settings = {
    language: 'en',
    lateMinutes: 15,
    daysWithoutDigest: 3,
    to: { platform: 'slack', channel: 'C0OPS' },
  }
  fixture.slack.script.push(...Array.from({ length: 5 }, () => new DestinationRefused('The bot is not in C0OPS.')))
  await fixture.pause('research')
  for (let hours = 0; hours < 4; hours += 1) {
    await fixture.check(61)
    await fixture.check(5)
  }
  expect(fixture.sent).toEqual([])
  expect(fixture.slack.posts).toBe(4)
  expect(fixture.logged.filter(({ level }) => level === 'warn')).toEqual([
    expect.objectContaining({ fields: { code: 'destination_refused', reason: 'The bot is not in C0OPS.' } }),
  ])
  fixture.slack.script.length = 0
  await fixture.check(61)
  expect(fixture.sent).toHaveLength(1)
})
