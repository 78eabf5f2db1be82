import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Action } from '../../../src/domain/action.ts'
import type { Requester } from '../../../src/domain/interaction.ts'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, cardsOf, press, said } from '../commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

const all = () => chat.context.subscriptions.all()
const mine = 'chat-slack-c1'

test('settings show what comes here, with buttons', async () => {
  await chat.type('subscribe at:08:30 days:mon,wed tag:agent')
  const reply = await chat.type('settings')
  expect(cardsOf(reply)[0]?.meta).toBe(
    'main · 08:30 Europe/London · Mon, Wed · everything in one thread · Agent, 智能体',
  )
  expect(said(reply)).toMatch(/Change\nPause\nUnsubscribe$/)
})

test('settings change what is named', async () => {
  await chat.type('subscribe at:08:30')
  const question = await chat.type('settings at:09:45')
  expect(said(question)).toMatch(/^Change the posts here to: main · 09:45 Europe\/London .*\?\nSave$/)
  expect(all()[0]?.destination).toMatchObject({ at: '08:30' })
  expect(said(await chat.confirm(question))).toMatch(/^Saved/)
  expect(all()[0]?.destination).toMatchObject({ at: '09:45', timezone: 'Europe/London' })
})

test('the file’s destinations are shown, and only there to be read', async () => {
  chat.configured = [aDestination({ name: 'research' })]
  const reply = await chat.type('settings')
  expect(said(reply)).toContain(
    '“main” is set in the configuration file for this channel, and can only be changed there.',
  )
  expect(cardsOf(reply).flatMap(({ buttons }) => buttons)).toEqual([])
  for (const text of ['unsubscribe', 'pause until tomorrow', 'resume']) {
    expect(said(await chat.type(text))).toMatch(/^“main” is set in the configuration file/)
  }
  const forged: Action = { action: 'unsubscribe', destination: 'research' }
  expect(said(await chat.use(forged))).toMatch(/^“main” is set/)
  expect(said(await chat.use({ ...forged, action: 'subscribe' }))).toMatch(/^“main” is set/)
})

test('what is not paused cannot be resumed, and is not asked about', async () => {
  await chat.type('subscribe at:08:30')
  expect(said(await chat.type('resume'))).toBe('“main” is not paused here, so there is nothing to resume.')
  await chat.confirm(await chat.type('pause until tomorrow'))
  expect(said(await chat.type('resume'))).toMatch(/^Post “main” here again from now on/)
  chat.now += 2 * 86_400_000
  expect(said(await chat.type('resume'))).toMatch(/^“main” is not paused here/)
})

test('unsubscribing ends it', async () => {
  await chat.type('subscribe at:08:30')
  const question = await chat.use(press(await chat.type('settings'), 'Unsubscribe'))
  expect(said(question)).toBe('Post “main” here no more?\nUnsubscribe')
  expect(all()).toHaveLength(1)
  expect(said(await chat.confirm(question))).toMatch(/^Unsubscribed/)
  expect(all()).toEqual([])
  expect(said(await chat.type('unsubscribe'))).toMatch(/^No morning post comes to this channel/)
})

test.each([
  ['pause until 2026-03-20', '2026-03-20T08:30:00Z'],
  ['pause next friday', '2026-03-20T08:30:00Z'],
  ['pause until:2026-03-20', '2026-03-20T08:30:00Z'],
  ['暂停 到3月20日', '2026-03-20T08:30:00Z'],
  ['pause june 1', '2026-06-01T07:30:00Z'],
])('%s lasts until the hour of that day', async (text, until) => {
  await chat.type('subscribe at:08:30')
  const question = await chat.type(text)
  expect(all()[0]?.pausedUntil).toBeUndefined()
  expect(said(await chat.confirm(question))).toMatch(/^Paused. The morning post comes back on /)
  expect(all()[0]?.pausedUntil).toBe(Date.parse(until))
})

test.each([
  ['en-GB', 'Saturday 5 December 2026'],
  ['en-US', 'Tuesday, May 12, 2026'],
])('who reads %s pauses in the order of their country, and reads the whole date', async (language, day) => {
  await chat.type('subscribe at:08:30')
  expect(said(await chat.type('pause until 05/12', { language }))).toContain(day)
})

test('without a day, a dialog asks for it', async () => {
  await chat.type('subscribe at:08:30')
  const reply = await chat.use(press(await chat.type('settings'), 'Pause'))
  if (reply.type !== 'form') throw new Error('a dialog was expected')
  await chat.submit(reply.form.control, { until: ['tomorrow'] })
  expect(all()[0]?.pausedUntil).toBe(Date.parse('2026-03-13T08:30:00Z'))
})

test.each(['yesterday', 'today', '2026-03-01'])('a pause until %s makes no sense', async (day) => {
  await chat.type('subscribe at:08:30')
  expect(said(await chat.type(`pause ${day}`))).toBe(
    `“${day}” is not a future day. Write a date such as 2026-12-27, or next monday.`,
  )
  expect(all()[0]?.pausedUntil).toBeUndefined()
})

test('resuming ends a pause of a user or of the bot, and wakes the scheduler', async () => {
  await chat.type('subscribe at:08:30')
  await chat.confirm(await chat.type('pause tomorrow'))
  await chat.context.ledger.pause(mine, { reason: { text: 'not invited' }, at: chat.now })
  const wakes = chat.wakes
  const question = await chat.use(press(await chat.type('settings'), 'Resume'))
  expect(all()[0]?.pausedUntil).toBeDefined()
  expect(said(await chat.confirm(question))).toMatch(/^Resumed/)
  expect(all()[0]).toEqual({ destination: expect.anything(), madeBy: 'U1' })
  expect((await chat.context.ledger.pauses()).size).toBe(0)
  expect(chat.wakes).toBe(wakes + 1)
})

test('of several subscriptions, the one that is meant is asked for', async () => {
  await chat.type('subscribe publication:main')
  await chat.type('subscribe publication:zh')
  const reply = await chat.type('unsubscribe')
  expect(all()).toHaveLength(2)
  expect(cardsOf(reply)).toHaveLength(2)
  await chat.confirm(await chat.use(press(cardsOf(reply).slice(1), 'Unsubscribe')))
  expect(all().map(({ destination }) => destination.publication)).toEqual(['main'])
})

const commands = [
  'subscribe',
  'subscribe at:09:00',
  'settings at:09:00',
  'unsubscribe',
  'pause tomorrow',
  'resume',
  'export',
]
const actions = ['subscribe', 'save', 'pause', 'resume', 'unsubscribe'] as const

async function expectNothingChanges(requester: Partial<Requester>, refusal: RegExp) {
  const before = [...all()]
  for (const text of commands) expect(said(await chat.type(text, requester)), text).toMatch(refusal)
  for (const action of actions) {
    const control = { action, destination: mine }
    const values = { when: ['09:00 UTC'], until: ['tomorrow'] }
    if (action !== 'save') expect(said(await chat.use(control, requester)), action).toMatch(refusal)
    if (action === 'save' || action === 'pause') {
      expect(said(await chat.submit(control, values, requester)), action).toMatch(refusal)
    }
  }
  expect(all()).toEqual(before)
}

test('only who manages the channel changes anything, by command, button or dialog', async () => {
  await chat.type('subscribe at:08:30')
  await expectNothingChanges({ managesChannel: false }, /^Only people who manage this channel/)
})

test('who may not change the settings still sees them, without buttons', async () => {
  await chat.type('subscribe at:08:30')
  const reply = await chat.type('settings', { managesChannel: false })
  expect(said(reply)).toContain('08:30 Europe/London')
  expect(cardsOf(reply).flatMap(({ buttons }) => buttons)).toEqual([])
})

test('where managers are named, only they may', async () => {
  chat.managers = { slack: ['U7'] }
  await chat.type('subscribe at:08:30', { user: 'U7', managesChannel: false })
  expect(all()).toHaveLength(1)
  await expectNothingChanges({ user: 'U1', managesChannel: true }, /^Only people who manage this channel/)
})

test('a role may be named as well', async () => {
  chat.managers = { discord: ['900'] }
  const member = { platform: 'discord', channel: '100', managesChannel: false } as const
  await chat.type('subscribe at:08:30', { ...member, roles: ['1'] })
  expect(all()).toEqual([])
  await chat.type('subscribe at:08:30', { ...member, roles: ['1', '900'] })
  expect(all()).toHaveLength(1)
})

test('a forged button reaches into no other channel, nor from another platform or a direct message', async () => {
  await chat.type('subscribe at:08:30')
  const before = [...all()]
  const elsewhere: Partial<Requester>[] = [
    { channel: 'C2' },
    { platform: 'discord' },
    { platform: 'discord', isDirect: true, channel: 'D1' },
    { isDirect: true, channel: 'D2', user: 'U2' },
  ]
  for (const requester of elsewhere) {
    for (const action of actions) {
      const control = { action, destination: mine }
      const values = { publication: ['main'], when: ['09:00 UTC'], until: ['tomorrow'] }
      await chat.use(control, requester)
      await chat.submit(control, values, requester)
      expect(all()).toEqual(before)
    }
  }
})

test('in a direct message there is no channel to manage', async () => {
  const direct = { isDirect: true, channel: 'D1' }
  for (const text of ['settings', 'unsubscribe', 'pause tomorrow', 'resume', 'export']) {
    expect(said(await chat.type(text, direct)), text).toBe('Type this in the channel it is about.')
  }
})

test('a dialog of an older version is answered', async () => {
  expect(said(await chat.submit({ action: 'day' }, {}))).toMatch(/ask again/)
})
