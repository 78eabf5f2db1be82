import { afterEach, beforeEach, expect, test } from 'vitest'
import { subcommands } from '../../src/commands/subcommands/index.ts'
import type { Action } from '../../src/domain/action.ts'
import { deliveryId } from '../../src/domain/delivery.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { Requester } from '../../src/domain/interaction.ts'
import { aDestination, partKey } from '../builders.ts'
import { CommandsFixture, cardsText, newestId, press, said } from './commands-fixture.ts'

/** A person of another company in the channel C1, who is named as a manager all the same. */
const visitor: Partial<Requester> = { user: 'U9', managesChannel: false, membership: 'external' }
const guest: Partial<Requester> = { user: 'U8', managesChannel: false, membership: 'guest' }
const refused = /^Only people of the workspace that runs this bot/
const section = { digest: newestId, section: '01' } as const
const subscription = 'chat-slack-c1'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
  await chat.type('subscribe publication:main at:08:30')
})
afterEach(() => chat.close())

test('a person of another company reads and searches what is posted in the channel, and nothing else', async () => {
  expect(said(await chat.type('agent', visitor))).toMatch(/\d of \d+/)
  expect(said(await chat.use({ action: 'read', digest: newestId }, visitor, 'section-01'))).not.toMatch(refused)
  expect(said(await chat.type('publication:zh 智能体', visitor))).toMatch(/no publication|There is no/i)
  const other = 'zh/2026-03-12' as DigestId
  expect(said(await chat.use({ action: 'open', digest: other, piece: partKey('section-01') }, visitor))).toMatch(
    /no longer exists/,
  )
  expect(said(await chat.type('agent', { ...visitor, channel: 'C2' }))).not.toMatch(/\d of \d+/)
  expect(said(await chat.type('publication:zh 智能体'))).toContain('智能体')
})

test.each(subcommands)('what a person of another company gets for /digest $name', async ({ name }) => {
  chat.managers = { slack: ['U9'] }
  const reply = said(await chat.type(name, visitor))
  const clicked = said(await chat.use({ action: 'command', name }, visitor))
  const isOpen = ['help', 'next', 'discussed'].includes(name)
  if (isOpen) expect([reply, clicked].join('\n')).not.toMatch(/Only people/)
  else for (const words of [reply, clicked]) expect(words).toMatch(refused)
  expect(chat.context.subscriptions.all()).toHaveLength(1)
})

const controls: readonly Action[] = [
  { action: 'report', ...section },
  { action: 'share', question: '1', offset: 0 },
  { action: 'unshare', share: '1' },
  { action: 'settle', part: '1', isThere: true },
  { action: 'subscribe', destination: subscription },
  { action: 'save', destination: subscription },
  { action: 'pause', destination: subscription },
  { action: 'resume', destination: subscription },
  { action: 'unsubscribe', destination: subscription },
]

test.each(controls)('a person of another company may not use the control $action', async (control) => {
  chat.managers = { slack: ['U9'] }
  const before = [...chat.context.subscriptions.all()]
  expect(said(await chat.use(control, visitor))).toMatch(refused)
  const values = { when: ['09:00 UTC'], publication: ['main'], until: ['tomorrow'], words: ['It is wrong'] }
  expect(said(await chat.submit(control, values, visitor))).toMatch(refused)
  expect(chat.context.subscriptions.all()).toEqual(before)
})

test('a person of another company discusses a section like the others in the channel', async () => {
  await chat.deliver(aDestination({ name: subscription, channel: 'C1' }))
  const [, message] = await chat.context.ledger.parts(deliveryId({ name: subscription }, newestId))
  const reply = await chat.use({ action: 'discuss', ...section }, visitor, '1', message?.ref)
  expect(said(reply)).not.toMatch(refused)
})

test('Home of a person of another company shows no destination, even one that they made before', async () => {
  chat.managers = {}
  await chat.type('unsubscribe')
  const home = cardsText(await chat.home({ ...visitor, user: 'U1', isDirect: true, channel: 'D1' }))
  expect(home).not.toMatch(/08:30/)
})

test('a guest reports mistakes and shares, and manages nothing unless named as a manager', async () => {
  expect(said(await chat.use({ action: 'report', ...section }, guest))).toContain('What is wrong?')
  const share = press(await chat.type('agent', guest), 'Share to channel')
  expect(said(await chat.use(share, guest))).not.toMatch(refused)
  for (const text of ['subscribe', 'export', 'pause tomorrow']) {
    expect(said(await chat.type(text, guest))).toMatch(/^Only people who manage this channel/)
  }
  chat.managers = { slack: ['U8'] }
  expect(said(await chat.type('export', guest))).toContain('destinations')
})

test('a named manager has no rights in another workspace, where another person may have the same id', async () => {
  chat.managers = { slack: ['U7'] }
  const named = { user: 'U7', managesChannel: true }
  const foreign = { ...named, workspace: 'slack:T2', channel: 'C2' } as const
  const before = chat.context.subscriptions.all().length
  await chat.type('subscribe at:08:30', foreign)
  await chat.use({ action: 'subscribe', destination: subscription }, foreign)
  await chat.use({ action: 'unsubscribe', destination: subscription }, foreign)
  expect(chat.context.subscriptions.all()).toHaveLength(before)
  chat.managers = { slack: ['slack:T2/U7'] }
  await chat.type('subscribe at:08:30', foreign)
  expect(chat.context.subscriptions.all()).toHaveLength(before + 1)
  await chat.use({ action: 'unsubscribe', destination: subscription }, named)
  expect(chat.context.subscriptions.all()).toHaveLength(before + 1)
})

test('without a default workspace, an id alone gives no rights', async () => {
  chat.managers = { slack: ['U7'] }
  Object.assign(chat.slack, { workspace: undefined })
  const before = chat.context.subscriptions.all().length
  await chat.type('subscribe at:08:30', { user: 'U7', managesChannel: true, workspace: 'slack:T2', channel: 'C2' })
  expect(chat.context.subscriptions.all()).toHaveLength(before)
})
