import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Action } from '../../../src/domain/action.ts'
import type { Reply } from '../../../src/domain/interaction.ts'
import { dueDigest } from '../../../src/scheduler/due.ts'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, press, said } from '../commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

const made = () => chat.context.subscriptions.all().map(({ destination }) => destination)
const save: Action = { action: 'save', destination: '' }
const filled = {
  publication: ['main'],
  when: ['09:15 America/New_York'],
  days: ['mon', 'fri'],
  tags: ['Agent'],
  layout: ['thread'],
}

function formOf(reply: Reply) {
  if (reply.type !== 'form') throw new Error(`a dialog was expected, not ${said(reply)}`)
  return reply.form
}

test('without details a dialog asks, filled in with what is usual here', async () => {
  const form = formOf(await chat.type('subscribe'))
  expect(form).toMatchObject({
    control: save,
    submit: 'Subscribe',
    fields: [
      { name: 'publication', options: [{ value: 'main' }, { value: 'zh' }], chosen: ['main'] },
      { name: 'when', value: '08:30 Europe/London' },
      { name: 'days', chosen: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], several: true },
      { name: 'tags', chosen: [], several: true },
      { name: 'layout', chosen: ['thread'] },
    ],
  })
  expect(form.fields.length).toBeLessThanOrEqual(5)
})

test('what another workspace posts to a channel that both share is not posted there twice', async () => {
  const guest = { workspace: 'slack:T2', user: 'U2' } as const
  chat.configured = [aDestination({ name: 'host', channel: 'C1', workspace: 'slack:T1' })]
  const words = '“main” comes to this channel already, from another workspace that shares it.'
  expect(said(await chat.type('subscribe at:10:00', guest))).toBe(words)
  expect(made()).toEqual([])
  expect(said(await chat.type('subscribe publication:zh', guest))).toContain('Subscribed')
  // Readers are not notified of posts in other channels.
  expect(said(await chat.type('subscribe at:10:00', { ...guest, channel: 'C2' }))).toContain('Subscribed')
  expect(made().map(({ name }) => name)).toEqual(['chat-slack-c1', 'chat-slack-c2'])
})

test('the dialog makes a subscription of this channel', async () => {
  const reply = await chat.submit(save, filled)
  expect(said(reply)).toBe(
    'Subscribed. The morning post comes here at 09:15 (America/New_York); the latest digest is on its way.',
  )
  expect(made()).toEqual([
    {
      name: 'chat-slack-c1',
      platform: 'slack',
      channel: 'C1',
      publication: 'main',
      at: '09:15',
      until: '24:00',
      timezone: 'America/New_York',
      days: ['mon', 'fri'],
      skip: new Set(),
      edition: 'today',
      catchUp: 1,
      welcomeDays: 3,
      layout: 'thread',
      discussion: 'on-click',
      tags: ['Agent', '智能体'],
      mute: [],
    },
  ])
  expect(chat.context.subscriptions.all()[0]).toMatchObject({ madeBy: 'U1' })
})

test('details on the line need no dialog', async () => {
  await chat.type(
    'subscribe at:7am timezone:tokyo days:weekdays layout:overview publication:zh discussion:off tag:训练优化',
  )
  expect(made()).toMatchObject([
    {
      publication: 'zh',
      at: '07:00',
      timezone: 'Asia/Tokyo',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      layout: 'overview',
      discussion: 'off',
      tags: ['Training', '训练优化'],
    },
  ])
})

test('an hour alone is enough', async () => {
  await chat.type('subscribe 18:45')
  expect(made()).toMatchObject([{ at: '18:45', timezone: 'Europe/London' }])
})

test('the first digest comes at once', async () => {
  await chat.type('subscribe at:23:00')
  expect(chat.wakes).toBe(1)
  const [destination] = made()
  const past = { firstSeen: chat.now, served: new Set<never>(), published: chat.context.repository.days('main') }
  const due = destination && dueDigest(chat.now, destination, past)
  expect(due).toMatchObject({ digest: '2026-03-11', reason: 'welcome' })
})

test('who has no time zone gets the channel’s, else the server’s', async () => {
  const nowhere = { timezone: 'Nowhere/Atall' }
  chat.configured = [aDestination({ name: 'file', publication: 'zh', timezone: 'Asia/Shanghai' })]
  await chat.type('subscribe publication:main', nowhere)
  chat.configured = [aDestination({ channel: 'C9', timezone: 'Europe/Paris' })]
  await chat.type('subscribe publication:main', { ...nowhere, channel: 'C2' })
  expect(made().map(({ timezone }) => timezone)).toEqual(['Asia/Shanghai', 'Europe/Paris'])
})

test.each([
  ['subscribe at:25:00', '“25:00” is not a time of day. Write it as 08:30.'],
  ['subscribe 25:00', '“25:00” is not a time of day. Write it as 08:30.'],
  ['subscribe timezone:Europe/Berlni', '“Europe/Berlni” is not a time zone. Did you mean Europe/Berlin?'],
  ['subscribe timezone:+02:00', '“+02:00” is not a time zone. Did you mean Europe/Athens?'],
  [
    'subscribe days:someday',
    '“someday” names no days. Write mon, tue, wed, thu, fri, sat, sun, or weekdays, or daily.',
  ],
  ['subscribe layout:forum', '“forum” is not a layout here. Choose one of thread, sections, overview.'],
  ['subscribe publication:sports', 'There is no publication “sports”. There are: main, zh.'],
  ['subscribe tags:Agents', 'Nothing is tagged “Agents”. Did you mean Agent?'],
  [
    'subscribe tag:qqqqqqqqqqqqqqqqqqqqqqqq',
    'Nothing is tagged “qqqqqqqqqqqqqqqqqqqqqqqq”. Leave it out for all topics.',
  ],
  ['subscribe discussion:maybe', '“maybe” is not a way to discuss. Choose one of on-click, on-post, off.'],
])('%s is refused with what would do', async (text, sentence) => {
  // Buttons with similar time zones may follow.
  expect(said(await chat.type(text)).split('\n')[0]).toBe(sentence)
  expect(made()).toEqual([])
})

test('refusals are in the reader’s language', async () => {
  expect(said(await chat.type('subscribe at:25:00', { language: 'zh-CN' }))).toBe(
    '“25:00”不是有效的时间，请写成 08:30。',
  )
})

test('subscribing again changes what is here, and brings nothing twice', async () => {
  await chat.type('subscribe at:08:00')
  const [first] = made()
  if (!first) throw new Error('nothing was made')
  await chat.deliver(first)
  expect(said(await chat.confirm(await chat.type('subscribe at:10:00')))).toBe(
    'Saved. The morning post comes here at 10:00 (Europe/London).',
  )
  expect(made()).toEqual([{ ...first, at: '10:00' }])
})

test('another publication is another subscription', async () => {
  await chat.type('subscribe publication:main')
  await chat.type('subscribe publication:zh')
  expect(made().map(({ name, publication }) => [name, publication])).toEqual([
    ['chat-slack-c1', 'main'],
    ['chat-slack-c1-2', 'zh'],
  ])
})

test('people who subscribe a channel at the same time lose no setting, and nothing comes twice', async () => {
  const { subscriptions } = chat.context
  const keep = subscriptions.save.bind(subscriptions)
  subscriptions.save = async (subscription) => {
    for (let turn = 0; turn < 20; turn += 1) await setImmediate()
    await keep(subscription)
  }
  await Promise.all([
    chat.type('subscribe publication:main'),
    chat.type('subscribe publication:zh', { user: 'U2' }),
    chat.submit(save, filled, { user: 'U3' }),
  ])
  expect(made().map(({ publication }) => publication)).toEqual(['main', 'zh'])
})

test('a channel does not get the same publication from the file and from chat', async () => {
  chat.configured = [aDestination({ name: 'research' })]
  expect(said(await chat.type('subscribe at:08:30'))).toMatch(/^“main” is set in the configuration file/)
  expect(made()).toEqual([])
})

test('the dialog offers what the file does not bring here yet, and nothing when it brings all', async () => {
  chat.configured = [aDestination({ name: 'research' })]
  expect(formOf(await chat.type('subscribe')).fields[0]).toMatchObject({ chosen: ['zh'] })
  chat.configured = [...chat.configured, aDestination({ name: 'papers', publication: 'zh' })]
  expect(said(await chat.type('subscribe'))).toMatch(/^“main” is set in the configuration file/)
})

test('a subscription does not become a double of another one', async () => {
  await chat.type('subscribe publication:main')
  await chat.type('subscribe publication:zh')
  const control: Action = { action: 'save', destination: 'chat-slack-c1-2' }
  expect(said(await chat.submit(control, filled))).toMatch(/“main” comes to this channel already/)
  expect(made().map(({ publication }) => publication)).toEqual(['main', 'zh'])
})

test('in a direct message there is no channel to subscribe', async () => {
  const direct = { isDirect: true, channel: 'D1' }
  expect(said(await chat.type('subscribe', direct))).toBe('Type this in the channel it is about.')
  expect(said(await chat.submit(save, filled, direct))).toBe('Type this in the channel it is about.')
  expect(made()).toEqual([])
})

test('the dialog that changes a subscription shows what is set and keeps the rest', async () => {
  await chat.type('subscribe at:07:00 discussion:on-post tag:agent days:mon,tue')
  const form = formOf(await chat.use(press(await chat.type('settings'), 'Change')))
  expect(form).toMatchObject({ control: { action: 'save', destination: 'chat-slack-c1' }, submit: 'Save' })
  expect(form.fields).toMatchObject([
    {},
    { value: '07:00 Europe/London' },
    { chosen: ['mon', 'tue'] },
    { chosen: ['Agent'] },
    {},
  ])
  await chat.submit(form.control, { ...filled, days: [], tags: [] })
  expect(made()).toMatchObject([{ discussion: 'on-post', tags: [], layout: 'thread' }])
  expect(made()[0]?.days).toHaveLength(7)
})

test('a subscription carries its workspace, unless that is the one of the token in the environment', async () => {
  Object.assign(chat.slack, { workspace: 'slack:T1' })
  for (const [channel, workspace] of [
    ['C1', 'slack:T1'],
    ['C2', 'slack:T2'],
  ] as const) {
    await chat.type('subscribe at:07:05', { channel, workspace })
  }
  await chat.type('subscribe at:07:05', { platform: 'discord', channel: '3', workspace: 'discord:7' })
  const made = chat.context.subscriptions.all().map(({ destination: { channel, workspace } }) => [channel, workspace])
  expect(made).toEqual([
    ['C1', undefined],
    ['C2', 'slack:T2'],
    ['3', 'discord:7'],
  ])
})
