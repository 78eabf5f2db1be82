import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { partId } from '../../src/commands/subcommands/resolve.ts'
import type { Action } from '../../src/domain/action.ts'
import { deliveryId } from '../../src/domain/delivery.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import { minuteMs } from '../../src/domain/duration.ts'
import type { Reply, Requester } from '../../src/domain/interaction.ts'
import { aDestination, partKey } from '../builders.ts'
import { CommandsFixture, cardsOf, newestId, press, said } from './commands-fixture.ts'

/** Resources that only the channel C1 may use, and a requester in another channel. */
const secret = 'zh/2026-03-12' as DigestId
const stranger: Partial<Requester> = { user: 'U9', channel: 'C2' }
const own = 'chat-slack-c1'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
  chat.configured = [aDestination({ name: 'board', channel: 'C1', publication: 'zh' })]
  chat.wherePosted.add('zh')
  await chat.type('subscribe publication:main at:08:30')
})
afterEach(() => chat.close())

const all = () => chat.context.subscriptions.all()
const gone = (reply: Reply) => expect(said(reply)).toMatch(/no longer exists|no digest yet/)

/** The control is used with another channel's destination, and each dialog is submitted with it. */
async function reachesNoOtherChannel(action: 'subscribe' | 'save' | 'pause' | 'resume' | 'unsubscribe') {
  const before = [...all()]
  const control = { action, destination: own }
  const replies = [
    await chat.use(control, stranger),
    await chat.use({ action, destination: 'board' }, { managesChannel: false }),
    await chat.submit(control, { when: ['09:00 UTC'], publication: ['main'], until: ['tomorrow'] }, stranger),
  ]
  expect(replies.map(({ type }) => type)).toEqual(['text', 'text', 'text'])
  expect(all()).toEqual(before)
  expect(chat.context.destinations()).toHaveLength(2)
}

/** One forgery of each control. A new control does not compile here, and the last test fails, until it has one. */
const forgeries = {
  discuss: async () => {
    await chat.deliver(aDestination({ name: 'elsewhere', channel: 'C7' }))
    const reply = await chat.use({ action: 'discuss', digest: newestId, section: '01' }, stranger, '1')
    expect(said(reply)).toMatch(/never posted in this channel/)
    const destination = aDestination({ name: 'board', channel: 'C1', publication: 'zh' })
    await chat.deliver(destination, secret)
    const id = deliveryId(destination, secret)
    const before = await chat.context.ledger.parts(id)
    const message = before.find(({ key }) => key === 'section-01')?.ref
    const mixed = await chat.use({ action: 'discuss', digest: newestId, section: '01' }, {}, '1', message)
    expect(said(mixed)).toMatch(/never posted in this channel/)
    expect(await chat.context.ledger.parts(id)).toEqual(before)
  },
  report: async () => {
    chat.reports = { platform: 'slack', channel: 'C8' }
    const send = (at: number) =>
      chat.submit({ action: 'report', digest: newestId, section: '01' }, { words: [`No. ${at}`] })
    for (let at = 0; at < 5; at += 1) expect(said(await send(at))).toMatch(/^Thank you/)
    expect(said(await send(5))).toMatch(/was not sent/)
    expect(chat.slack.transcript.filter((line) => line.includes('No. 5'))).toEqual([])
    chat.now += minuteMs
    expect(said(await send(5))).toMatch(/^Thank you/)
  },
  read: async () => gone(await chat.use({ action: 'read', digest: secret }, stranger, 'section-01')),
  open: async () => gone(await chat.use({ action: 'open', digest: secret, piece: partKey('section-01') }, stranger)),
  day: async () => {
    for (const day of [secret, 'main/9999-99-99', 'main/2026-02-30'])
      expect(said(await chat.use({ action: 'day' }, stranger, day))).toMatch(/no longer exists/)
  },
  page: async () => {
    const page = press(await chat.type('publication:zh 智能体'), 'Share to channel')
    const question = page.action === 'share' ? page.question : ''
    expect(said(await chat.use({ action: 'page', question, offset: 0 }, stranger))).toMatch(/ask again/)
    expect(said(await chat.use({ action: 'page', question: 'forged', offset: 9 }, stranger))).toMatch(/ask again/)
  },
  share: async () => {
    const hidden = press(await chat.type('publication:zh 智能体'), 'Share to channel')
    expect(said(await chat.use(hidden, stranger))).toMatch(/ask again/)
    const share = press(await chat.type('agent', stranger), 'Share to channel')
    for (let at = 0; at < 5; at += 1) await chat.confirm(await chat.use(share, stranger), stranger)
    expect(said(await chat.confirm(await chat.use(share, stranger), stranger))).toMatch(/a lot for one minute/)
  },
  unshare: async () => {
    const shared = await chat.confirm(await chat.use(press(await chat.type('agent'), 'Share to channel')))
    const back = press(shared, 'Take back')
    expect(await chat.use(back, { user: 'U9' })).toMatchObject({ type: 'text' })
    expect(await chat.use(back, { channel: 'C2' })).toMatchObject({ type: 'text' })
    expect(await chat.use({ action: 'unshare', share: 'forged' })).toMatchObject({ type: 'text' })
    const destination = aDestination({ name: 'posted', channel: 'C1' })
    await chat.deliver(destination)
    const [part] = await chat.context.ledger.parts(deliveryId(destination, newestId))
    expect(await chat.use(back, {}, '', part?.ref)).toMatchObject({ type: 'text' })
  },
  confirm: async () => {
    const ask = async () => cardsOf(await chat.type('unsubscribe')).flatMap(({ buttons }) => buttons)
    const button = (await ask())[0]
    if (!button || !('control' in button)) throw new Error('nothing is asked')
    const strangers: Partial<Requester>[] = [
      { user: 'U9' },
      { channel: 'C2' },
      { platform: 'discord' },
      { workspace: 'slack:T2' },
    ]
    for (const requester of strangers)
      expect(said(await chat.use(button.control, requester))).toMatch(/answered already/)
    chat.now += 10 * minuteMs
    expect(said(await chat.use(button.control))).toMatch(/answered already/)
    expect(all()).toHaveLength(1)
  },
  command: async () => {
    expect(said(await chat.use({ action: 'command', name: 'unsubscribe' }, stranger))).toMatch(/^No morning post/)
    const reader = { managesChannel: false }
    expect(said(await chat.use({ action: 'command', name: 'unsubscribe' }, reader))).toMatch(/^Only people who manage/)
    expect(said(await chat.use({ action: 'command', name: 'constructor' }))).toMatch(/no longer works/)
    expect(all()).toHaveLength(1)
  },
  review: async () => {
    const control = { action: 'review', verb: 'approve', digest: newestId, hash: '0123456789ab' } as const
    expect(said(await chat.use(control, stranger))).toMatch(/no longer works/)
  },
  settle: async () => {
    const destination = aDestination({ name: 'uncertain', channel: 'C7' })
    const [id, key] = [deliveryId(destination, newestId), partKey('overview')]
    const { ledger } = chat.context
    const entry = { id, destination: 'uncertain', digest: newestId, platform: 'slack', channel: 'C7', createdAt: 0 }
    await ledger.addDelivery(entry)
    await ledger.recordIntent(id, key, chat.now)
    await ledger.markUncertain(id, key)
    const forged = { action: 'settle', part: partId({ delivery: id, key }), isThere: false } as const
    expect(said(await chat.use(forged, stranger))).toMatch(/^Only people who manage/)
    expect((await ledger.parts(id)).map(({ state }) => state)).toEqual(['uncertain'])
  },
  subscribe: () => reachesNoOtherChannel('subscribe'),
  save: () => reachesNoOtherChannel('save'),
  pause: () => reachesNoOtherChannel('pause'),
  resume: () => reachesNoOtherChannel('resume'),
  unsubscribe: () => reachesNoOtherChannel('unsubscribe'),
} satisfies Record<Action['action'], () => Promise<unknown>>

test.each(Object.entries(forgeries))('a forged or replayed control "%s" is refused', async (_, forge) => {
  await forge()
})

test('a confirmed question is answered once', async () => {
  await chat.confirm(await chat.type('pause tomorrow'))
  const question = await chat.type('resume')
  expect(said(await chat.confirm(question))).toMatch(/^Resumed/)
  expect(said(await chat.confirm(question))).toMatch(/answered already/)
})

test('every control of the code is forged here', () => {
  const files = ['src/domain/action.ts', 'src/domain/review-action.ts']
  const code = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  const declared = code.matchAll(/readonly action: ((?:'\w+'(?: \| )?)+)/g)
  const names = [...declared].flatMap(([, union = '']) => union.split(' | ').map((name) => name.slice(1, -1)))
  expect(Object.keys(forgeries).toSorted()).toEqual([...new Set(names)].toSorted())
})
