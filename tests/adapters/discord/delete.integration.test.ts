import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MessageRef } from '../../../src/domain/delivery.ts'
import type { Layout } from '../../../src/domain/destination.ts'
import { DestinationRefused } from '../../../src/domain/errors.ts'
import { aPosting } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { type DiscordFixture, openDiscordFixture, partOn } from './discord-fixture.ts'

let fixture: DiscordFixture

beforeEach(async () => {
  fixture = await openDiscordFixture({})
})
afterEach(async () => {
  await fixture.close()
  expect(fixture.complaints()).toEqual([])
})

const state = () => fixture.simulator.state
const post = (layout: Layout, key: string, under?: MessageRef): Promise<MessageRef> => {
  const channel = layout === 'forum' ? fixture.forum : fixture.channel
  return postNow(fixture.platform.client, {
    ...aPosting(channel, partOn(layout, key)),
    place: { channel, ...(under && { under }) },
  })
}
/** A digest as one message in the channel, or a forum post, with a section in its thread. */
const postTwo = async (layout: 'thread' | 'forum') => {
  const overview = await post(layout, 'overview')
  return { overview, section: await post(layout, 'section-01', overview) }
}
const deleteAll = async ({ overview, section }: Awaited<ReturnType<typeof postTwo>>) => {
  await fixture.platform.client.delete(section)
  await fixture.platform.client.delete(overview)
}
const wordsIn = (channel: string) =>
  state()
    .messages(channel)
    .map(({ content }) => content)

describe.each(['thread', 'forum'] as const)('what is deleted of the layout %s', (layout) => {
  const channel = () => (layout === 'forum' ? fixture.forum : fixture.channel)

  test('is the thread as well, where the bot may manage threads', async () => {
    state().mayManageThreads = true
    await deleteAll(await postTwo(layout))
    expect(state().threads()).toEqual([])
    expect(state().messages(channel())).toEqual([])
  })

  test('is every message where it may not, and the empty thread is archived', async () => {
    const posted = await postTwo(layout)
    await deleteAll(posted)
    await fixture.platform.client.delete(posted.overview)
    expect(state().threads()).toMatchObject([{ thread: { archived: true, messageCount: 0 } }])
    expect(
      state()
        .threads()
        .flatMap(({ id }) => state().messages(id)),
    ).toEqual([])
    expect(state().messages(channel())).toEqual([])
  })

  test('is what is in an archived thread as well', async () => {
    const posted = await postTwo(layout)
    const thread = state().channels.get(posted.section.channel)
    if (!thread) throw new Error('there is no thread')
    state().changeThread(thread, { archived: true })
    await deleteAll(posted)
    expect(state().threads()).toMatchObject([{ thread: { archived: true, messageCount: 0 } }])
    expect(state().messages(thread.id)).toEqual([])
  })

  test('is nothing that others wrote, nor the thread in which they did', async () => {
    state().mayManageThreads = true
    const posted = await postTwo(layout)
    const thread = posted.section.channel
    state().say(fixture.reader, thread, 'I disagree.')
    await deleteAll(posted)
    expect(wordsIn(thread)).toEqual(['I disagree.'])
    expect(state().threads()).toMatchObject([{ id: thread, thread: { archived: false } }])
  })

  test('is nothing that others wrote, whatever the thread says of its number of messages', async () => {
    state().mayManageThreads = true
    const posted = await postTwo(layout)
    const { thread } = state().channels.get(posted.section.channel) ?? {}
    state().say(fixture.reader, posted.section.channel, 'I disagree.')
    if (thread) thread.messageCount = 1
    await deleteAll(posted)
    expect(wordsIn(posted.section.channel)).toEqual(['I disagree.'])
  })

  test('is nothing in a thread that the bot may not read', async () => {
    state().mayManageThreads = true
    const posted = await postTwo(layout)
    state().say(fixture.reader, posted.section.channel, 'I disagree.')
    state().forbidden.set(channel(), new Set(['history']))
    await deleteAll(posted)
    expect(wordsIn(posted.section.channel)).toEqual(['I disagree.'])
  })
})

test('the line about a thread under an older message goes with the thread, and no thread of a reader does', async () => {
  state().mayManageThreads = true
  const [first, second] = [await post('sections', 'section-01'), await post('sections', 'section-02')]
  await fixture.platform.client.discussions.open(first, 'Lighthouses')
  const other = state().message(fixture.channel, second.message)
  const reader = state().users.get(fixture.reader)
  if (!other || !reader) throw new Error('there is no second message or no reader')
  state().openThread(other, 'Gardens', 60, reader)
  await fixture.platform.client.delete(second)
  await fixture.platform.client.delete(first)
  expect(state().threads()).toMatchObject([{ name: 'Gardens' }])
  expect(wordsIn(fixture.channel)).toEqual(['Gardens'])
})

test('a message of another author, or a channel that the bot may not see, is refused', async () => {
  const ref = await post('sections', 'section-01')
  const { id: message } = state().say(fixture.reader, fixture.channel, 'Good morning.')
  await expect(fixture.platform.client.delete({ ...ref, message })).rejects.toThrow(DestinationRefused)
  state().forbidden.set(fixture.channel, new Set(['view']))
  await expect(fixture.platform.client.delete(ref)).rejects.toThrow(DestinationRefused)
  expect(state().messages(fixture.channel)).toHaveLength(2)
})
