import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DestinationRefused, DiscussionRefused, ThreadGone } from '../../../src/domain/errors.ts'
import { aPosting } from '../../contracts/digest.ts'
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

describe.each(['thread', 'forum'] as const)('the layout %s, once a person has deleted its thread', (layout) => {
  const channel = () => (layout === 'forum' ? fixture.forum : fixture.channel)
  const inThread = async (isThreadOpen: boolean) => {
    const under = await postNow(fixture.platform.client, aPosting(channel(), partOn(layout, 'overview')))
    const place = { channel: channel(), under }
    const first = await postNow(fixture.platform.client, {
      ...aPosting(channel(), partOn(layout, 'section-01')),
      place,
    })
    const thread = fixture.simulator.state.channels.get(first.channel)
    if (!thread) throw new Error('there is no thread')
    fixture.simulator.state.removeThread(thread)
    const next = { ...aPosting(channel(), partOn(layout, 'section-02')), place: { ...place, isThreadOpen } }
    return { first, next }
  }

  test('takes no further part, and does not count as a channel that refuses posts', async () => {
    const { first, next } = await inThread(true)
    await expect(postNow(fixture.platform.client, next)).rejects.toThrow(ThreadGone)
    expect(await fixture.platform.client.find(next, { firstTriedAt: since - 3_600_000 })).toBeUndefined()
    await expect(fixture.platform.client.edit(first, next)).rejects.toThrow(ThreadGone)
    expect(fixture.simulator.state.threads()).toEqual([])
  })

  test('counts as a channel that refuses posts if the channel is gone as well', async () => {
    const { next } = await inThread(true)
    fixture.simulator.state.channels.delete(channel())
    await expect(postNow(fixture.platform.client, next)).rejects.toThrow(DestinationRefused)
  })
})

test('a thread cannot be opened under a message that a person has deleted', async () => {
  const under = await postNow(fixture.platform.client, aPosting(fixture.channel, partOn('thread', 'overview')))
  const message = fixture.simulator.state.message(fixture.channel, under.message)
  if (!message) throw new Error('there is no message')
  fixture.simulator.state.remove(message)
  const place = { channel: fixture.channel, under }
  const next = { ...aPosting(fixture.channel, partOn('thread', 'section-01')), place }
  await expect(postNow(fixture.platform.client, next)).rejects.toThrow(ThreadGone)
})

describe('a thread', () => {
  const section = () => aPosting(fixture.channel, partOn('sections', 'section-01'))

  test.each([
    ['threads', true],
    ['view', false],
  ] as const)(
    'is not opened without the permission %s; only threads are refused: %s',
    async (permission, isThreadsOnly) => {
      const ref = await postNow(fixture.platform.client, section())
      fixture.simulator.state.forbidden.set(fixture.channel, new Set([permission]))
      const error = await fixture.platform.client.discussions
        .open(ref, 'Lighthouses')
        .catch((refusal: unknown) => refusal)
      expect([error instanceof DestinationRefused, error instanceof DiscussionRefused]).toEqual([true, isThreadsOnly])
    },
  )

  test.each([
    ['sendInThreads', true],
    ['view', false],
  ] as const)(
    'takes no message without the permission %s; only threads are refused: %s',
    async (permission, isThreadsOnly) => {
      const ref = await postNow(fixture.platform.client, section())
      const place = await fixture.platform.client.discussions.open(ref, 'Lighthouses')
      fixture.simulator.state.forbidden.set(fixture.channel, new Set([permission]))
      const marker = { delivery: 'd', part: 'p' }
      const error = await postNow(fixture.platform.client, { ...section(), marker, place }).catch(
        (refusal: unknown) => refusal,
      )
      expect([error instanceof DestinationRefused, error instanceof DiscussionRefused]).toEqual([true, isThreadsOnly])
    },
  )
})
