import { afterEach, beforeEach, expect, test } from 'vitest'
import { serializeAction } from '../../src/domain/action.ts'
import type { ReviewVerb } from '../../src/domain/review-action.ts'
import { type DiscordFixture, openDiscordFixture } from '../adapters/discord/discord-fixture.ts'
import { patience } from '../contracts/adapter-fixture.ts'
import { ReviewFixture } from './review-fixture.ts'
import { id, todaysId } from './sample-drafts.ts'

let workflow: ReviewFixture
let discord: DiscordFixture
/** A person who is no reviewer. */
let stranger: string

beforeEach(async () => {
  workflow = await ReviewFixture.open()
  discord = await openDiscordFixture({
    action: (request) => workflow.handler.action(request),
    submit: (request) => workflow.handler.submit(request),
  })
  const { state } = discord.simulator
  const [role = ''] = state.roles.keys()
  for (const person of [discord.reader, discord.colleague]) state.memberRoles.set(person, [role])
  stranger = [...state.users.values()].find(({ username }) => username === 'jonas')?.id ?? ''
  workflow.workspace = state.guild.id
  workflow.platforms.set('discord', discord.platform)
  workflow.choices.set('main', { platform: 'discord', channel: discord.channel, people: [], roles: [role] })
  await workflow.tick()
})

afterEach(async () => {
  await discord.close()
  await workflow.close()
  expect(discord.complaints()).toEqual([])
})

const card = () => discord.seen().findLast(({ words }) => words.includes('Draft for')) ?? { id: '', words: '' }

/** The hash that the buttons of the message carry now. */
const hash = () => /mp:review:approve:[^"]*:([0-9a-f]{12})/.exec(card().words)?.[1] ?? ''

const control = (verb: ReviewVerb) => serializeAction({ action: 'review', verb, digest: todaysId, hash: hash() })

const use = (user: string, messageId: string, customId: string, values?: string[]) =>
  discord.simulator.act({ user, channelId: discord.channel, messageId, customId, ...(values && { values }) })

const press = (user: string, verb: ReviewVerb) => use(user, card().id, control(verb))

const hears = (user: string, words: RegExp) =>
  expect.poll(() => discord.whispered(user).join('\n'), patience).toMatch(words)

test('on Discord people of a role edit a draft in a dialog and approve it, and other clicks do not count', async () => {
  expect(card().words).toMatch(/Draft for Thursday 12 March 2026.*Paper 1.*Approve/s)
  const { reader, colleague, simulator } = discord
  const { state } = simulator

  // A person without the role, and a copy of the button in another message.
  await press(stranger, 'approve')
  await hears(stranger, /Only the reviewers/)
  const components = [{ type: 1, components: [{ type: 2, style: 2, label: 'Approve', custom_id: control('approve') }] }]
  const copy = state.post({ channelId: discord.channel, author: state.bot, content: 'Another message', components })
  await use(reader, copy.id, control('approve'))
  await hears(reader, /not reviewed here/)
  const outdated = control('approve')

  await press(reader, 'edit')
  await hears(reader, /Which section/)
  const menu = state
    .messages(discord.channel)
    .findLast(
      ({ ephemeralFor, components: rows }) => ephemeralFor === reader && JSON.stringify(rows).includes(control('edit')),
    )
  await use(reader, menu?.id ?? '', control('edit'), [id(2)])
  await expect.poll(() => discord.dialog(), patience).toBeDefined()
  await discord.fillIn({ title: 'Edited', tag: '', text: 'As a person says it.', takeaways: '' })
  await expect.poll(() => card().words, patience).toContain('As a person says it.')

  // The message asks again; the button of the version before is out of date.
  await expect.poll(() => control('approve'), patience).not.toBe(outdated)
  expect([...workflow.digests]).toEqual([])

  // The first click wins, and the person who comes second hears who was first.
  await Promise.all([press(reader, 'approve'), press(colleague, 'approve')])
  const answers = () => [reader, colleague].map((person) => discord.whispered(person).at(-1)).join('\n')
  await expect.poll(answers, patience).toMatch(/Approved\. It is posted at/)
  await expect.poll(answers, patience).toMatch(/(?:Robin Lee|Amara Okafor) approved it at 07:00/)
  expect(workflow.digests.get(todaysId)).toContain('As a person says it.')
  await workflow.reviews.idle()
  expect(
    discord
      .seen()
      .map(({ words }) => words)
      .join('\n'),
  ).toMatch(/approved by (?:Robin Lee|Amara Okafor) at 07:00/)
})
