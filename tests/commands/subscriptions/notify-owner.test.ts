import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearNotified, notifyOwner } from '../../../src/commands/subscriptions/notify-owner.ts'
import { DestinationRefused } from '../../../src/domain/errors.ts'
import { LaneLost } from '../../../src/domain/lane.ts'
import { guardPlatform } from '../../../src/lanes/guarded-platform.ts'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, cardsText, press, said } from '../commands-fixture.ts'

const name = 'chat-slack-c1'
const reason = 'The bot is not in the Slack channel C1: invite the bot there with /invite'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
  await chat.type('subscribe at:08:30')
})
afterEach(() => chat.close())

const tell = (why = reason) => notifyOwner(name, { text: why }, chat.context)
const told = () => chat.slack.whispers.map(({ user, cards }) => `${user}: ${cardsText(cards)}`)

test('the owner is notified in private, with the reason and a way to resume', async () => {
  await tell()
  expect(told()).toEqual([
    `U1: A morning post is paused\nYou subscribed the channel #C1 to “main”, and it cannot be posted there:\n${reason}\nResume`,
  ])
})

test('they are notified once for each reason', async () => {
  await tell()
  await tell()
  expect(told()).toHaveLength(1)
  await tell('The channel is archived.')
  expect(told()).toHaveLength(2)
})

test('the button in the direct message resumes it, and only for them', async () => {
  await chat.context.ledger.pause(name, { reason: { text: reason }, at: chat.now })
  await tell()
  const button = press(chat.slack.whispers[0]?.cards ?? [], 'Resume')
  const direct = { isDirect: true, channel: 'D1' }
  await chat.use(button, { ...direct, user: 'U2' })
  expect((await chat.context.ledger.pauses()).has(name)).toBe(true)
  expect(said(await chat.confirm(await chat.use(button, direct), direct))).toMatch(/^Resumed/)
  expect((await chat.context.ledger.pauses()).has(name)).toBe(false)
})

test('once resumed or posted again, the owner is notified again', async () => {
  await chat.context.ledger.pause(name, { reason: { text: reason }, at: chat.now })
  await tell()
  await chat.confirm(await chat.type('resume'))
  await tell()
  await clearNotified(name, chat.context)
  await tell()
  expect(told()).toHaveLength(3)
})

test('a notification leaves the pause as it was set', async () => {
  await chat.confirm(await chat.type('pause tomorrow'))
  const pausedUntil = chat.context.subscriptions.all()[0]?.pausedUntil
  await tell()
  await clearNotified(name, chat.context)
  expect(chat.context.subscriptions.all()).toMatchObject([{ pausedUntil }])
})

test('who cannot be written to holds up nothing', async () => {
  chat.slack.script.push(new DestinationRefused('They do not allow messages.'))
  await tell()
  expect(told()).toEqual([])
})

test('destinations of the file have no owner to notify', async () => {
  chat.configured = [aDestination({ name: 'research' })]
  await notifyOwner('research', { text: reason }, chat.context)
  await clearNotified('research', chat.context)
  expect(told()).toEqual([])
})

test('the owner of a subscription to a Chinese publication is notified in Chinese', async () => {
  await chat.confirm(await chat.type('settings publication:zh'))
  await tell()
  expect(told()[0]).toContain('无法发布')
})

test('only the machine that posts in the channel notifies, and another one says nothing', async () => {
  const lost = () => {
    throw new LaneLost('slack:default')
  }
  const late = { ...chat.context, storesFor: lost }
  await notifyOwner(name, { text: reason }, late)
  expect(chat.context.subscriptions.all()[0]?.notified).toBeUndefined()
  const guarded = { ...chat.context, platformFor: () => guardPlatform(chat.slack, 'slack:default', { send: lost }) }
  await notifyOwner(name, { text: reason }, guarded)
  expect(told()).toEqual([])
})
