import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Ambiguous, CannotSay, DestinationRefused, MessageRefused } from '../../../src/domain/errors.ts'
import { discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { fail } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { type DiscordFixture, openDiscordFixture, partOn } from './discord-fixture.ts'

let fixture: DiscordFixture
let since: number

beforeEach(async () => {
  fixture = await openDiscordFixture({})
  since = Date.now()
})
afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

const posts = (channel: string) => [...fixture.simulator.state.threads()].filter(({ parentId }) => parentId === channel)
const section = () => aPosting(fixture.channel, partOn('sections', 'section-01'))

describe('a forum', () => {
  const opening = () => aPosting(fixture.forum, partOn('forum', 'overview'))

  test('gets one post a day, with those of its tags that fit', async () => {
    const ref = await postNow(fixture.platform.client, opening())
    const [post] = posts(fixture.forum)
    const tags = fixture.simulator.state.channels.get(fixture.forum)?.availableTags ?? []
    const named = tags.filter(({ id }) => post?.appliedTags?.includes(id)).map(({ name }) => name)
    expect(named).toEqual(['Training', 'Agent'])
    expect(ref).toMatchObject({ channel: post?.id, message: post?.id, thread: post?.id })
  })

  test('has the rest of the digest inside the post, and discussions too', async () => {
    const under = await postNow(fixture.platform.client, opening())
    const ref = await postNow(fixture.platform.client, {
      ...aPosting(fixture.forum, partOn('forum', 'section-01')),
      place: { channel: fixture.forum, under },
    })
    expect(ref).toMatchObject({ channel: under.channel, thread: under.channel })
    expect(await fixture.platform.client.discussions.open(ref, 'Lighthouses')).toEqual({
      channel: under.channel,
      under: ref,
    })
    expect(posts(fixture.forum)).toHaveLength(1)
  })

  test('gets another name when its digest gets another title, and none when it has it', async () => {
    const ref = await postNow(fixture.platform.client, opening())
    const name = () => posts(fixture.forum)[0]?.name
    const before = name()
    let renamed = 0
    const matches = (call: string) => {
      renamed += call === `PATCH /channels/${ref.channel}` ? 1 : 0
      return false
    }
    fixture.faults.inject({ matches, kind: { type: 'busy', retryAfterMs: 0 }, times: 1 })
    await fixture.platform.client.edit(ref, opening())
    expect([name(), renamed]).toEqual([before, 0])
    const [overview] = await fixture.platform.renderer.render({ ...aDigest, title: 'Rivers' }, 'forum')
    if (!overview) throw new Error('nothing was rendered')
    await fixture.platform.client.edit(ref, aPosting(fixture.forum, overview))
    expect([name()?.split(' —')[0], renamed]).toEqual(['Rivers', 1])
  })

  test('finds a post whose answer was lost, open or closed, and opens no second one', async () => {
    const matches = (call: string) => call === `POST /channels/${fixture.forum}/threads`
    fixture.faults.inject({ matches, kind: { type: 'reset', when: 'after' }, times: 1 })
    await expect(postNow(fixture.platform.client, opening())).rejects.toThrow(Ambiguous)
    const [post] = posts(fixture.forum)
    expect(await fixture.platform.client.find(opening(), { firstTriedAt: since })).toMatchObject({ thread: post?.id })
    const others = new Set(posts(fixture.forum).map(({ id }) => id))
    expect(await fixture.platform.client.find(opening(), { firstTriedAt: since, others })).toBeUndefined()
    if (post) fixture.simulator.state.changeThread(post, { archived: true })
    expect(await fixture.platform.client.find(opening(), { firstTriedAt: since })).toMatchObject({ thread: post?.id })
  })

  test('knows when a post was lost on the way', async () => {
    const marker = { delivery: 'others@main/2026-03-12', part: 'overview' }
    await postNow(fixture.platform.client, { ...opening(), marker })
    const yesterday = { ...aDigest, title: 'Bridges and bees' }
    const [overview] = await fixture.platform.renderer.render(yesterday, 'forum')
    expect(
      overview && (await fixture.platform.client.find(aPosting(fixture.forum, overview), { firstTriedAt: since })),
    ).toBeUndefined()
  })

  test('is not to be mistaken for a channel, nor a channel for a forum', async () => {
    await expect(
      postNow(fixture.platform.client, aPosting(fixture.forum, partOn('sections', 'overview'))),
    ).rejects.toThrow(DestinationRefused)
    await expect(
      postNow(fixture.platform.client, aPosting(fixture.channel, partOn('forum', 'overview'))),
    ).rejects.toThrow(/not a forum/)
  })
})

describe('a thread', () => {
  test('is named after the first line of the message it hangs on', async () => {
    const overview = await postNow(fixture.platform.client, aPosting(fixture.channel, partOn('thread', 'overview')))
    await postNow(fixture.platform.client, { ...section(), place: { channel: fixture.channel, under: overview } })
    expect(posts(fixture.channel).map(({ name }) => name)).toEqual(['Lighthouses and gardens'])
  })

  test('has a name that fits, however long the title is', async () => {
    const ref = await postNow(fixture.platform.client, section())
    await fixture.platform.client.discussions.open(ref, `${'Very '.repeat(40)}long`)
    const [thread] = posts(fixture.channel)
    expect(thread?.name).toMatch(/^(Very ){10,}Very…$/)
    expect(thread?.name.length).toBeLessThanOrEqual(100)
  })

  test('that went to sleep is woken for an answer and for a correction', async () => {
    const ref = await postNow(fixture.platform.client, section())
    const place = await fixture.platform.client.discussions.open(ref, 'Lighthouses')
    const inside = await postNow(fixture.platform.client, { ...section(), marker: { delivery: 'd', part: 'p' }, place })
    const [thread] = posts(fixture.channel)
    if (!thread) throw new Error('no thread was opened')
    fixture.simulator.state.changeThread(thread, { archived: true })
    await fixture.platform.client.edit(inside, section())
    expect(thread.thread?.archived).toBe(false)
    fixture.simulator.state.changeThread(thread, { archived: true })
    await postNow(fixture.platform.client, { ...section(), marker: { delivery: 'd', part: 'q' }, place })
    expect(fixture.simulator.state.messages(thread.id)).toHaveLength(2)
  })

  test('that is locked is left alone', async () => {
    const ref = await postNow(fixture.platform.client, section())
    const place = await fixture.platform.client.discussions.open(ref, 'Lighthouses')
    const [thread] = posts(fixture.channel)
    if (thread) fixture.simulator.state.changeThread(thread, { archived: true, locked: true })
    await expect(postNow(fixture.platform.client, { ...section(), place })).rejects.toThrow(MessageRefused)
  })

  test('under a message that is gone cannot be opened', async () => {
    const ref = await postNow(fixture.platform.client, section())
    const message = fixture.simulator.state.message(fixture.channel, ref.message)
    if (message) fixture.simulator.state.remove(message)
    await expect(fixture.platform.client.discussions.open(ref, 'Lighthouses')).rejects.toThrow(MessageRefused)
  })
})

describe('a message whose answer was lost', () => {
  test.each(['history', 'view'] as const)('is not called missing where the bot lacks the right %s', async (right) => {
    await postNow(fixture.platform.client, section())
    fixture.simulator.state.forbidden.set(fixture.channel, new Set([right]))
    const looking = fixture.platform.client.find(section(), { firstTriedAt: since - 3_600_000 })
    await expect(looking).rejects.toThrow(right === 'view' ? DestinationRefused : CannotSay)
  })

  test('can be sent again for a minute where the channel cannot be read: it will not be there twice', async () => {
    fail(fixture, 'posts', { type: 'reset', when: 'after' })
    await expect(postNow(fixture.platform.client, section())).rejects.toThrow(Ambiguous)
    fail(fixture, 'reads', { type: 'error', status: 500, when: 'before' })
    const attempts = { firstTriedAt: since, isRepeated: true }
    expect(await fixture.platform.client.find(section(), attempts)).toBeUndefined()
    const ref = await postNow(fixture.platform.client, section())
    expect(fixture.seen().map(({ id }) => id)).toEqual([ref.message])
  })

  test('is found among many others', async () => {
    fail(fixture, 'posts', { type: 'reset', when: 'after' })
    await expect(postNow(fixture.platform.client, section())).rejects.toThrow(Ambiguous)
    for (let at = 0; at < 250; at += 1) fixture.simulator.state.say(fixture.reader, fixture.channel, `chatter ${at}`)
    expect(await fixture.platform.client.find(section(), { firstTriedAt: since })).toMatchObject({
      message: fixture.seen()[0]?.id,
    })
  })

  test('is not mistaken for the same words of another author', async () => {
    const overview = aPosting(fixture.channel, partOn('sections', 'overview'))
    const { state } = fixture.simulator
    const author = state.users.get(fixture.reader)
    if (!author) throw new Error('there is no reader')
    const content = String(discordRequest(overview).body.content)
    // The bot may read what others write where they mention it.
    const mentions = { everyone: false, roles: [], users: [state.bot.id] }
    state.post({ channelId: fixture.channel, author, content, mentions })
    expect(await fixture.platform.client.find(overview, { firstTriedAt: since })).toBeUndefined()
  })
})

test.each([
  [5_000, 'may be sent again'],
  [55_000, 'may be sent again'],
  [65_000, 'is uncertain'],
  [600_000, 'is uncertain'],
  [3_500_000, 'is uncertain'],
  [5_000, 'is uncertain when it is not to be sent again'],
])(
  'a message that was first sent %i ms ago and cannot be looked for %s: Discord keeps a nonce for minutes',
  async (agoMs, what) => {
    const { client } = fixture.platform
    const sentAt = (await client.clock.now()) - agoMs
    fixture.simulator.state.forbidden.set(fixture.channel, new Set(['history']))
    const isRepeated = !what.endsWith('not to be sent again')
    const found = client.find(section(), { firstTriedAt: sentAt, lastTriedAt: sentAt, isRepeated })
    if (what.startsWith('is uncertain')) await expect(found).rejects.toThrow(CannotSay)
    else expect(await found).toBeUndefined()
  },
)

test('a permission that is missing is named', async () => {
  fixture.simulator.state.forbidden.set(fixture.channel, new Set(['send']))
  await expect(postNow(fixture.platform.client, section())).rejects.toThrow(/Send Messages/)
})

test('a message without a link is still a message', async () => {
  // The SDK no longer gets events about channels.
  await fixture.platform.stop()
  const matches = (call: string) => call === `GET /channels/${fixture.channel}`
  fixture.faults.inject({ matches, kind: { type: 'error', status: 500, when: 'before' }, times: 1 })
  const ref = await postNow(fixture.platform.client, section())
  expect(ref.link).toBeUndefined()
  expect(fixture.seen()).toHaveLength(1)
})

test.each([
  ['cannot notify', { mentionable: false, may: false }, 1],
  ['is mentionable', { mentionable: true, may: false }, 0],
  ['may notify', { mentionable: false, may: true }, 0],
])('a role that the bot %s: the log has a warning in that case only', async (_, { mentionable, may }, warnings) => {
  const { state } = fixture.simulator
  const [role] = state.roles.keys()
  if (!role) throw new Error('there is no role')
  Object.assign(state.roles.get(role) ?? {}, { mentionable })
  Object.assign(state, { mayMentionEveryone: may })
  for (const [layout, channel] of [
    ['sections', fixture.channel],
    ['forum', fixture.forum],
  ] as const) {
    const before = fixture.log.lines.length
    const mention = { kind: 'role', id: role } as const
    await postNow(fixture.platform.client, { ...aPosting(channel, partOn(layout, 'overview')), mention })
    const warned = fixture.log.lines.slice(before).filter(({ message }) => message === 'a mention had no effect')
    expect(warned).toHaveLength(warnings)
    for (const { fields } of warned)
      expect(fields).toMatchObject({ reason: expect.stringMatching(/Mention @everyone, @here and All Roles/) })
  }
})
