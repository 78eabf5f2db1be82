import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Action } from '../../../src/domain/action.ts'
import { sentence } from '../../../src/domain/build.ts'
import type { MessageRef } from '../../../src/domain/delivery.ts'
import { Ambiguous, DestinationRefused, PlatformBusy } from '../../../src/domain/errors.ts'
import type { Reply, Requester } from '../../../src/domain/interaction.ts'
import { LaneLost } from '../../../src/domain/lane.ts'
import type { Posting, SendAttempts } from '../../../src/domain/platform.ts'
import { guardPlatform } from '../../../src/lanes/guarded-platform.ts'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, cardsOf, cardsText, newestId, said } from '../commands-fixture.ts'

const control: Action = { action: 'report', digest: newestId, section: '02' }
const thanks = 'Thank you. Your report is with the people who make this digest.'
const noted = 'Thank you. Your report was noted.'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
  chat.reports = { platform: 'slack', channel: 'CEDITORS' }
})
afterEach(() => chat.close())

const send = (words: string, requester: Partial<Requester> = {}, message?: MessageRef) =>
  chat.submit(control, { words: [words] }, { name: 'Robin', ...requester }, message)
const reports = (platform: 'slack' | 'discord' = 'slack') =>
  chat[platform].messages.filter(({ posting }) => posting.marker.part.startsWith('report-'))
const cards = () => reports().flatMap(({ posting }) => posting.part.body.cards as never)
const lines = () => chat.logged.filter((fields) => 'report' in fields)

function formOf(reply: Reply) {
  if (reply.type !== 'form') throw new Error(`a dialog was expected, not ${said(reply)}`)
  return reply.form
}

test('the dialog names the section and the day', async () => {
  const { fields, ...form } = formOf(await chat.use(control))
  expect(form).toEqual({ control, title: 'Report a mistake', submit: 'Send' })
  expect(fields).toMatchObject([{ type: 'text', label: 'What is wrong?', optional: false, longest: 3_000 }])
  expect(fields[0]?.hint).toBe('02 · A sketch that compiles, 12 March 2026. Sent with your name.')
})

test('what a reader reports is in the channel of reports, with the day, the section, their name and a link', async () => {
  chat.configured = [aDestination({ channel: 'C1' })]
  await chat.deliver(chat.configured[0] ?? aDestination())
  expect(said(await send('The figure is 12, not 21.'))).toBe(thanks)
  expect(reports()).toMatchObject([{ posting: { place: { channel: 'CEDITORS' } } }])
  expect(cards()).toMatchObject([
    {
      title: 'Mistake reported: A sketch that compiles',
      tag: 'Image Gen',
      meta: '02 · Thursday 12 March 2026 · main',
      by: { platform: 'slack', user: 'U1', name: 'Robin' },
      buttons: [{ label: 'Open message', url: 'https://memory.example/3' }],
    },
  ])
  expect(cardsText(cards())).toContain('main\nThe figure is 12, not 21.')
  expect(lines()).toEqual([])
})

test('a report is sent by the machine that posts in the channel of reports, and not logged on the one that was asked', async () => {
  let isOwner = false
  const ask = async <Result>(request: () => Promise<Result>) => {
    if (!isOwner) throw new LaneLost('slack:default')
    return request()
  }
  const forwarded: string[] = []
  chat.restart({
    platformFor: () => guardPlatform(chat.slack, 'slack:default', { send: (_, request) => ask(request) }),
    forward: async (error, { kind }) => {
      forwarded.push(`${kind}: ${error instanceof LaneLost ? error.lane : ''}`)
      return sentence('forwarded')
    },
  })
  for (const reply of [await send('Wrong.'), await send('Wrong.')]) expect(said(reply)).toBe('forwarded')
  expect(forwarded).toEqual(['submit: slack:default', 'submit: slack:default'])
  expect([reports(), lines()]).toEqual([[], []])
  isOwner = true
  expect(said(await send('Wrong.'))).toBe(thanks)
  expect(reports()).toHaveLength(1)
})

test('a report goes to the other platform as well', async () => {
  chat.reports = { platform: 'discord', channel: '11' }
  expect(said(await send('Wrong.'))).toBe(thanks)
  expect([reports('slack'), reports('discord')].map(({ length }) => length)).toEqual([0, 1])
})

test('the way leads to the message that the reader had before them', async () => {
  chat.configured = [aDestination(), aDestination({ name: 'other', channel: 'C2' })]
  for (const destination of chat.configured) await chat.deliver(destination)
  const elsewhere = chat.slack.messages.find(
    ({ posting, ref }) => ref.channel === 'C2' && posting.part.key === 'section-02',
  )
  await send('Wrong.', {}, elsewhere?.ref)
  expect(cards()).toMatchObject([{ buttons: [{ url: elsewhere?.ref.link }] }])
})

test('for a message that only the reader sees, it leads to the post in their channel', async () => {
  chat.configured = [aDestination({ layout: 'overview' })]
  await chat.deliver(chat.configured[0] ?? aDestination())
  await send('Wrong.', {}, { platform: 'slack', channel: 'C1', message: 'private' })
  expect(cards()).toMatchObject([{ buttons: [{ url: 'https://memory.example/1' }] }])
})

test('words are kept line by line', async () => {
  await send('  One.\nTwo.\n\n\nThree.  ')
  expect(cards()).toMatchObject([{ body: [{ type: 'quote', children: [{ children: [{}, {}, {}] }, {}] }] }])
  expect(cardsText(cards())).toContain('One.\nTwo.\nThree.')
})

test('the same submission twice is one report, at once and later, and a slow platform makes no second one', async () => {
  chat.slack.script.push(new PlatformBusy('Slack', 10), 'lost-after')
  const replies = await Promise.all([send('Wrong.'), send('Wrong.'), send('Wrong. ')])
  chat.now += 600_000
  replies.push(await send('Wrong.'))
  expect(new Set(replies.map(said))).toEqual(new Set([thanks]))
  expect(reports()).toHaveLength(1)
  await send('Wrong.', { user: 'U2' })
  await send('Really wrong.')
  expect(reports()).toHaveLength(3)
})

test('after an hour the same words are another report', async () => {
  await send('Wrong.')
  chat.now += 3_600_001
  await send('Wrong.')
  expect(reports()).toHaveLength(2)
})

test('without a place for reports, the log has it, once', async () => {
  chat.reports = undefined
  chat.configured = [aDestination()]
  await chat.deliver(chat.configured[0] ?? aDestination())
  expect(said(await send('The figure is 12.'))).toBe(noted)
  expect(said(await send('The figure is 12.'))).toBe(noted)
  expect(lines()).toEqual([
    {
      digest: newestId,
      section: '02',
      title: 'A sketch that compiles',
      link: 'https://memory.example/3',
      platform: 'slack',
      user: 'U1',
      report: 'The figure is 12.',
    },
  ])
})

test.each([
  ['the channel refuses', () => chat.slack.script.push(new DestinationRefused('invite the bot'))],
  [
    'it is unknown whether it arrived',
    () => {
      chat.slack.script.push('lost-before')
      chat.slack.canSay = false
    },
  ],
  [
    'the platform is not connected',
    () => {
      chat.reports = { platform: 'teams' as 'slack', channel: 'x' }
    },
  ],
])('where %s, the reader reads that it was noted, and the log has the words', async (_, break_) => {
  break_()
  expect(said(await send('The figure is 12.'))).toBe(noted)
  expect(lines()).toMatchObject([{ section: '02', report: 'The figure is 12.' }])
  expect(reports()).toHaveLength(0)
})

test('a report that arrived is in the log without its words', async () => {
  await send('The figure is 12.')
  expect(chat.logged).toContainEqual(expect.objectContaining({ section: '02', sentTo: 'https://memory.example/1' }))
  expect(JSON.stringify(chat.logged)).not.toContain('The figure is 12.')
})

test('of more than five in a minute the sixth is not sent; its reader gets the words back, and others are heard', async () => {
  for (const number of [1, 2, 3, 4, 5]) expect(said(await send(`Wrong ${number}.`))).toBe(thanks)
  const sixth = await send('Wrong *6*.\nReally.')
  expect(cardsText(cardsOf(sixth))).toMatch(
    /not sent; please send it again in a minute:\nWrong \*6\*\.\nReally\.\nChange my entries$/,
  )
  expect(reports()).toHaveLength(5)
  expect(said(await send('Wrong.', { user: 'U2' }))).toBe(thanks)
  expect(said(await send('Wrong.', { platform: 'discord' }))).toBe(thanks)
  chat.now += 60_000
  expect(said(await send('Wrong *6*.\nReally.'))).toBe(thanks)
})

test('no words are no report', async () => {
  expect(said(await send(' \n '))).toMatch(/nothing was sent/)
  expect(said(await chat.submit(control, {}))).toMatch(/nothing was sent/)
  expect(reports()).toHaveLength(0)
})

test('no letter is too long for a card', async () => {
  await send('x'.repeat(10_000))
  expect(cardsText(cards()).match(/x/g)?.length).toBeLessThanOrEqual(3_010)
})

test('a section or digest that is gone is said to be', async () => {
  const gone = /no longer exists/
  expect(said(await chat.use({ ...control, section: '77' }))).toMatch(gone)
  expect(said(await chat.use({ ...control, digest: 'main/1999-01-01' as never }))).toMatch(gone)
  expect(said(await chat.submit({ ...control, section: '77' }, { words: ['x'] }))).toMatch(gone)
})

test('in the reader’s language; the report is in the language of the digest', async () => {
  const chinese: Action = { ...control, digest: 'zh/2026-03-12' as never }
  const form = formOf(await chat.use(chinese, { language: 'zh-CN' }))
  expect([form.title, form.submit]).toEqual(['报告错误', '发送'])
  expect(form.fields[0]?.hint).toMatch(/^02 · .+，2026年3月12日。发送时会附上你的名字。$/)
  expect(said(await chat.submit(chinese, { words: ['数字有误'] }, { language: 'zh-CN' }))).toMatch(/^谢谢！/)
  expect(cards()).toMatchObject([{ title: '读者报错：能运行的草图' }])
})

test('a lost answer is looked for before anything is sent again', async () => {
  chat.slack.script.push(new Ambiguous('Slack', 'connection reset'))
  expect(said(await send('Wrong.'))).toBe(thanks)
  expect(reports()).toHaveLength(1)
})

test('it is looked for from the first attempt on', async () => {
  chat.slack.script.push('lost-before', 'lost-before')
  const looked: number[] = []
  const { slack } = chat
  const find = slack.find.bind(slack)
  Object.assign(slack, {
    find: async (posting: Posting, { firstTriedAt }: SendAttempts) => {
      looked.push(firstTriedAt)
      slack.now += 60_000
      return find(posting)
    },
  })
  const begun = chat.slack.now
  expect(said(await send('Wrong.'))).toBe(thanks)
  expect(looked).toEqual([begun, begun])
})
