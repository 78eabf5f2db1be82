import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MessageRef } from '../../src/domain/delivery.ts'
import { Ambiguous, CannotSay, DestinationRefused, PlatformBusy, TokenRefused } from '../../src/domain/errors.ts'
import type { Part } from '../../src/domain/part.ts'
import type { Posting } from '../../src/domain/platform.ts'
import { postNow } from '../post-now.ts'
import { type AdapterFixture, count, fail, type OpenAdapterFixture } from './adapter-fixture.ts'
import { aDigest, aPosting, bareDigest } from './digest.ts'
import { aCard } from './replies.ts'

/** The contract of every platform, over real sockets and with the real SDK, with all kinds of faults. */
export function platformContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} as a platform`, () => {
    let fixture: AdapterFixture
    let since: number

    beforeEach(async () => {
      fixture = await open({})
      since = Date.now()
    })
    afterEach(async () => {
      await fixture.close()
      expect(fixture.complaints()).toEqual([])
    })

    const parts = () => fixture.platform.renderer.render(aDigest, 'sections')
    const part = async (key: string): Promise<Part> => {
      const found = (await parts()).find((each) => each.key === key)
      if (!found) throw new Error(`the digest has no part ${key}`)
      return found
    }
    const posting = async (key: string) => aPosting(fixture.channel, await part(key))
    const post = async (key: string): Promise<MessageRef> => postNow(fixture.platform.client, await posting(key))
    const find = (sent: Posting, firstTriedAt: number) => fixture.platform.client.find(sent, { firstTriedAt })

    test('the same digest is rendered alike twice', async () => {
      expect(await parts()).toEqual(await parts())
      expect((await parts())[0]?.key).toBe('overview')
    })

    test('a digest with next to nothing in it still says what it is about', async () => {
      const [overview] = await fixture.platform.renderer.render(bareDigest, 'sections')
      if (!overview) throw new Error('nothing was rendered')
      await postNow(fixture.platform.client, aPosting(fixture.channel, overview))
      expect(fixture.seen()[0]?.words).toContain('Only this')
    })

    test('what is posted is in the channel, once, with a link to it', async () => {
      const ref = await post('section-01')
      expect(fixture.seen()).toHaveLength(1)
      expect(fixture.seen()[0]).toMatchObject({ id: ref.message, words: expect.stringContaining('Lighthouses') })
      expect(ref).toMatchObject({ platform: fixture.platform.name, channel: fixture.channel })
      expect(ref.link).toMatch(/^https:/)
    })

    test('each part is found again by its marker, and no other is taken for it', async () => {
      const overview = await post('overview')
      const first = await post('section-01')
      expect(await find(await posting('overview'), since)).toEqual(overview)
      expect(await find(await posting('section-01'), since)).toEqual(first)
      expect(await find(await posting('section-02'), since)).toBeUndefined()
      const ofAnotherDay = {
        ...(await posting('section-01')),
        marker: { delivery: 'readers@main/2026-03-11', part: 'section-01' },
      }
      expect(await find(ofAnotherDay, since)).toBeUndefined()
    })

    test('a reservation sends nothing until it is used, and one that is given up holds up nothing', async () => {
      const requests = count(fixture, 'posts')
      const unused = await fixture.platform.client.reserve(await posting('section-02'))
      unused.release()
      const used = await fixture.platform.client.reserve(await posting('section-01'))
      expect(requests()).toBe(0)
      await used.send()
      expect(requests()).toBe(1)
      expect(fixture.seen()).toHaveLength(1)
    })

    test('a message that was stored before the connection was lost is found, not sent twice', async () => {
      fail(fixture, 'posts', { type: 'reset', when: 'after' })
      await expect(post('section-01')).rejects.toThrow(Ambiguous)
      const found = await find(await posting('section-01'), since)
      expect(fixture.seen().map(({ id }) => id)).toEqual([found?.message])
    })

    test('a message that was lost with the connection is known to be missing', async () => {
      fail(fixture, 'posts', { type: 'reset', when: 'before' })
      await expect(post('section-01')).rejects.toThrow(Ambiguous)
      expect(await find(await posting('section-01'), since)).toBeUndefined()
      expect(fixture.seen()).toEqual([])
    })

    test('a server error leaves it open whether the message is there, and nothing is sent again', async () => {
      const requests = count(fixture, 'posts')
      fail(fixture, 'posts', { type: 'error', status: 500, when: 'after' })
      await expect(post('section-01')).rejects.toThrow(Ambiguous)
      expect(requests()).toBe(1)
      expect(fixture.seen()).toHaveLength(1)
    })

    test('asked to slow down, it waits or says for how long, and the message is there once', async () => {
      fail(fixture, 'posts', { type: 'busy', retryAfterMs: 1_000 })
      try {
        await post('section-01')
      } catch (error) {
        expect(error).toBeInstanceOf(PlatformBusy)
        expect((error as PlatformBusy).retryAfterMs).toBeGreaterThanOrEqual(1_000)
        await new Promise((resolve) => setTimeout(resolve, (error as PlatformBusy).retryAfterMs))
        await post('section-01')
      }
      expect(fixture.seen()).toHaveLength(1)
    })

    test('what was sent while our clock was hours ahead is found once it was set right', async () => {
      await post('section-01')
      const hoursAhead = since + 9 * 3_600_000
      expect(await find(await posting('section-01'), hoursAhead)).toBeDefined()
    })

    test('a channel that cannot be read later on leaves the question open', async () => {
      await post('section-01')
      fail(fixture, 'reads', { type: 'error', status: 500, when: 'before' })
      const longAgo = since - 3_600_000
      await expect(find(await posting('section-01'), longAgo)).rejects.toThrow(CannotSay)
    })

    test('a channel that is gone refuses to be looked into, and leaves nothing uncertain', async () => {
      const longAgo = since - 3_600_000
      await expect(find(aPosting(fixture.nowhere, await part('section-01')), longAgo)).rejects.toThrow(
        DestinationRefused,
      )
    })

    test('a part that belongs under another is in its thread', async () => {
      const overview = await post('overview')
      const under = { ...(await posting('section-01')), place: { channel: fixture.channel, under: overview } }
      const first = await postNow(fixture.platform.client, under)
      const next = { ...(await posting('section-02')), place: { channel: fixture.channel, under: overview } }
      expect(await find(next, since)).toBeUndefined()
      await postNow(fixture.platform.client, next)
      expect(fixture.seen().map((message) => message.under)).toEqual([undefined, overview.message, overview.message])
      expect(await find(under, since)).toEqual(first)
      expect(await find(await posting('section-01'), since)).toBeUndefined()
    })

    test('a message is corrected in place, without a notification', async () => {
      const ref = await post('overview')
      const corrected = { ...aDigest, title: 'Lighthouses and rivers' }
      const [overview] = await fixture.platform.renderer.render(corrected, 'sections')
      if (!overview) throw new Error('nothing was rendered')
      await fixture.platform.client.edit(ref, aPosting(fixture.channel, overview))
      expect(fixture.seen()).toHaveLength(1)
      expect(fixture.seen()[0]).toMatchObject({
        words: expect.stringContaining('Lighthouses and rivers'),
        notifies: [],
      })
      expect(await find(aPosting(fixture.channel, overview), since)).toMatchObject({
        message: ref.message,
      })
    })

    test('the words of a digest notify no one', async () => {
      for (const { key } of await parts()) await post(key)
      expect(fixture.seen().flatMap(({ notifies }) => notifies)).toEqual([])
    })

    test('a discussion is opened once, under the message it is about', async () => {
      const ref = await post('section-01')
      const place = await fixture.platform.client.discussions.open(ref, 'Lighthouses')
      expect(await fixture.platform.client.discussions.open(ref, 'Lighthouses')).toEqual(place)
      const about = (await part('section-01')).discuss
      if (!about) throw new Error('a section can be discussed')
      const prompt = fixture.platform.renderer.renderTakeaway(about, 2, 'en')
      const said = await postNow(fixture.platform.client, { ...aPosting(fixture.channel, prompt), place })
      expect(fixture.seen().at(-1)).toMatchObject({
        under: ref.message,
        words: expect.stringContaining('Second lesson'),
      })
      // Discussing something said in a thread goes on in that thread.
      const inside = await fixture.platform.client.discussions.open(said, 'Lighthouses')
      await postNow(fixture.platform.client, {
        ...aPosting(fixture.channel, fixture.platform.renderer.renderTakeaway(about, 1, 'en')),
        place: inside,
      })
      expect(fixture.seen().at(-1)).toMatchObject({
        under: ref.message,
        words: expect.stringContaining('First lesson'),
      })
    })

    test('a channel that does not exist is refused with its id and what to do', async () => {
      const refused = postNow(fixture.platform.client, aPosting(fixture.nowhere, await part('section-01')))
      await expect(refused).rejects.toThrow(DestinationRefused)
      await expect(refused).rejects.toThrow(fixture.nowhere)
    })

    test('a wrong token is refused, in one line that names the variable and not the token', async () => {
      const stranger = fixture.stranger()
      const refusal = await stranger.start().catch((error: unknown) => error)
      await stranger.stop()
      expect(refusal).toBeInstanceOf(TokenRefused)
      expect(String(refusal)).toMatch(/(SLACK|DISCORD)_/)
      expect(String(refusal)).not.toContain('\n')
      await expect(postNow(stranger.client, await posting('section-01'))).rejects.toThrow(TokenRefused)
    })

    test('the call that is shown beforehand is the one that is made', async () => {
      const bodies: unknown[] = []
      const matches = (call: string, body: object) => {
        if (fixture.posts(call)) bodies.push(body)
        return false
      }
      fixture.faults.inject({ matches, kind: { type: 'busy', retryAfterMs: 0 }, times: 1 })
      await post('section-01')
      expect(bodies).toEqual([fixture.request(await posting('section-01')).body])
    })

    test('a person gets a private message', async () => {
      await fixture.platform.client.sendDirectMessage(fixture.colleague, [aCard('Paused')])
      expect(fixture.conversation(fixture.colleague).join()).toContain('All about paused')
      expect(fixture.seen()).toEqual([])
    })

    test('a person who does not want to hear from the bot is left alone', async () => {
      fixture.shutOut(fixture.colleague)
      await expect(fixture.platform.client.sendDirectMessage(fixture.colleague, [aCard('Paused')])).rejects.toThrow(
        DestinationRefused,
      )
    })

    test('replies are counted without being read', async () => {
      const section = (await fixture.platform.renderer.render(aDigest, 'sections')).find(
        ({ key }) => key === 'section-01',
      )
      const about = section?.discuss
      if (!section || !about) throw new Error('the digest has no first section to discuss')
      const ref = await postNow(fixture.platform.client, aPosting(fixture.channel, section))
      expect(await fixture.platform.client.discussions.countReplies(ref)).toBe(0)
      const place = await fixture.platform.client.discussions.open(ref, 'Lighthouses')
      expect(await fixture.platform.client.discussions.countReplies(ref)).toBe(0)
      for (const point of [1, 2]) {
        const part = fixture.platform.renderer.renderTakeaway(about, point, 'en')
        const prompt = await postNow(fixture.platform.client, { ...aPosting(fixture.channel, part), place })
        expect(await fixture.platform.client.discussions.countReplies(ref)).toBe(point)
        expect(await fixture.platform.client.discussions.countReplies(prompt)).toBe(point)
      }
    })
  })
}
