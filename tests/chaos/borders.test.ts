import { expect, test } from 'vitest'
import { DiscordState } from '../../src/simulator/discord/state.ts'
import { SlackState } from '../../src/simulator/slack/state.ts'
import { Borders } from './borders.ts'

const server = '15'

const homes = new Map([
  ['p01', 'T1'],
  ['p02', 'T2'],
  ['p03', server],
])

/** Two workspaces and another server on Discord, each with one publication. */
function watched() {
  const person = { id: 'U1', name: 'bot', realName: 'Bot', isBot: true, timezone: 'UTC' }
  const seed = { app: { id: 'A1', botId: 'B1' }, bot: person, users: [person], channels: [], groups: [] }
  const stateOf = (id: string) => new SlackState({ ...seed, team: { id, name: id, domain: id } })
  const states = { T1: stateOf('T1'), T2: stateOf('T2') }
  const discord = { state: new DiscordState() }
  const workspaces = new Map(Object.entries(states).map(([id, state]) => [id, { state }]))
  const publications = ['p01', 'p02', 'p03']
  const borders = new Borders({ workspaces, discord, publications, homesOf: (name) => [homes.get(name) ?? []].flat() })
  const say = (workspace: 'T1' | 'T2', text: string, delivery = '') =>
    states[workspace].post({ channel: 'C1', user: 'U1', text, metadata: { event_payload: { delivery } } })
  return { borders, say, states, discord: discord.state }
}

test('what is shown in its own workspace crosses no border', () => {
  const { borders, say } = watched()
  say('T1', 'Paper p01-3', 'p01-slack@p01/2026-11-05')
  say('T2', 'Story 1 of p02-17')
  say('T2', 'Nothing was found')
  expect(borders.crossed).toEqual([])
})

test('a random id of a block is no word', () => {
  const { borders, states } = watched()
  states.T2.post({ channel: 'C1', user: 'U1', text: '', blocks: [{ block_id: 'p01-v', type: 'divider' }] })
  expect(borders.crossed).toEqual([])
})

test.each([
  ['Paper p01-3', '', 'p01'],
  ['', 'p01-slack@p01/2026-11-05', 'p01'],
  ['Paper p03-1', '', 'p03'],
] as const)('"%s" of the delivery "%s" in another workspace is reported', (text, delivery, publication) => {
  const { borders, say } = watched()
  say('T2', text, delivery)
  expect(borders.crossed).toEqual([expect.stringMatching(new RegExp(`^${publication} is shown in T2`))])
})

test('an answer for one reader and an edit are watched as well', () => {
  const { borders, say, states } = watched()
  const { ts } = say('T1', 'Paper p01-3')
  states.T1.post({ channel: 'C1', user: 'U1', text: 'Found: Paper p02-1', ephemeralFor: 'U2' })
  states.T1.change('C1', ts, { text: 'Paper p02-2' })
  expect(borders.crossed).toHaveLength(2)
})

test('a message on Discord belongs to the server of its channel', () => {
  const { borders, discord: state } = watched()
  state.channels.set('7', { id: '7', name: 'news', type: 0, guild: server })
  const say = (channelId: string) => state.post({ channelId, author: state.bot, content: 'Paper p03-1' })
  say('7')
  expect(borders.crossed).toEqual([])
  const home = state.guildChannels()[0]?.id ?? ''
  say(home)
  expect(borders.crossed).toEqual([expect.stringMatching(new RegExp(`^p03 is shown in ${state.guild.id}`))])
})
