import { afterEach, describe, expect, test } from 'vitest'
import type { Action } from '../../src/domain/action.ts'
import { digestId } from '../../src/domain/digest.ts'
import type { ActionRequest, InteractionHandler } from '../../src/domain/interaction.ts'
import { postNow } from '../post-now.ts'
import type { AdapterFixture, OpenAdapterFixture } from './adapter-fixture.ts'
import { aDigest, aPosting } from './digest.ts'

/** What every platform must do when a reader uses a control of ours. */
export function controlContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and its readers`, () => {
    let fixture: AdapterFixture

    afterEach(async () => {
      await fixture.close()
      expect(fixture.complaints()).toEqual([])
    })

    async function withSection(control: InteractionHandler['action']) {
      fixture = await open({ action: control })
      const section = (await fixture.platform.renderer.render(aDigest, 'sections')).find(
        ({ key }) => key === 'section-01',
      )
      if (!section) throw new Error('the digest has no first section')
      return postNow(fixture.platform.client, aPosting(fixture.channel, section))
    }
    const discuss: Action = { action: 'discuss', digest: digestId(aDigest), section: '01' }

    async function answer(): Promise<string> {
      while (fixture.whispered(fixture.reader).length === 0) await fixture.change()
      return fixture.whispered(fixture.reader).join('\n')
    }

    test('a control asks for what it stands for, and only the reader sees the answer', async () => {
      const requests: ActionRequest[] = []
      const ref = await withSection(async (request) => {
        requests.push(request)
        return { type: 'text', text: [{ type: 'text', value: 'Your thread is open' }] }
      })
      await fixture.use(ref, discuss, '2')
      expect(await answer()).toContain('Your thread is open')
      const { platform, channel, message } = ref
      expect(requests).toEqual([
        {
          requester: expect.objectContaining({ platform, user: fixture.reader, channel, isDirect: false }),
          control: discuss,
          value: '2',
          message: { platform, channel, message },
        },
      ])
      expect(fixture.seen()).toHaveLength(1)
    })

    test('a section read on demand arrives whole', async () => {
      const ref = await withSection(async () => ({
        type: 'parts',
        parts: (await fixture.platform.renderer.render(aDigest, 'sections')).filter(({ key }) =>
          key.startsWith('section'),
        ),
      }))
      await fixture.use(ref, discuss, '1')
      while (!(await answer()).includes('Second lesson of Gardens')) await fixture.change()
      expect(await answer()).toContain('First lesson of Lighthouses')
      expect(fixture.seen()).toHaveLength(1)
    })

    test('a failing answer becomes a sentence', async () => {
      const ref = await withSection(async () => {
        throw new Error('the disk is full')
      })
      await fixture.use(ref, discuss, '1')
      expect(await answer()).toMatch(/went wrong/)
      expect(await answer()).not.toContain('disk')
    })

    test('an answer may take longer than the platform waits for a sign of life', async () => {
      const slow = Promise.withResolvers<void>()
      const ref = await withSection(async () => {
        await slow.promise
        return { type: 'text', text: [{ type: 'text', value: 'At last' }] }
      })
      await fixture.use(ref, discuss, '1')
      slow.resolve()
      while (!(await answer()).includes('At last')) await fixture.change()
    })

    test('a control of an older time gets a polite sentence', async () => {
      await withSection(async () => {
        throw new Error('nobody should be asked')
      })
      await fixture.useOutdated()
      expect(await answer()).toMatch(/older version/)
    })

    test('an answer that is on its way is given before the connection is closed', async () => {
      const [asked, slow] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const ref = await withSection(async () => {
        asked.resolve()
        await slow.promise
        return { type: 'text', text: [{ type: 'text', value: 'Just in time' }] }
      })
      const used = fixture.use(ref, discuss, '1')
      await asked.promise
      const stopping = fixture.platform.stop()
      setTimeout(slow.resolve, 1_000)
      await Promise.allSettled([stopping, used])
      expect(fixture.whispered(fixture.reader).join()).toContain('Just in time')
    })

    test('after stopping, no connection is open', async () => {
      const ref = await withSection(async () => ({ type: 'text', text: [] }))
      await fixture.platform.stop()
      await expect(fixture.use(ref, discuss, '1')).rejects.toThrow()
    })
  })
}
