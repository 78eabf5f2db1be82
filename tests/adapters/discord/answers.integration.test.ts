import { afterEach, expect, test } from 'vitest'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import type { InteractionHandler, Reply, Requester } from '../../../src/domain/interaction.ts'
import { startDiscordSimulator } from '../../../src/simulator/discord/server.ts'
import { memoryLog, onlyThese, patience } from '../../contracts/adapter-fixture.ts'
import { vocabulary } from '../../contracts/digest.ts'
import { type DiscordFixture, openDiscordFixture } from './discord-fixture.ts'

const said = (value: string): Reply => ({ type: 'text', text: [{ type: 'text', value }] })
let fixture: DiscordFixture

afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

const open = async (handler: Partial<InteractionHandler>) => {
  fixture = await openDiscordFixture(handler)
}

function typing(name: string, value: string) {
  const options = [{ type: 3, name, value, focused: true }]
  return fixture.simulator.suggest({ user: fixture.reader, channelId: fixture.channel, name: 'digest', options })
}

test.each([
  ['about', 'ag'],
  ['tag', 'tag:ag'],
])('what can be typed next in "%s" is offered', async (name, asked) => {
  await open({
    suggest: async ({ user }, typed) => [{ label: `${typed} for ${user}`, text: 'Agent' }],
  })
  expect(await typing(name, 'ag')).toEqual([{ name: `${asked} for ${fixture.reader}`, value: 'Agent' }])
})

test('more than Discord takes is cut, and what cannot be chosen is left out', async () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ label: `${at} ${'long '.repeat(40)}`, text: String(at) }))
  const odd = [
    { label: ' ', text: 'blank' },
    { label: 'Empty', text: ' ' },
    { label: 'Long', text: 'x'.repeat(101) },
  ]
  await open({ suggest: async () => [...odd, ...many] })
  const choices = await typing('about', '')
  expect(choices).toHaveLength(25)
  expect(choices[0]).toMatchObject({ name: expect.stringMatching(/^0 long .*…$/), value: '0' })
})

test('time zones are offered by any part of their name, places first', async () => {
  await open({})
  const named = async (typed: string) => (await typing('timezone', typed)).map(({ value }) => value)
  expect(await named('Shang')).toEqual(['Asia/Shanghai'])
  expect((await named('new york'))[0]).toBe('America/New_York')
  expect(await named('')).toHaveLength(25)
  expect(await named('atlantis')).toEqual([])
})

test('without suggestions an empty list is offered', async () => {
  await open({ suggest: async () => [] })
  expect(await typing('about', 'ag')).toEqual([])
})

test('a reader gets an error when a request fails inside the adapter', async () => {
  await open({})
  await fixture.ask('agent')
  await expect.poll(() => fixture.whispered(fixture.reader).join(), patience).toMatch(/went wrong/)
  expect(fixture.log.lines.map(({ message }) => message)).toContain('an answer did not reach its reader')
})

test('rights and roles are those that the platform sends', async () => {
  const askers: Requester[] = []
  await open({
    command: async ({ requester }) => {
      askers.push(requester)
      return said('Heard')
    },
  })
  const role = [...fixture.simulator.state.roles.keys()][0] ?? ''
  fixture.simulator.state.memberRoles.set(fixture.colleague, [role])
  const command = { channelId: fixture.channel, name: 'digest' }
  await fixture.simulator.command({ ...command, user: fixture.reader })
  await fixture.simulator.command({ ...command, user: fixture.colleague })
  expect(askers.map(({ managesChannel }) => managesChannel)).toEqual([true, false])
  expect(askers[1]?.roles).toContain(role)
  expect(askers[0]?.roles).not.toContain(role)
})

test('an answer that is slow is preceded by a sign of life, and arrives', async () => {
  const slow = Promise.withResolvers<void>()
  await open({
    command: async () => {
      await slow.promise
      return { type: 'cards', show: 'private', cards: [{ title: 'Gardens', body: [], buttons: [] }] }
    },
  })
  // Resolves when Discord has heard from us, which is before there is an answer.
  await fixture.ask('agent')
  expect(fixture.whispered(fixture.reader)).toEqual([])
  slow.resolve()
  await expect.poll(() => fixture.whispered(fixture.reader).join(), patience).toContain('Gardens')
})

const cut = [
  { type: 'reset', when: 'before' },
  { type: 'reset', when: 'after' },
  { type: 'error', status: 503, when: 'after' },
] as const

test.each(cut)('an answer that is lost on the way is there once: %o', async (kind) => {
  const slow = Promise.withResolvers<void>()
  await open({
    command: async ({ text }) => {
      if (text === 'slow') await slow.promise
      return said(`About ${text}`)
    },
  })
  const loses = (call: RegExp) => fixture.faults.inject({ matches: (each) => call.test(each), kind, times: 1 })
  loses(/^POST \/interactions\//)
  await fixture.ask('agents')
  await expect.poll(() => fixture.whispered(fixture.reader), patience).toEqual(['About agents'])

  await fixture.ask('slow')
  loses(/^PATCH .*@original$/)
  slow.resolve()
  await expect.poll(() => fixture.whispered(fixture.reader), patience).toEqual(['About agents', 'About slow'])
  expect(fixture.log.lines.map(({ message }) => message)).not.toContain('an answer did not reach its reader')
})

test('who wanted to share gets an error if it could not be shared', async () => {
  await open({
    command: async () => ({ type: 'cards', show: 'shared', cards: [{ title: 'Gardens', body: [], buttons: [] }] }),
  })
  const matches = (call: string) => /^POST \/webhooks\//.test(call)
  fixture.faults.inject({ matches, kind: { type: 'error', status: 500, when: 'before' }, times: 1 })
  await fixture.ask('agent')
  await expect.poll(() => fixture.whispered(fixture.reader).join(), patience).toMatch(/could not be shared/)
  expect(fixture.seen()).toEqual([])
})

test('an answer that comes too late is one line in the log, without its words', async () => {
  await open({})
  const hasty = await startDiscordSimulator({ rateLimits: 'off', answerWithinMs: 20 })
  const log = memoryLog()
  const answer = Promise.withResolvers<Reply>()
  const { apiUrl, token, state } = hasty
  const handler = onlyThese({ command: () => answer.promise })
  const platform = createDiscord({ apiUrl, token, log, vocabulary, handler })
  await platform.start()
  await expect.poll(() => log.lines.map(({ message }) => message), patience).toContain('command registered')
  const [user = '', channelId = ''] = [[...state.users.keys()][0], [...state.channels.keys()][0]]
  await expect(hasty.command({ user, channelId, name: 'digest' })).rejects.toThrow('did not answer')
  answer.resolve(said('Lighthouses'))
  const lines = () => log.lines.filter(({ message }) => message.includes('did not reach'))
  await expect.poll(lines, patience).not.toEqual([])
  expect(JSON.stringify(lines()[0])).toContain('too much time')
  expect(JSON.stringify(log.lines)).not.toMatch(/Lighthouses|testing\./)
  // The token is still valid.
  await platform.client.sendDirectMessage(user, [{ title: 'Still here', body: [], buttons: [] }])
  expect(lines()).toHaveLength(1)
  await platform.stop()
  await hasty.close()
})
