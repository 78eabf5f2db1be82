import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearNotified, notifyOwner } from '../../../src/commands/subscriptions/notify-owner.ts'
import { DestinationRefused } from '../../../src/domain/errors.ts'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, cardsText, press, said } from '../commands-fixture.ts'

const name = 'chat-slack-c1'
const reason = 'The bot is not in the Slack channel C1: invite the bot there with /invite'

let rig: CommandsFixture
beforeEach(async () => {
  rig = await CommandsFixture.open()
  await rig.type('subscribe at:08:30')
})
afterEach(() => rig.close())

const tell = (why = reason) => notifyOwner(name, why, rig.context)
const told = () => rig.slack.whispers.map(({ user, cards }) => `${user}: ${cardsText(cards)}`)

test('whoever subscribed is told in private, with the reason and a way to resume', async () => {
  await tell()
  expect(told()).toEqual([
    `U1: A morning post is paused\nYou subscribed the channel #C1 to “main”, and it cannot be posted there:\n${reason}\nResume`,
  ])
})

test('they are told once of one reason, and again of another', async () => {
  await tell()
  await tell()
  expect(told()).toHaveLength(1)
  await tell('The channel is archived.')
  expect(told()).toHaveLength(2)
})

test('the button in the direct message resumes it, and only for them', async () => {
  await rig.context.ledger.pause(name, { reason, at: rig.now })
  await tell()
  const button = press(rig.slack.whispers[0]?.cards ?? [], 'Resume')
  const direct = { isDirect: true, channel: 'D1' }
  await rig.use(button, { ...direct, user: 'U2' })
  expect((await rig.context.ledger.pauses()).has(name)).toBe(true)
  expect(said(await rig.confirm(await rig.use(button, direct), direct))).toMatch(/^Resumed/)
  expect((await rig.context.ledger.pauses()).has(name)).toBe(false)
})

test('once resumed or served again, they are told anew', async () => {
  await tell()
  await rig.confirm(await rig.type('resume'))
  await tell()
  await clearNotified(name, rig.context)
  await tell()
  expect(told()).toHaveLength(3)
})

test('a subscription stays paused as it was set, whatever was told', async () => {
  await rig.confirm(await rig.type('pause tomorrow'))
  const pausedUntil = rig.context.subscriptions.all()[0]?.pausedUntil
  await tell()
  await clearNotified(name, rig.context)
  expect(rig.context.subscriptions.all()).toMatchObject([{ pausedUntil }])
})

test('who cannot be written to holds up nothing', async () => {
  rig.slack.script.push(new DestinationRefused('They do not allow messages.'))
  await tell()
  expect(told()).toEqual([])
})

test('of the file’s destinations nobody is told: nobody made them in chat', async () => {
  rig.configured = [aDestination({ name: 'research' })]
  await notifyOwner('research', reason, rig.context)
  await clearNotified('research', rig.context)
  expect(told()).toEqual([])
})

test('who subscribed to a Chinese publication is told in Chinese', async () => {
  await rig.confirm(await rig.type('settings publication:zh'))
  await tell()
  expect(told()[0]).toContain('无法发布')
})
