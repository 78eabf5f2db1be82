import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MessageRef } from '../../src/domain/delivery.ts'
import { Ambiguous, StillArriving } from '../../src/domain/errors.ts'
import type { FaultKind } from '../../src/simulator/faults.ts'
import { postNow } from '../post-now.ts'
import { type AdapterFixture, fail, type OpenAdapterFixture } from './adapter-fixture.ts'
import { aDigest, aPosting } from './digest.ts'

/** What every platform says of a message whose request may still be acted upon, which it may be for `settlesAfterMs`. */
export function lateRequestContract(name: string, open: OpenAdapterFixture, settlesAfterMs: number): void {
  describe(`${name} that acts upon requests late`, () => {
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

    test.each<FaultKind>([
      { type: 'reset', when: { lateMs: 400 } },
      { type: 'error', status: 503, when: { lateMs: 400 } },
    ])('a message that is acted upon after %o is waited for', async (fault) => {
      const { client } = fixture.platform
      const sentAt = await client.clock.now()
      fail(fixture, 'posts', fault)
      await expect(post('section-01')).rejects.toThrow(Ambiguous)
      // Long after the first try: what a nonce guards for a minute may be sent again at once.
      const longAgo = sentAt - 3_600_000
      await expect(
        client.find(await posting('section-01'), { firstTriedAt: longAgo, lastTriedAt: sentAt }),
      ).rejects.toThrow(StillArriving)
      await fixture.change()
      expect(
        await client.find(await posting('section-01'), { firstTriedAt: longAgo, lastTriedAt: sentAt }),
      ).toBeDefined()
      expect(fixture.seen()).toHaveLength(1)
    })

    test('a message that can no longer arrive is known to be missing', async () => {
      const { client } = fixture.platform
      const sentAt = await client.clock.now()
      expect(await client.clock.settlesIn(sentAt)).toBeGreaterThan(20_000)
      expect(await client.clock.settlesIn(sentAt + 3_600_000)).toBe(settlesAfterMs)
      expect(await client.clock.settlesIn(sentAt - 120_000)).toBe(0)
      expect(
        await client.find(await posting('section-01'), {
          firstTriedAt: sentAt - 120_000,
          lastTriedAt: sentAt - 120_000,
        }),
      ).toBeUndefined()
    })
  })
}
