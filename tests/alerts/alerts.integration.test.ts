import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DigestId } from '../../src/domain/digest.ts'
import { DestinationRefused, LedgerUnusable, PlatformBusy, PlatformUnreachable } from '../../src/domain/errors.ts'
import { aDestination, partKey } from '../builders.ts'
import { AlertsFixture, thursday } from './alerts-fixture.ts'

let desk: AlertsFixture
beforeEach(async () => {
  desk = await AlertsFixture.open()
})
afterEach(() => desk.close())

const research = aDestination({ name: 'research' })
const hourMs = 3_600_000

test('where all is well, nobody is told anything', async () => {
  await desk.owe(research)
  await desk.look()
  expect(desk.told).toEqual([])
})

test('a paused destination is told once, with its reason, however often it is tried and paused again', async () => {
  await desk.pause('research')
  await desk.look()
  await desk.look()
  await desk.store.ledger.resume('research')
  await desk.look()
  await desk.pause('research')
  await desk.look()
  expect(desk.told).toEqual([expect.stringMatching(/research is paused\nThe bot is not in the channel: invite it\./)])
})

test('a destination that gets its post again is told of, and should it be paused again, that too', async () => {
  await desk.pause('research')
  await desk.look()
  await desk.store.ledger.resume('research')
  const { id } = await desk.owe(research)
  await desk.store.ledger.setState(id, 'posted', desk.now)
  await desk.look()
  await desk.look()
  expect(desk.told.slice(1)).toEqual([expect.stringContaining('research gets its post again')])
  await desk.pause('research', 'The channel is archived.')
  await desk.look()
  expect(desk.told[2]).toContain('The channel is archived.')
})

test('what is told is told once over a restart, too', async () => {
  await desk.pause('research')
  await desk.look()
  await desk.restart()
  await desk.look()
  expect(desk.told).toHaveLength(1)
})

test('hundreds at once are one message that names some and counts the rest', async () => {
  await Promise.all(Array.from({ length: 300 }, (_, count) => desk.pause(`team-${count}`)))
  await desk.look()
  await desk.look()
  expect(desk.told).toEqual([expect.stringMatching(/300 destinations are paused[\s\S]*team-0[\s\S]*And 290 more/)])
})

const unreachable = { reasons: ['unreachable'], isExplained: true } as const
const down = { outcome: 'posted', reasons: ['not-running'], isExplained: true } as const

test('a post that is late is told once while it is owed, with why, and once more when it is all there', async () => {
  const { id } = await desk.owe(research)
  await desk.store.ledger.setDelay(id, { outcome: 'unfinished', ...unreachable })
  await desk.look(14)
  expect(desk.told).toEqual([])
  await desk.look(2)
  await desk.look(30)
  expect(desk.told).toEqual([expect.stringMatching(/16 min late in research.*\nNot finished in time: Slack/)])
  await desk.store.ledger.setDelay(id, { outcome: 'finished', lateMs: hourMs, ...unreachable })
  await desk.store.ledger.setState(id, 'posted', thursday + hourMs)
  await desk.look()
  await desk.look()
  expect(desk.told.slice(1)).toEqual([expect.stringMatching(/was posted late to research\nFinished 1 h late/)])
})

test('a post that went out in time is not told of', async () => {
  const { id } = await desk.owe(research)
  await desk.store.ledger.setState(id, 'posted', thursday + 60_000)
  await desk.look(30)
  expect(desk.told).toEqual([])
})

test('a part of which nobody can say is told with what to look for, and buttons that settle it', async () => {
  const { id } = await desk.owe(research)
  await desk.store.ledger.recordIntent(id, partKey('overview'), desk.now)
  await desk.store.ledger.markUncertain(id, partKey('overview'))
  await desk.look()
  await desk.look()
  expect(desk.told).toEqual([expect.stringMatching(/Did “.+” arrive in research\?[\s\S]*It is there\nSend it/)])
})

test('a digest with mistakes is told once, again when it is wrong otherwise, and when it is mended', async () => {
  const problem = { file: desk.file, line: 3, column: 1, severity: 'error', rule: 'no-number' } as const
  desk.problems = [{ ...problem, message: 'A section has no number.' }]
  desk.isReadable = false
  await desk.look()
  await desk.look()
  desk.problems = [{ ...problem, line: 9, message: 'Two sections have the number 01.' }]
  await desk.look()
  // After a restart, nobody may have read it yet.
  desk.problems = []
  await desk.look()
  desk.isReadable = true
  await desk.look()
  await desk.look()
  expect(desk.told).toEqual([
    expect.stringContaining('digests/2026-03-12.md:3:1  error  A section has no number. (no-number)'),
    expect.stringContaining('digests/2026-03-12.md:9:1'),
    expect.stringContaining('digests/2026-03-12.md can be posted now'),
  ])
})

test('a publication that falls silent is told of once', async () => {
  desk.destinations = [research]
  await desk.look(3 * 24 * 60)
  expect(desk.told).toEqual([])
  await desk.look(24 * 60)
  await desk.look(24 * 60)
  expect(desk.told).toEqual([expect.stringContaining('Nothing was published in “main” for 4 days')])
})

test('an answer that was lost is not told twice', async () => {
  desk.slack.script.push('lost-after')
  await desk.pause('research')
  await desk.look()
  await desk.look()
  expect(desk.told).toHaveLength(1)
})

test('what may or may not have been told is not told again, and looked for until it is found', async () => {
  desk.slack.script.push('lost-after')
  desk.slack.canSay = false
  await desk.pause('research')
  await desk.look()
  await desk.look()
  await desk.restart()
  await desk.pause('library')
  await desk.look()
  expect(desk.told).toEqual([expect.stringContaining('research'), expect.stringContaining('library')])
  const doubts = desk.logged.filter(({ message }) => message === 'an alert may or may not have arrived')
  expect(doubts).toHaveLength(1)
  desk.slack.canSay = true
  await desk.look()
  expect(await desk.store.alerts.unfinished()).toEqual([])
  expect(desk.slack.posts).toBe(2)
})

test('the same goes on in the channel of a changed configuration', async () => {
  desk.slack.script.push(new PlatformUnreachable('slack', 'reset'))
  await desk.pause('research')
  await desk.look()
  desk.settings = { ...desk.settings, to: { platform: 'discord', channel: '77' } }
  await desk.look()
  expect(desk.told).toEqual([])
  expect(desk.discord.transcript).toEqual([expect.stringContaining('research is paused')])
})

test('what the bot catches up with is told when it is there, once, with why it was late', async () => {
  const { id } = await desk.owe(research, thursday - 2 * hourMs, thursday)
  await desk.look()
  expect(desk.told).toEqual([])
  await desk.store.ledger.setDelay(id, { ...down, lateMs: 2 * hourMs })
  await desk.store.ledger.setState(id, 'posted', desk.now)
  await desk.look()
  await desk.look()
  expect(desk.told).toEqual([
    expect.stringMatching(/was posted late to research\nPosted 2 h late: the bot was not running/),
  ])
})

test('a destination that somebody made late by their own choice is not told of', async () => {
  const { id } = await desk.owe(research)
  await desk.store.ledger.setDelay(id, { ...down, lateMs: 4 * hourMs, reasons: ['new-destination'] })
  await desk.look(60)
  await desk.store.ledger.setState(id, 'posted', desk.now)
  await desk.look()
  expect(desk.told).toEqual([])
})

test('a post that the platform refuses is told once, though it is tried again', async () => {
  const { id } = await desk.owe(research)
  await desk.store.ledger.setState(id, 'failed', desk.now, { text: 'Slack refuses the message: too long.' })
  await desk.look()
  await desk.store.ledger.retryFailed('main/2026-03-12' as DigestId)
  await desk.look()
  await desk.store.ledger.setState(id, 'failed', desk.now, { text: 'Slack refuses the message: too long.' })
  await desk.look()
  expect(desk.told).toEqual([
    expect.stringMatching(/was not posted to research\nSlack refuses the message: too long\./),
  ])
})

test('while the channel cannot be reached, what is new is gathered and told later, once', async () => {
  desk.slack.script.push(new PlatformUnreachable('slack', 'reset'))
  await desk.pause('research')
  await desk.look()
  await desk.pause('library')
  await desk.look()
  expect(desk.told).toEqual([expect.stringMatching(/research is paused[\s\S]*library is paused/)])
})

test('a channel that is busy is waited for', async () => {
  desk.slack.script.push(new PlatformBusy('slack', 10))
  await desk.pause('research')
  await desk.look()
  expect(desk.told).toHaveLength(1)
})

test('trouble with the channel itself is logged once, and told nowhere', async () => {
  desk.settings = { language: 'en', lateMinutes: 15, daysWithoutDigest: 3, to: { platform: 'slack', channel: 'C0OPS' } }
  desk.slack.script.push(...Array.from({ length: 5 }, () => new DestinationRefused('The bot is not in C0OPS.')))
  await desk.pause('research')
  for (let hours = 0; hours < 4; hours += 1) {
    await desk.look(61)
    await desk.look(5)
  }
  expect(desk.told).toEqual([])
  expect(desk.slack.posts).toBe(4)
  expect(desk.logged.filter(({ level }) => level === 'warn')).toEqual([
    expect.objectContaining({ fields: { code: 'destination_refused', reason: 'The bot is not in C0OPS.' } }),
  ])
  desk.slack.script.length = 0
  await desk.look(61)
  expect(desk.told).toHaveLength(1)
})

test('that the ledger cannot be used is told once, and when it can be again', async () => {
  desk.ledgerTrouble = new LedgerUnusable('The disk is full: make some room.')
  await desk.look()
  await desk.look()
  desk.ledgerTrouble = undefined
  await desk.look()
  await desk.look()
  expect(desk.told).toEqual([
    expect.stringContaining('The disk is full: make some room.'),
    expect.stringContaining('The ledger can be used again.'),
  ])
})

test('that the platform of the channel is down is told on the other one', async () => {
  desk.up.delete('slack')
  desk.outages = [{ platform: 'slack', reason: { text: 'Slack does not accept SLACK_BOT_TOKEN.' }, canPost: false }]
  await desk.look()
  await desk.look()
  expect(desk.discord.transcript).toEqual([expect.stringContaining('Nothing can be posted to Slack')])
})
