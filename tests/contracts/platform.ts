import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MessageRef } from '../../src/domain/delivery.ts'
import { Ambiguous, CannotSay, DestinationRefused, PlatformBusy, TokenRefused } from '../../src/domain/errors.ts'
import type { Part } from '../../src/domain/part.ts'
import { postNow } from '../post-now.ts'
import { type AdapterFixture, count, fail, type OpenAdapterFixture } from './adapter-fixture.ts'
import { aDigest, aPosting, bareDigest } from './digest.ts'
import { aCard } from './replies.ts'

/** What every platform must do, over real sockets and with the real SDK, whatever happens on the way. */
export function platformContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} as a platform`, () => {
    let stand: AdapterFixture
    let since: number

    beforeEach(async () => {
      stand = await open({})
      since = Date.now()
    })
    afterEach(async () => {
      await stand.close()
      expect(stand.complaints()).toEqual([])
    })

    const parts = () => stand.platform.renderer.render(aDigest, 'sections')
    const part = (key: string): Part => {
      const found = parts().find((each) => each.key === key)
      if (!found) throw new Error(`the digest has no part ${key}`)
      return found
    }
    const posting = (key: string) => aPosting(stand.channel, part(key))
    const post = (key: string): Promise<MessageRef> => postNow(stand.platform.client, posting(key))

    test('the same digest is rendered alike twice', () => {
      expect(parts()).toEqual(parts())
      expect(parts()[0]?.key).toBe('overview')
    })

    test('a digest with next to nothing in it still says what it is about', async () => {
      const [overview] = stand.platform.renderer.render(bareDigest, 'sections')
      if (!overview) throw new Error('nothing was rendered')
      await postNow(stand.platform.client, aPosting(stand.channel, overview))
      expect(stand.seen()[0]?.words).toContain('Only this')
    })

    test('what is posted stands in the channel, once, with a link to it', async () => {
      const ref = await post('section-01')
      expect(stand.seen()).toHaveLength(1)
      expect(stand.seen()[0]).toMatchObject({ id: ref.message, words: expect.stringContaining('Lighthouses') })
      expect(ref).toMatchObject({ platform: stand.platform.name, channel: stand.channel })
      expect(ref.link).toMatch(/^https:/)
    })

    test('each part is found again by its marker, and no other is taken for it', async () => {
      const overview = await post('overview')
      const first = await post('section-01')
      expect(await stand.platform.client.find(posting('overview'), since)).toEqual(overview)
      expect(await stand.platform.client.find(posting('section-01'), since)).toEqual(first)
      expect(await stand.platform.client.find(posting('section-02'), since)).toBeUndefined()
      const ofAnotherDay = {
        ...posting('section-01'),
        marker: { delivery: 'readers@main/2026-03-11', part: 'section-01' },
      }
      expect(await stand.platform.client.find(ofAnotherDay, since)).toBeUndefined()
    })

    test('a reservation sends nothing until it is used, and one that is given up holds up nothing', async () => {
      const requests = count(stand, 'posts')
      const unused = await stand.platform.client.reserve(posting('section-02'))
      unused.release()
      const used = await stand.platform.client.reserve(posting('section-01'))
      expect(requests()).toBe(0)
      await used.send()
      expect(requests()).toBe(1)
      expect(stand.seen()).toHaveLength(1)
    })

    test('a message that was stored before the connection was lost is found, not sent twice', async () => {
      fail(stand, 'posts', { type: 'reset', when: 'after' })
      await expect(post('section-01')).rejects.toThrow(Ambiguous)
      const found = await stand.platform.client.find(posting('section-01'), since)
      expect(stand.seen().map(({ id }) => id)).toEqual([found?.message])
    })

    test('a message that was lost with the connection is known to be missing', async () => {
      fail(stand, 'posts', { type: 'reset', when: 'before' })
      await expect(post('section-01')).rejects.toThrow(Ambiguous)
      expect(await stand.platform.client.find(posting('section-01'), since)).toBeUndefined()
      expect(stand.seen()).toEqual([])
    })

    test('a server error leaves it open whether the message is there, and nothing is sent again', async () => {
      const requests = count(stand, 'posts')
      fail(stand, 'posts', { type: 'error', status: 500, when: 'after' })
      await expect(post('section-01')).rejects.toThrow(Ambiguous)
      expect(requests()).toBe(1)
      expect(stand.seen()).toHaveLength(1)
    })

    test('told to slow down, it waits or says for how long, and the message is there once', async () => {
      fail(stand, 'posts', { type: 'busy', retryAfterMs: 1_000 })
      try {
        await post('section-01')
      } catch (error) {
        expect(error).toBeInstanceOf(PlatformBusy)
        expect((error as PlatformBusy).retryAfterMs).toBeGreaterThanOrEqual(1_000)
        await new Promise((resolve) => setTimeout(resolve, (error as PlatformBusy).retryAfterMs))
        await post('section-01')
      }
      expect(stand.seen()).toHaveLength(1)
    })

    test('what was sent while our clock was hours ahead is found once it was set right', async () => {
      await post('section-01')
      const hoursAhead = since + 9 * 3_600_000
      expect(await stand.platform.client.find(posting('section-01'), hoursAhead)).toBeDefined()
    })

    test('a channel that cannot be read later on leaves the question open', async () => {
      await post('section-01')
      fail(stand, 'reads', { type: 'error', status: 500, when: 'before' })
      const longAgo = since - 3_600_000
      await expect(stand.platform.client.find(posting('section-01'), longAgo)).rejects.toThrow(CannotSay)
    })

    test('a channel that is gone refuses to be looked into, and leaves nothing uncertain', async () => {
      const longAgo = since - 3_600_000
      const find = stand.platform.client.find(aPosting(stand.nowhere, part('section-01')), longAgo)
      await expect(find).rejects.toThrow(DestinationRefused)
    })

    test('a part that belongs under another stands in its thread', async () => {
      const overview = await post('overview')
      const under = { ...posting('section-01'), place: { channel: stand.channel, under: overview } }
      const first = await postNow(stand.platform.client, under)
      const next = { ...posting('section-02'), place: { channel: stand.channel, under: overview } }
      expect(await stand.platform.client.find(next, since)).toBeUndefined()
      await postNow(stand.platform.client, next)
      expect(stand.seen().map((message) => message.under)).toEqual([undefined, overview.message, overview.message])
      expect(await stand.platform.client.find(under, since)).toEqual(first)
      expect(await stand.platform.client.find(posting('section-01'), since)).toBeUndefined()
    })

    test('a message is corrected in place, and nobody hears of it', async () => {
      const ref = await post('overview')
      const corrected = { ...aDigest, title: 'Lighthouses and rivers' }
      const [overview] = stand.platform.renderer.render(corrected, 'sections')
      if (!overview) throw new Error('nothing was rendered')
      await stand.platform.client.edit(ref, aPosting(stand.channel, overview))
      expect(stand.seen()).toHaveLength(1)
      expect(stand.seen()[0]).toMatchObject({ words: expect.stringContaining('Lighthouses and rivers'), notifies: [] })
      expect(await stand.platform.client.find(aPosting(stand.channel, overview), since)).toMatchObject({
        message: ref.message,
      })
    })

    test('the words of a digest wake nobody up', async () => {
      for (const { key } of parts()) await post(key)
      expect(stand.seen().flatMap(({ notifies }) => notifies)).toEqual([])
    })

    test('a discussion is opened once, under the message it is about', async () => {
      const ref = await post('section-01')
      const place = await stand.platform.client.openDiscussion(ref, 'Lighthouses')
      expect(await stand.platform.client.openDiscussion(ref, 'Lighthouses')).toEqual(place)
      const about = part('section-01').discuss
      if (!about) throw new Error('a section can be discussed')
      const prompt = stand.platform.renderer.renderTakeaway(about, 2, 'en')
      const said = await postNow(stand.platform.client, { ...aPosting(stand.channel, prompt), place })
      expect(stand.seen().at(-1)).toMatchObject({ under: ref.message, words: expect.stringContaining('Second lesson') })
      // Discussing something said in a thread goes on in that thread.
      const inside = await stand.platform.client.openDiscussion(said, 'Lighthouses')
      await postNow(stand.platform.client, {
        ...aPosting(stand.channel, stand.platform.renderer.renderTakeaway(about, 1, 'en')),
        place: inside,
      })
      expect(stand.seen().at(-1)).toMatchObject({ under: ref.message, words: expect.stringContaining('First lesson') })
    })

    test('a channel that does not exist is refused with its id and what to do', async () => {
      const refused = postNow(stand.platform.client, aPosting(stand.nowhere, part('section-01')))
      await expect(refused).rejects.toThrow(DestinationRefused)
      await expect(refused).rejects.toThrow(stand.nowhere)
    })

    test('a wrong token is refused, in one line that names the variable and not the token', async () => {
      const stranger = stand.stranger()
      const refusal = await stranger.start().catch((error: unknown) => error)
      await stranger.stop()
      expect(refusal).toBeInstanceOf(TokenRefused)
      expect(String(refusal)).toMatch(/(SLACK|DISCORD)_/)
      expect(String(refusal)).not.toContain('\n')
      await expect(postNow(stranger.client, posting('section-01'))).rejects.toThrow(TokenRefused)
    })

    test('the call that is shown beforehand is the one that is made', async () => {
      const bodies: unknown[] = []
      const matches = (call: string, body: object) => {
        if (stand.posts(call)) bodies.push(body)
        return false
      }
      stand.faults.inject({ matches, kind: { type: 'busy', retryAfterMs: 0 }, times: 1 })
      await post('section-01')
      expect(bodies).toEqual([stand.request(posting('section-01')).body])
    })

    test('a person is told something in private', async () => {
      await stand.platform.client.sendDirectMessage(stand.colleague, [aCard('Paused')])
      expect(stand.conversation(stand.colleague).join()).toContain('All about paused')
      expect(stand.seen()).toEqual([])
    })

    test('a person who does not want to hear from the bot is left alone', async () => {
      stand.shutOut(stand.colleague)
      await expect(stand.platform.client.sendDirectMessage(stand.colleague, [aCard('Paused')])).rejects.toThrow(
        DestinationRefused,
      )
    })

    test('replies are counted without being read', async () => {
      const section = stand.platform.renderer.render(aDigest, 'sections').find(({ key }) => key === 'section-01')
      const about = section?.discuss
      if (!section || !about) throw new Error('the digest has no first section to discuss')
      const ref = await postNow(stand.platform.client, aPosting(stand.channel, section))
      expect(await stand.platform.client.countReplies(ref)).toBe(0)
      const place = await stand.platform.client.openDiscussion(ref, 'Lighthouses')
      expect(await stand.platform.client.countReplies(ref)).toBe(0)
      for (const point of [1, 2]) {
        const part = stand.platform.renderer.renderTakeaway(about, point, 'en')
        const prompt = await postNow(stand.platform.client, { ...aPosting(stand.channel, part), place })
        expect(await stand.platform.client.countReplies(ref)).toBe(point)
        expect(await stand.platform.client.countReplies(prompt)).toBe(point)
      }
    })
  })
}
