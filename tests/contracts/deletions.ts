import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MessageRef } from '../../src/domain/delivery.ts'
import { Ambiguous } from '../../src/domain/errors.ts'
import { postNow } from '../post-now.ts'
import type { AdapterFixture, OpenAdapterFixture } from './adapter-fixture.ts'
import { aDigest, aPosting } from './digest.ts'

/** How every platform deletes messages of the bot, over real sockets and with the real SDK. */
export function deletionContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} as a platform that deletes`, () => {
    let fixture: AdapterFixture

    beforeEach(async () => {
      fixture = await open({})
    })
    afterEach(async () => {
      await fixture.close()
      expect(fixture.complaints()).toEqual([])
    })

    const posting = async (key: string) => {
      const part = (await fixture.platform.renderer.render(aDigest, 'sections')).find((each) => each.key === key)
      if (!part) throw new Error(`the digest has no part ${key}`)
      return aPosting(fixture.channel, part)
    }
    const post = async (key: string): Promise<MessageRef> => postNow(fixture.platform.client, await posting(key))

    test('a message is deleted with its replies, once, and no other is', async () => {
      const overview = await post('overview')
      const under = { ...(await posting('section-01')), place: { channel: fixture.channel, under: overview } }
      const first = await postNow(fixture.platform.client, under)
      const second = await post('section-02')
      for (const ref of [first, overview, first, overview]) await fixture.platform.client.delete(ref)
      expect(fixture.seen().map(({ id }) => id)).toEqual([second.message])
    })

    test('a deletion without an answer leaves it open, and may be asked again', async () => {
      const ref = await post('section-01')
      const matches = (call: string) => /^(?:chat\.delete|DELETE )/.test(call)
      fixture.faults.inject({ matches, kind: { type: 'reset', when: 'after' }, times: 1 })
      await expect(fixture.platform.client.delete(ref)).rejects.toThrow(Ambiguous)
      expect(fixture.seen()).toEqual([])
      await fixture.platform.client.delete(ref)
    })
  })
}
