import { afterEach, beforeEach, expect, test } from 'vitest'
import { subcommandNames } from '../../src/commands/subcommands/index.ts'
import type { Action } from '../../src/domain/action.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { Reply, Requester } from '../../src/domain/interaction.ts'
import { aDestination, partKey } from '../builders.ts'
import { CommandsFixture, cardsOf, cardsText, hitsOf, press, said } from './commands-fixture.ts'
import { linksOf } from './reply-content.ts'

/** The Chinese digest, which is only for the channel C1. */
const secret = 'zh/2026-03-12' as DigestId
const title = '监督信号能说清多少事'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
  chat.configured = [
    aDestination({ name: 'board', channel: 'C1', publication: 'zh' }),
    aDestination({ name: 'all', channel: 'C2', publication: 'main' }),
  ]
  chat.wherePosted.add('zh')
})
afterEach(() => chat.close())

const elsewhere: Partial<Requester> = { channel: 'C2' }
const direct: Partial<Requester> = { channel: 'D1', isDirect: true }
const places: [string, Partial<Requester>][] = [
  ['another channel', elsewhere],
  ['a direct message', direct],
  ['the same id on another platform', { platform: 'discord', channel: 'C1' }],
]
const text = (reply: Reply) => JSON.stringify(reply)

test('in its own channel it is found and read like any other', async () => {
  expect(hitsOf(await chat.type('智能体 publication:zh')).length).toBeGreaterThan(0)
  expect(text(await chat.type(''))).toContain(title)
  expect((await chat.suggest(title.slice(0, 4))).length).toBeGreaterThan(0)
})

test.each(places)('in %s no command finds anything of it', async (_, where) => {
  for (const typed of [
    '',
    title.slice(0, 6),
    '智能体',
    'publication:zh',
    '2026-03-12 publication:zh',
    'topics publication:zh',
  ]) {
    const reply = text(await chat.type(typed, where))
    expect(reply, typed).not.toContain(title)
    expect(reply, typed).not.toContain(secret)
  }
  const everyone = await chat.type('智能体', { ...where, language: 'en' })
  chat.wherePosted.clear()
  expect(text(await chat.type('智能体', where))).not.toBe(text(everyone))
})

/** Everything that a reader can type or click without any knowledge, and the guesses of an attacker. */
const asked = [
  '',
  '?',
  'topics',
  'publication:zh',
  '监督信号能说清多小事',
  title,
  '12 march',
  'this year',
  ...['en', 'zh'].flatMap((language) => subcommandNames(language)),
]

test.each(places)(
  'in %s neither a subcommand nor a button behind it names what is only for its channel',
  async (_, where) => {
    const board = aDestination({ name: 'board', channel: 'C1', publication: 'zh' })
    await chat.deliver(board, secret)
    await chat.use({ action: 'discuss', digest: secret, section: '01' }, { channel: 'C1' }, '1')
    const talk = '自己出题自己判卷'
    expect(text(await chat.type('discussed', { channel: 'C1' }))).toContain(talk)
    const reader = { ...where, user: 'U2', managesChannel: false }
    for (const typed of asked) {
      const reply = await chat.type(typed, reader)

      // What was typed is quoted.
      const seen = [typed === '' ? text(reply) : text(reply).replaceAll(typed, '')]
      const controls = reply.type === 'cards' ? reply.cards.flatMap(({ buttons }) => buttons) : []
      for (const button of controls) if ('control' in button) seen.push(text(await chat.use(button.control, reader)))
      for (const each of seen)
        for (const word of [title, talk, secret, 'board', 'memory.example']) expect(each, typed).not.toContain(word)
    }
  },
)

test.each(places)('in %s no one is shown what is discussed in another channel', async (_, where) => {
  const digest = 'main/2026-03-12' as DigestId
  await chat.deliver(aDestination({ name: 'private', channel: 'C3' }), digest)
  await chat.use({ action: 'discuss', digest, section: '01' }, { channel: 'C3' }, '1')
  expect(text(await chat.type('discussed', { channel: 'C3' }))).toContain('self-graded exam')
  for (const typed of [...asked.filter((each) => subcommandNames().includes(each)), '讨论'])
    expect(text(await chat.type(typed, where)), typed).not.toContain('self-graded exam')
})

test.each(places)('in %s no count, no suggestion and no subscription shows it', async (_, where) => {
  const before = await chat.suggest('', where)
  chat.wherePosted.clear()
  const open = await chat.suggest('', where)
  chat.wherePosted.add('zh')
  const count = (suggestions: typeof before) => suggestions.map(({ label }) => label).join()
  expect(count(before)).not.toBe(count(open))
  expect(await chat.suggest(title.slice(0, 4), where)).toEqual([])
  expect(said(await chat.type('subscribe publication:zh', where))).not.toMatch(/^Subscribed/)
  expect(chat.context.subscriptions.all()).toEqual([])
})

test.each(places)('in %s none of its buttons works', async (_, where) => {
  const page = (await chat.type('publication:zh 智能体')) as Reply
  const share = cardsOf(page)
    .flatMap(({ buttons }) => buttons)
    .flatMap((each) => ('control' in each ? [each.control] : []))
  const forged: [Action, string?][] = [
    [{ action: 'open', digest: secret, piece: partKey('overview') }],
    [{ action: 'open', digest: secret, piece: partKey('section-01') }],
    [{ action: 'read', digest: secret }, 'section-01'],
    [{ action: 'day' }, secret],
    [{ action: 'discuss', digest: secret, section: '01' }, '1'],
    [{ action: 'report', digest: secret, section: '01' }],
    ...share.map((control): [Action] => [control]),
  ]
  for (const [control, value] of forged) {
    const reply = text(await chat.use(control, where, value))
    expect(reply, control.action).not.toContain(title)
    expect(reply, control.action).not.toContain('"parts"')
    expect(reply, control.action).not.toContain(secret)
  }
})

test('home shows neither it nor where it goes', async () => {
  const home = await chat.home(direct)
  expect(JSON.stringify(home)).not.toContain(secret)
  expect(cardsText(home)).not.toMatch(/zh|#C1/)
  expect(press(home, 'Read it')).toBeDefined()
})

test('similar titles come from what is visible, however many are not', async () => {
  const { index } = chat.context
  const hit = (digest: DigestId, at: number) => ({ digest, piece: partKey(`section-${at}`), title: `A title ${at}` })
  const all = [...Array.from({ length: 60 }, (_, at) => hit(secret, at)), hit('main/2026-03-12' as DigestId, 99)]
  Object.assign(index, { titles: (_: string, limit: number) => all.slice(0, limit) })
  const offered = await chat.suggest('A title', elsewhere)
  expect(offered.map(({ label }) => label)).toEqual(['A title 99'])
})

test('no link leads into a channel that the reader may not be able to read', async () => {
  await chat.deliver(aDestination({ name: 'there', channel: 'C2' }))
  chat.slack.closed.add('C2')
  expect(linksOf(await chat.type('self-graded exam'))).toEqual([])
  expect(linksOf(await chat.type('self-graded exam', direct))).toEqual([])
  expect(linksOf(await chat.type('self-graded exam', { channel: 'C2' }))).toEqual(['https://memory.example/2'])
  await chat.deliver(aDestination({ name: 'open', channel: 'C3' }))
  expect(linksOf(await chat.type('self-graded exam', direct))).toEqual(['https://memory.example/7'])
  expect(linksOf(await chat.type('self-graded exam', { ...direct, membership: 'guest' }))).toEqual([])
})
