import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliveryId } from '../../../src/domain/delivery.ts'
import type { Destination } from '../../../src/domain/destination.ts'
import type { DigestId } from '../../../src/domain/digest.ts'
import { aDestination, day, partKey } from '../../builders.ts'
import { CommandsFixture, newestId, said } from '../commands-fixture.ts'
import { linksOf } from '../reply-content.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

/** A destination of the file, asked about on a Thursday at nine. */
function configured(rest: Partial<Destination> = {}): Destination {
  const destination = aDestination({ timezone: 'Europe/London', ...rest })
  chat.configured = [destination]
  return destination
}

async function addPending(destination: Destination, begun = false) {
  const { name, platform, channel } = destination
  const id = deliveryId(destination, newestId)
  await chat.context.ledger.addDelivery(
    { id, destination: name, digest: newestId, platform, channel, createdAt: chat.now },
    begun,
  )
  return id
}

const next = async () => said(await chat.type('next'))

test('where nothing comes, it says how to get it', async () => {
  expect(await next()).toMatch(/No morning post comes to this channel. Type \/digest subscribe/)
})

test('posted already, with the link', async () => {
  await chat.deliver(configured())
  const reply = await chat.type('next')
  expect(said(reply)).toMatch(/^Next post\nToday’s is here already\. The next one waits for its digest, and comes on /)
  expect(linksOf(reply)).toEqual(['https://memory.example/1'])
})

test('a manager who asks elsewhere gets a link only into a channel that every member may read', async () => {
  chat.managers = { slack: ['U1'] }
  await chat.deliver(configured({ channel: 'C9' }))
  const direct = { isDirect: true, channel: 'D1' }
  expect(linksOf(await chat.type('next', direct))).toEqual(['https://memory.example/1'])
  chat.slack.closed.add('C9')
  expect(linksOf(await chat.type('next', direct))).toEqual([])
  expect(said(await chat.type('next', direct))).toContain('#C9 · main · Today’s is here already.')
})

test('the next posting time is in the reader’s time zone', async () => {
  await chat.deliver(configured({ at: '23:30', timezone: 'America/New_York', days: ['fri'] }))
  expect(await next()).toContain(
    'The next one waits for its digest, and comes on Saturday 14 March 2026 03:30 (Europe/London) at the earliest.',
  )
  expect(said(await chat.type('next', { timezone: 'Asia/Tokyo', language: 'zh' }))).toMatch(
    /下一期的日报还没有出来，最早于2026年3月14日星期六 12:30（Asia\/Tokyo）发布。/,
  )
})

test('not yet its hour', async () => {
  configured({ at: '10:00' })
  expect(await next()).toContain('Today’s comes later today. The next one comes on Thursday 12 March 2026 10:00')
})

test('no digest yet', async () => {
  chat.now += 86_400_000
  configured()
  expect(await next()).toContain('no digest for today yet')
})

test('under way, perhaps waiting for a rate limit', async () => {
  const destination = configured()
  expect(await next()).toContain('on its way')
  await addPending(destination, true)
  expect(await next()).toContain('on its way; it may be waiting for a rate limit')
})

test('uncertain whether it arrived', async () => {
  const id = await addPending(configured(), true)
  await chat.context.ledger.recordIntent(id, partKey('overview'), chat.now)
  await chat.context.ledger.markUncertain(id, partKey('overview'))
  expect(await next()).toContain('It is unknown whether all of today’s arrived')
})

test('a day off', async () => {
  configured({ days: ['mon', 'fri'] })
  expect(await next()).toContain(
    'nothing comes on a Thursday. The next one waits for its digest, and comes on Friday 13 March',
  )
})

test('a skipped date', async () => {
  configured({ skip: new Set([day('2026-03-12')]) })
  expect(await next()).toContain('this date is skipped here')
})

test('too late', async () => {
  configured({ at: '07:00', until: '08:00' })
  expect(await next()).toContain('too late for today: nothing is posted here after 08:00')
})

test('no day is left', async () => {
  chat.configured = [{ ...configured(), days: [] }]
  expect(await next()).toContain('There is no posting day within a year.')
})

test('not invited, and what to do about it', async () => {
  const destination = configured()
  const reason = 'The bot is not in the Slack channel C1: invite the bot there with /invite'
  await chat.context.ledger.pause(destination.name, { reason: { text: reason }, at: chat.now })
  expect(await next()).toContain(`It is paused: ${reason}`)
})

test('refused, with the reason', async () => {
  const id = await addPending(configured())
  await chat.context.ledger.setState(id, 'failed', chat.now, { text: 'Slack refuses the message: too long' })
  expect(await next()).toContain('Slack refuses the message: too long')
})

test('paused by hand until a day, after which it goes on', async () => {
  await chat.type('subscribe at:08:30')
  await chat.confirm(await chat.type('pause until 2026-03-20'))
  expect(await next()).toContain(
    'It is paused until Friday 20 March 2026. The next one waits for its digest, and comes on Friday 20 March 2026 08:30 (Europe/London) at the earliest.',
  )
})

test('before the time of a post without a digest, nothing is promised', async () => {
  configured({ at: '12:00' })
  chat.now = Date.parse('2026-03-13T09:00:00Z')
  expect(await next()).toContain(
    'There is no digest for today yet; it is posted as soon as there is one. The next one waits for its digest',
  )
})

test('of several destinations each has its line', async () => {
  chat.configured = [aDestination({ name: 'news' }), aDestination({ name: 'papers', publication: 'zh', at: '12:00' })]
  expect(await next()).toMatch(/#C1 · main · .*\n#C1 · zh · Today’s comes/)
})

test('in a direct message, all that the reader manages', async () => {
  configured({ channel: 'C9' })
  expect(said(await chat.type('next', { isDirect: true, channel: 'D1' }))).toBe('Type this in the channel it is about.')
  chat.managers = { slack: ['U1'] }
  expect(said(await chat.type('next', { isDirect: true, channel: 'D1' }))).toContain('#C9 · main · ')
})

test('waiting for review, or held by a reviewer', async () => {
  chat.now += 86_400_000
  configured()
  const digest = 'main/2026-03-13' as DigestId
  const { reviews } = chat.context
  await reviews.ask(digest, '0123456789ab', chat.now)
  expect(await next()).toMatch(/Today’s is waiting for review; it is posted as soon as it is approved\./)
  expect(said(await chat.type('next', { language: 'zh' }))).toContain('正在等待审阅')
  expect(JSON.stringify(await chat.home())).toContain('waiting for review')
  await reviews.decide(digest, { state: 'held', hash: '0123456789ab', at: chat.now })
  expect(await next()).toMatch(/A reviewer held its draft, so nothing is posted\./)
})

test('where the bot is not, every command that is about a channel says so', async () => {
  const outside = { platform: 'discord', isDirect: true, isOutside: true, channel: '9', managesChannel: false } as const
  for (const text of [
    'subscribe',
    'subscribe at:08:00',
    'settings',
    'pause',
    'resume',
    'unsubscribe',
    'export',
    'next',
  ])
    expect([text, said(await chat.type(text, outside))]).toEqual([
      text,
      'Morning Post was not added here, so it can post nothing here: it only answers you. Type this in a channel of a server that it was added to.',
    ])
})
