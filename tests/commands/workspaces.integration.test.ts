import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createChatHandler } from '../../src/commands/handler.ts'
import { subcommands } from '../../src/commands/subcommands/index.ts'
import { partId } from '../../src/commands/subcommands/resolve.ts'
import type { Action } from '../../src/domain/action.ts'
import type { MessageRef } from '../../src/domain/delivery.ts'
import type { InteractionHandler, Reply, Requester } from '../../src/domain/interaction.ts'
import { reviewVerbs } from '../../src/domain/review-action.ts'
import { partKey } from '../builders.ts'
import type { CommandsFixture } from './commands-fixture.ts'
import { controlsIn } from './reply-content.ts'
import {
  common,
  type OwnerName,
  openWorkspaces,
  operatorChannel,
  ownerNames,
  owners,
  type Reader,
  readerOf,
  readers,
  todayOf,
} from './workspaces-fixture.ts'

let chat: CommandsFixture
let handler: InteractionHandler

beforeEach(async () => {
  chat = await openWorkspaces()
  handler = createChatHandler(chat.context)
})
afterEach(() => chat.close())

/** Fails if an answer or a request has words of an owner that the reader may not see, unless they typed them. */
function expectOwnWords(answer: unknown, { sees, requester }: Reader, typed: string): void {
  const text = JSON.stringify(answer, (_, value) => (value instanceof Set ? [...value] : value)).toLowerCase()
  for (const name of ownerNames.filter((each) => !sees.includes(each))) {
    const { channel } = owners[name]
    const words = [...new Set(text.match(new RegExp(`\\w*${name}\\w*`, 'g')) ?? [])]
    const known = `${typed} ${requester.channel} ${requester.user} ${requester.name}`.toLowerCase()
    const foreign = words.filter((word) => !known.includes(word))
    expect(foreign, `${typed} in ${requester.channel} of ${requester.workspace}`).toEqual([])
    if (channel !== requester.channel) expect(text).not.toMatch(new RegExp(`\\b${channel.toLowerCase()}\\b`))
  }
}

/** What is typed: every subcommand, with and without the names of each owner, and searches for the words of each. */
const typed = [
  '',
  'common',
  'tag:commontag',
  '2026-03-12',
  ...subcommands.map(({ name }) => name),
  ...ownerNames.flatMap((name) => [
    ...subcommands.map((each) => `${each.name} publication:${name}pub`),
    `${name}words`,
    `${name}word`,
    `tag:${name}tag`,
    `publication:${name}pub`,
    `common publication:${name}pub`,
    `2026-03-12 publication:${name}pub`,
    `2026-03-10 publication:${name}pub`,
    `subscribe publication:${name}pub at:07:00`,
    `settings at:07:00 publication:${name}pub`,
    `pause tomorrow ${name}dest`,
  ]),
]

const ask = (requester: Requester, text: string) => handler.command({ requester, text })

function press(requester: Requester, control: Action, value = ''): Promise<Reply> {
  const message = { platform: requester.platform, channel: requester.channel, message: 'private' }
  return handler.action({ requester, control, value, message })
}

/** The state that a request from another workspace must not change. */
async function stateOf(name: OwnerName): Promise<string> {
  const { ledger, subscriptions } = chat.context
  const own = subscriptions.all().filter(({ madeBy }) => madeBy === readerOf(name).user)
  const parts = await Promise.all([ledger.parts(`${name}dest@${todayOf(name)}`), ledger.uncertainParts()])
  return JSON.stringify([own.map((each) => ({ ...each, destination: { ...each.destination, skip: [] } })), parts])
}

/** What was sent, each with the channel. */
const sent = () => [...chat.slack.messages, ...chat.discord.messages].map(({ posting }) => posting)

/** A message of an owner in another workspace. Within one, the adapters take the requester's channel from the message. */
function forgedMessage(name: OwnerName, { requester }: Reader): MessageRef | undefined {
  const { channel, workspace } = owners[name]
  if (workspace === requester.workspace) return undefined
  return [...chat.slack.messages, ...chat.discord.messages].find(({ ref }) => ref.channel === channel)?.ref
}

/** The controls of an owner: what its readers see, and each kind that is not in an answer. */
async function controlsOf(name: OwnerName): Promise<[Action, string[]][]> {
  const requester = readerOf(name)
  const digest = todayOf(name)
  const answers: unknown[] = [await handler.home(requester)]
  for (const text of [
    ...subcommands.map((each) => each.name),
    `${name}words`,
    'common',
    '2026-03-10',
    'pause tomorrow',
  ])
    answers.push(await ask(requester, text))
  const seen = controlsIn(answers)
  const share = seen.map(([control]) => control).find(({ action }) => action === 'share')
  const shared = share && controlsIn(await press(requester, share))[0]?.[0]
  const page = shared ? await press(requester, shared) : undefined
  const destinations = [`${name}dest`, `${name}main`]
  const [part] = (await chat.context.ledger.uncertainParts()).filter(({ destination }) => destination === `${name}dest`)
  const made: Action[] = [
    ...(share?.action === 'share' ? [{ ...share, action: 'page' } as const] : []),
    { action: 'discuss', digest, section: '01' },
    { action: 'report', digest, section: '01' },
    { action: 'report', digest: common, section: '01' },
    { action: 'discuss', digest: common, section: '01' },
    { action: 'read', digest },
    { action: 'open', digest, piece: partKey('section-01') },
    { action: 'open', digest, piece: partKey('overview') },
    { action: 'day' },
    ...[true, false].map((isThere): Action => ({ action: 'settle', part: part ? partId(part) : '', isThere })),
    ...subcommands.map((each): Action => ({ action: 'command', name: each.name })),
    ...(['subscribe', 'save', 'pause', 'resume', 'unsubscribe'] as const).flatMap((action) =>
      destinations.map((destination): Action => ({ action, destination })),
    ),
    ...reviewVerbs.map((verb): Action => ({ action: 'review', verb, digest, hash: '0123456789ab' })),
  ]
  const values = ['', '1', 'section-01', digest, common]
  const all: [Action, string[]][] = [
    ...seen,
    ...controlsIn(page),
    ...made.map((each): [Action, string[]] => [each, []]),
  ]
  return all.map(([control, options]) => [control, [...new Set([...values, ...options])]])
}

/** All kinds of controls, as the code declares them. */
function declaredKinds(): string[] {
  const code = ['action', 'review-action'].map((file) => readFileSync(`src/domain/${file}.ts`, 'utf8')).join('\n')
  const declared = code.matchAll(/readonly action: ((?:'\w+'(?: \| )?)+)/g)
  return [...new Set([...declared].flatMap(([, union = '']) => union.split(' | ').map((each) => each.slice(1, -1))))]
}

/** Uses each control of others, and fails if that shows or changes anything of theirs. */
async function useControls(reader: Reader, use: (control: Action, values: string[], of: OwnerName) => Promise<void>) {
  for (const name of ownerNames.filter((each) => !reader.sees.includes(each))) {
    const controls = await controlsOf(name)
    expect([...new Set(controls.map(([{ action }]) => action))].sort()).toEqual(declaredKinds().sort())
    const [before, earlier] = [await stateOf(name), new Set(sent())]
    for (const [control, values] of controls) {
      chat.now += 60_000
      await use(control, values, name)
    }
    expect(await stateOf(name)).toBe(before)
    for (const { place, part } of sent().filter((each) => !earlier.has(each))) {
      expect([reader.requester.channel, operatorChannel]).toContain(place.channel)
      expectOwnWords(part, reader, '')
    }
  }
}

/** Every kind of request. A new one does not compile until it is here. */
const requests = {
  command: async (reader) => {
    for (const text of typed) expectOwnWords(await ask(reader.requester, text), reader, text)
    if (reader.sees.includes('alpha')) return
    // Named managers see all destinations of their workspace, also those of its private channels.
    chat.managers = { slack: [reader.requester.user], discord: [reader.requester.user] }
    for (const text of typed) expectOwnWords(await ask(reader.requester, text), reader, text)
    chat.managers = {}
  },
  suggest: async (reader) => {
    const all = ownerNames.flatMap((name) => ['', name, `tag:${name}`, `"${name}`, 'publication:', 'The'])
    for (const text of all) expectOwnWords(await handler.suggest(reader.requester, text), reader, text)
  },
  home: async (reader) => expectOwnWords(await handler.home(reader.requester), reader, ''),
  subcommandNames: async (reader) => expectOwnWords(handler.subcommandNames('en'), reader, ''),
  suggestLinks: async (reader) => {
    const links = ['https://example.org/a']
    for (const name of ownerNames) {
      if (reader.sees.includes(name)) continue
      await handler.suggestLinks({ requester: readerOf(name), text: `${name}message`, links })
      const suggestion = { requester: reader.requester, text: 'Read this', links }
      expectOwnWords(await handler.suggestLinks(suggestion), reader, '')
    }
  },
  action: (reader) =>
    useControls(reader, async (control, values, name) => {
      const written = JSON.stringify(control)
      for (const value of values)
        expectOwnWords(await press(reader.requester, control, value), reader, `${written}${value}`)
      const message = forgedMessage(name, reader)
      const { requester } = reader
      if (message) expectOwnWords(await handler.action({ requester, control, value: '1', message }), reader, written)
    }),
  submit: (reader) =>
    useControls(reader, async (control, _, name) => {
      const { requester } = reader
      const texts = { words: ['A mistake'], when: ['07:00 UTC'], until: ['tomorrow'], title: ['x'] }
      const values = { ...texts, publication: [`${name}pub`] }
      const message = forgedMessage(name, reader)
      const written = `${JSON.stringify(control)} ${name}pub`
      // The second copy of a report is not sent.
      if (message) expectOwnWords(await handler.submit({ requester, control, values, message }), reader, written)
      expectOwnWords(await handler.submit({ requester, control, values }), reader, written)
    }),
} satisfies Record<keyof InteractionHandler, (reader: Reader) => Promise<void>>

test.each(readers)('$title shows no words of others, whatever is asked', async (reader) => {
  for (const request of Object.values(requests)) await request(reader)
})

test('people of another workspace settle nothing in a channel with the id of the operators’', async () => {
  const [part] = await chat.context.ledger.uncertainParts()
  const control = { action: 'settle', part: part ? partId(part) : '', isThere: false } as const
  const settle = (workspace: Requester['workspace']) =>
    press({ ...readerOf('beta'), ...(workspace && { workspace }), channel: operatorChannel }, control)
  const count = async () => (await chat.context.ledger.uncertainParts()).length
  await settle('slack:T2')
  expect(await count()).toBe(4)
  await settle('slack:T1')
  expect(await count()).toBe(3)
})

test('a report from another workspace names the workspace, and neither the reader nor their channel', async () => {
  const values = { words: ['A mistake'] }
  for (const name of ['beta', 'alpha'] as const)
    await handler.submit({
      requester: readerOf(name),
      control: { action: 'report', digest: common, section: '01' },
      values,
    })
  const [foreign, own] = sent()
    .filter(({ place }) => place.channel === operatorChannel)
    .map(({ part }) => JSON.stringify(part.body))
  expect(foreign).toContain('slack:T2')
  expect(foreign?.toLowerCase()).not.toContain('beta')
  expect(own).toContain('alphaperson')
})

test('a discussion is opened with the token of its workspace', async () => {
  const asked: unknown[] = []
  const platformOf = (place: unknown) => [chat.slack, asked.push(place)][0]
  Object.assign(chat.context, { platformOf })
  await press(readerOf('beta'), { action: 'discuss', digest: common, section: '01' })
  expect(asked).toEqual([{ platform: 'slack', workspace: 'slack:T2' }])
})
