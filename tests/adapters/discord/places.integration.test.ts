import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Layout } from '../../../src/domain/destination.ts'
import { Ambiguous, CannotSay, DestinationRefused, MessageRefused } from '../../../src/domain/errors.ts'
import type { Part } from '../../../src/domain/part.ts'
import { discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { fail } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { type DiscordStand, openDiscordStand } from './discord-fixture.ts'

let stand: DiscordStand
let since: number

beforeEach(async () => {
  stand = await openDiscordStand({})
  since = Date.now()
})
afterEach(async () => {
  await stand.close()
  expect(stand.complaints()).toEqual([])
})

function part(layout: Layout, key: string): Part {
  const found = stand.platform.renderer.render(aDigest, layout).find((each) => each.key === key)
  if (!found) throw new Error(`the digest has no part ${key}`)
  return found
}
const posts = (channel: string) => [...stand.simulator.state.threads()].filter(({ parentId }) => parentId === channel)
const section = () => aPosting(stand.channel, part('sections', 'section-01'))

describe('a forum', () => {
  const opening = () => aPosting(stand.forum, part('forum', 'overview'))

  test('gets one post a day, with those of its tags that fit', async () => {
    const ref = await postNow(stand.platform.client, opening())
    const [post] = posts(stand.forum)
    const tags = stand.simulator.state.channels.get(stand.forum)?.availableTags ?? []
    const named = tags.filter(({ id }) => post?.appliedTags?.includes(id)).map(({ name }) => name)
    expect(named).toEqual(['Training', 'Agent'])
    expect(ref).toMatchObject({ channel: post?.id, message: post?.id, thread: post?.id })
  })

  test('has the rest of the digest inside the post, and discussions too', async () => {
    const under = await postNow(stand.platform.client, opening())
    const ref = await postNow(stand.platform.client, {
      ...aPosting(stand.forum, part('forum', 'section-01')),
      place: { channel: stand.forum, under },
    })
    expect(ref).toMatchObject({ channel: under.channel, thread: under.channel })
    expect(await stand.platform.client.openDiscussion(ref, 'Lighthouses')).toEqual({
      channel: under.channel,
      under: ref,
    })
    expect(posts(stand.forum)).toHaveLength(1)
  })

  test('gets another name when its digest gets another title, and none when it has it', async () => {
    const ref = await postNow(stand.platform.client, opening())
    const name = () => posts(stand.forum)[0]?.name
    const before = name()
    let renamed = 0
    const matches = (call: string) => {
      renamed += call === `PATCH /channels/${ref.channel}` ? 1 : 0
      return false
    }
    stand.faults.inject({ matches, kind: { type: 'busy', retryAfterMs: 0 }, times: 1 })
    await stand.platform.client.edit(ref, opening())
    expect([name(), renamed]).toEqual([before, 0])
    const [overview] = stand.platform.renderer.render({ ...aDigest, title: 'Rivers' }, 'forum')
    if (!overview) throw new Error('nothing was rendered')
    await stand.platform.client.edit(ref, aPosting(stand.forum, overview))
    expect([name()?.split(' —')[0], renamed]).toEqual(['Rivers', 1])
  })

  test('finds a post whose answer was lost, open or closed, and opens no second one', async () => {
    const matches = (call: string) => call === `POST /channels/${stand.forum}/threads`
    stand.faults.inject({ matches, kind: { type: 'reset', when: 'after' }, times: 1 })
    await expect(postNow(stand.platform.client, opening())).rejects.toThrow(Ambiguous)
    const [post] = posts(stand.forum)
    expect(await stand.platform.client.find(opening(), since)).toMatchObject({ thread: post?.id })
    if (post) stand.simulator.state.changeThread(post, { archived: true })
    expect(await stand.platform.client.find(opening(), since)).toMatchObject({ thread: post?.id })
  })

  test('knows when a post was lost on the way', async () => {
    await postNow(stand.platform.client, {
      ...opening(),
      marker: { delivery: 'others@main/2026-03-12', part: 'overview' },
    })
    const yesterday = { ...aDigest, title: 'Bridges and bees' }
    const [overview] = stand.platform.renderer.render(yesterday, 'forum')
    expect(overview && (await stand.platform.client.find(aPosting(stand.forum, overview), since))).toBeUndefined()
  })

  test('is not to be mistaken for a channel, nor a channel for a forum', async () => {
    await expect(postNow(stand.platform.client, aPosting(stand.forum, part('sections', 'overview')))).rejects.toThrow(
      DestinationRefused,
    )
    await expect(postNow(stand.platform.client, aPosting(stand.channel, part('forum', 'overview')))).rejects.toThrow(
      /not a forum/,
    )
  })
})

describe('a thread', () => {
  test('is named after the first line of the message it hangs on', async () => {
    const overview = await postNow(stand.platform.client, aPosting(stand.channel, part('thread', 'overview')))
    await postNow(stand.platform.client, { ...section(), place: { channel: stand.channel, under: overview } })
    expect(posts(stand.channel).map(({ name }) => name)).toEqual(['Lighthouses and gardens'])
  })

  test('has a name that fits, however long the title is', async () => {
    const ref = await postNow(stand.platform.client, section())
    await stand.platform.client.openDiscussion(ref, `${'Very '.repeat(40)}long`)
    const [thread] = posts(stand.channel)
    expect(thread?.name).toMatch(/^(Very ){10,}Very…$/)
    expect(thread?.name.length).toBeLessThanOrEqual(100)
  })

  test('that went to sleep is woken for an answer and for a correction', async () => {
    const ref = await postNow(stand.platform.client, section())
    const place = await stand.platform.client.openDiscussion(ref, 'Lighthouses')
    const inside = await postNow(stand.platform.client, { ...section(), marker: { delivery: 'd', part: 'p' }, place })
    const [thread] = posts(stand.channel)
    if (!thread) throw new Error('no thread was opened')
    stand.simulator.state.changeThread(thread, { archived: true })
    await stand.platform.client.edit(inside, section())
    expect(thread.thread?.archived).toBe(false)
    stand.simulator.state.changeThread(thread, { archived: true })
    await postNow(stand.platform.client, { ...section(), marker: { delivery: 'd', part: 'q' }, place })
    expect(stand.simulator.state.messages(thread.id)).toHaveLength(2)
  })

  test('that somebody locked is left alone', async () => {
    const ref = await postNow(stand.platform.client, section())
    const place = await stand.platform.client.openDiscussion(ref, 'Lighthouses')
    const [thread] = posts(stand.channel)
    if (thread) stand.simulator.state.changeThread(thread, { archived: true, locked: true })
    await expect(postNow(stand.platform.client, { ...section(), place })).rejects.toThrow(MessageRefused)
  })

  test('under a message that is gone cannot be opened', async () => {
    const ref = await postNow(stand.platform.client, section())
    const message = stand.simulator.state.message(stand.channel, ref.message)
    if (message) stand.simulator.state.remove(message)
    await expect(stand.platform.client.openDiscussion(ref, 'Lighthouses')).rejects.toThrow(MessageRefused)
  })
})

describe('a message whose answer was lost', () => {
  test('is not called missing where the bot may not read the history', async () => {
    await postNow(stand.platform.client, section())
    stand.simulator.state.forbidden.set(stand.channel, new Set(['history']))
    const hourAgo = since - 3_600_000
    await expect(stand.platform.client.find(section(), hourAgo)).rejects.toThrow(CannotSay)
  })

  test('can be sent again for a minute where the channel cannot be read: it will not be there twice', async () => {
    fail(stand, 'posts', { type: 'reset', when: 'after' })
    await expect(postNow(stand.platform.client, section())).rejects.toThrow(Ambiguous)
    fail(stand, 'reads', { type: 'error', status: 500, when: 'before' })
    expect(await stand.platform.client.find(section(), since)).toBeUndefined()
    const ref = await postNow(stand.platform.client, section())
    expect(stand.seen().map(({ id }) => id)).toEqual([ref.message])
  })

  test('is found among many others', async () => {
    fail(stand, 'posts', { type: 'reset', when: 'after' })
    await expect(postNow(stand.platform.client, section())).rejects.toThrow(Ambiguous)
    for (let at = 0; at < 250; at += 1) stand.simulator.state.say(stand.reader, stand.channel, `chatter ${at}`)
    expect(await stand.platform.client.find(section(), since)).toMatchObject({ message: stand.seen()[0]?.id })
  })

  test('is not mistaken for the same words of somebody else', async () => {
    const overview = aPosting(stand.channel, part('sections', 'overview'))
    const { state } = stand.simulator
    const author = state.users.get(stand.reader)
    if (!author) throw new Error('there is no reader')
    const content = String(discordRequest(overview).body.content)
    // The bot may read what others write where they mention it.
    const mentions = { everyone: false, roles: [], users: [state.bot.id] }
    state.post({ channelId: stand.channel, author, content, mentions })
    expect(await stand.platform.client.find(overview, since)).toBeUndefined()
  })
})

test.each([
  [5_000, 'may be sent again'],
  [55_000, 'may be sent again'],
  [65_000, 'is uncertain'],
  [600_000, 'is uncertain'],
  [3_500_000, 'is uncertain'],
])(
  'a message that was first sent %i ms ago and cannot be looked for %s: Discord keeps a nonce for minutes',
  async (agoMs, what) => {
    const { client } = stand.platform
    const sentAt = (await client.clock.now()) - agoMs
    stand.simulator.state.forbidden.set(stand.channel, new Set(['history']))
    const found = client.find(section(), sentAt, sentAt)
    if (what === 'is uncertain') await expect(found).rejects.toThrow(CannotSay)
    else expect(await found).toBeUndefined()
  },
)

test('a permission that is missing is named', async () => {
  stand.simulator.state.forbidden.set(stand.channel, new Set(['send']))
  await expect(postNow(stand.platform.client, section())).rejects.toThrow(/Send Messages/)
})

test('a message without a link is still a message', async () => {
  // What Discord tells by itself about channels is not heard any more.
  await stand.platform.stop()
  const matches = (call: string) => call === `GET /channels/${stand.channel}`
  stand.faults.inject({ matches, kind: { type: 'error', status: 500, when: 'before' }, times: 1 })
  const ref = await postNow(stand.platform.client, section())
  expect(ref.link).toBeUndefined()
  expect(stand.seen()).toHaveLength(1)
})

test.each([
  ['cannot notify', { mentionable: false, may: false }, 1],
  ['is mentionable', { mentionable: true, may: false }, 0],
  ['may notify', { mentionable: false, may: true }, 0],
])('a role that the bot %s: the log has a warning in that case only', async (_, { mentionable, may }, warnings) => {
  const { state } = stand.simulator
  const [role] = state.roles.keys()
  if (!role) throw new Error('there is no role')
  Object.assign(state.roles.get(role) ?? {}, { mentionable })
  Object.assign(state, { mayMentionEveryone: may })
  for (const [layout, channel] of [
    ['sections', stand.channel],
    ['forum', stand.forum],
  ] as const) {
    const before = stand.log.lines.length
    const mention = { kind: 'role', id: role } as const
    await postNow(stand.platform.client, { ...aPosting(channel, part(layout, 'overview')), mention })
    const warned = stand.log.lines.slice(before).filter(({ message }) => message === 'a mention had no effect')
    expect(warned).toHaveLength(warnings)
    for (const { fields } of warned)
      expect(fields).toMatchObject({ reason: expect.stringMatching(/Mention @everyone, @here and All Roles/) })
  }
})
