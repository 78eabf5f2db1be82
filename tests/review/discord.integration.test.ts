import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDigest } from '../../src/digests/markdown/read-digest.ts'
import { writeDigest } from '../../src/digests/markdown/write-digest.ts'
import { serializeAction } from '../../src/domain/action.ts'
import type { ReviewVerb } from '../../src/domain/review-action.ts'
import { blocksText } from '../../src/domain/text.ts'
import { type DiscordFixture, openDiscordFixture } from '../adapters/discord/discord-fixture.ts'
import { patience } from '../contracts/adapter-fixture.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { ReviewFixture } from './review-fixture.ts'
import { aDraft, aSectionDraft, failedSentence, id, rendered, todaysId } from './sample-drafts.ts'

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

/** Chooses a section in the menu that a button opens. */
async function choose(user: string, verb: ReviewVerb, section: string): Promise<void> {
  const menus = () =>
    discord.simulator.state
      .messages(discord.channel)
      .filter(
        ({ ephemeralFor, components }) => ephemeralFor === user && JSON.stringify(components).includes(control(verb)),
      )
  await press(user, verb)
  await expect.poll(() => menus().length, patience).toBeGreaterThan(0)
  await use(user, menus().at(-1)?.id ?? '', control(verb), [section])
}

async function openDialog(section: string): Promise<void> {
  await choose(discord.reader, 'edit', section)
  await expect.poll(() => discord.dialog(), patience).toBeDefined()
}

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

  await openDialog(id(2))
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

test('a draft that is held on Discord is asked about again by another reviewer, and approved', async () => {
  const { reader, colleague } = discord
  const release = control('release')
  await press(reader, 'hold')
  await hears(reader, /Held\. Nothing of this draft is posted/)
  const line = () => discord.seen().findLast(({ words }) => words.includes('held by')) ?? { id: '', words: '' }
  await expect.poll(() => line().words, patience).toMatch(/Review again/)
  await use(stranger, line().id, release)
  await hears(stranger, /Only the reviewers/)
  await use(colleague, line().id, release)
  await hears(colleague, /It waits for review again/)
  await expect.poll(() => card().words, patience).toMatch(/Paper 1/)
  await press(colleague, 'approve')
  await hears(colleague, /Approved\. It is posted at/)
  expect([...workflow.digests.keys()]).toEqual([todaysId])
})

test('sections are dropped and replaced from menus, but not the last one, nor without a candidate', async () => {
  const { reader } = discord
  await choose(reader, 'drop', id(1))
  await expect.poll(() => card().words, patience).not.toContain('Paper 1')
  await press(reader, 'drop')
  await hears(reader, /only section\. Hold the draft/)
  await press(reader, 'replace')
  await expect.poll(() => card().words, patience).toContain('Paper 3')
  await press(reader, 'replace')
  await expect.poll(() => card().words, patience).toContain('Paper 4')
  await press(reader, 'replace')
  await hears(reader, /no other candidate/)
})

test.each([
  '5 * 3 * 2 is 30, and _this_ is **typed**.',
  '# not a heading',
  '1. not a list',
  '> no quote, [x](https://e.example) no link',
  'Ask @everyone or <@1100000000000000002> about <#123>.',
  '||no spoiler|| ~~nor this~~ `nor code` $5 and $6',
  'A \\ backslash, &amp; <!-- no comment --> <b>no tag</b> :smile:',
  '中文，“引号”——破折号。',
  '---',
])('what is typed on Discord is posted as it was typed: %s', async (text) => {
  await openDialog(id(2))
  await discord.fillIn({ title: 'Typed', tag: '', text, takeaways: text })
  await expect.poll(() => card().words, patience).toContain('Typed')
  await press(discord.reader, 'approve')
  await hears(discord.reader, /Approved\./)
  const draft = workflow.drafts.get(todaysId)
  const bytes = new TextEncoder().encode(draft && writeDigest(rendered(draft), vocabulary))
  const { digest } = readDigest({ file: '2026-03-12.md', publication: 'main', bytes }, vocabulary)
  const section = digest?.sections[1]
  expect([blocksText(section?.body ?? []), section?.takeaways.length]).toEqual([
    `${text}\nDrafted on 2026-03-12 and edited by a person.`,
    1,
  ])
})

test('a dialog of a draft that was changed meanwhile saves nothing and keeps what was typed', async () => {
  await openDialog(id(2))
  await choose(discord.colleague, 'drop', id(1))
  await expect.poll(() => card().words, patience).not.toContain('Paper 1')
  await discord.fillIn({ title: 'Late', tag: '', text: 'Too late.', takeaways: '' })
  await hears(discord.reader, /changed while you wrote, so nothing was saved.*Open it with my text/s)
  expect(card().words).not.toContain('Late')
})

test('a failed check is named on approval, and the draft keeps waiting', async () => {
  workflow.drafts.set(todaysId, aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] }), aSectionDraft(2)] }))
  await workflow.tick()
  await expect.poll(() => card().words, patience).toContain('1 check failed')
  await press(discord.reader, 'approve')
  await hears(discord.reader, /not approved: 1 check failed.*It is 99% faster/s)
  expect([...workflow.digests]).toEqual([])
})

test('a copy of the buttons in a direct message does nothing, and the draft as posted is for one person', async () => {
  const { reader, colleague, simulator } = discord
  const { state } = simulator
  const components = [{ type: 1, components: [{ type: 2, style: 2, label: 'Approve', custom_id: control('approve') }] }]
  const person = state.users.get(reader)
  if (!person) throw new Error('nobody is there')
  const channelId = state.directWith(person).id
  const copy = state.post({ channelId, author: state.bot, content: 'Another message', components })
  await simulator.act({ user: reader, channelId, messageId: copy.id, customId: control('approve') })
  await expect
    .poll(() => JSON.stringify([discord.conversation(reader), discord.whispered(reader)]), patience)
    .toMatch(/not reviewed here/)
  expect([...workflow.digests]).toEqual([])
  await press(colleague, 'show')
  await hears(colleague, /How paper 2 does it/)
  expect(discord.whispered(reader).join()).not.toContain('How paper 2')
})
