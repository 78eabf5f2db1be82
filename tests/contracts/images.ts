import { afterEach, describe, expect, test } from 'vitest'
import { sendInLighterForms } from '../../src/delivery/lighter-forms.ts'
import type { Image } from '../../src/domain/digest.ts'
import { silentLog } from '../builders.ts'
import { postNow } from '../post-now.ts'
import { type AdapterFixture, type OpenAdapterFixture, patience } from './adapter-fixture.ts'
import { aDigest, aPosting } from './digest.ts'

const [unreachable, reachable] = ['images.invalid', 'example.org']
const images = [unreachable, reachable].map(
  (host): Image => ({ type: 'image', url: `https://${host}/a.png`, alt: `A chart on ${host}` }),
)

/** What every platform must do with images. */
export function imageContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and images`, () => {
    let fixture: AdapterFixture

    afterEach(async () => {
      await fixture.close()
      expect(fixture.complaints()).toEqual([])
    })

    /** The words of both images are there, and the one that can be fetched is an image. */
    const expectShown = (words = '') => {
      for (const { alt } of images) expect(words).toContain(alt)
      expect(words).toMatch(/"(?:image_url|media)":(?:{"url":)?"https:\/\/example\.org/)
    }

    test('one that cannot be fetched holds back neither the text nor another one', async () => {
      fixture = await open({})
      const { platform, channel } = fixture
      const [section] = aDigest.sections
      const sections = section ? [{ ...section, body: [...section.body, ...images] }] : []
      const part = (await platform.renderer.render({ ...aDigest, sections }, 'sections'))[1]
      if (!part) throw new Error('the section was not rendered')
      const context = { platform, log: silentLog }
      const posting = aPosting(channel, part)
      const ref = await sendInLighterForms(posting, (form) => postNow(platform.client, form), context)
      const posted = fixture.seen()
      await sendInLighterForms(posting, (form) => platform.client.edit(ref, form), context)
      for (const seen of [posted, fixture.seen()]) {
        expect(seen).toHaveLength(1)
        expect(seen[0]?.words).toContain('a team of five')
        expectShown(seen[0]?.words)
      }
    })

    test('one that cannot be fetched holds back no answer', async () => {
      fixture = await open({
        command: async () => ({
          type: 'cards',
          cards: [{ title: 'Charts', body: images, buttons: [] }],
          show: 'private',
        }),
      })
      await fixture.ask('charts')
      await expect.poll(() => fixture.whispered(fixture.reader), patience).toHaveLength(1)
      for (const { alt } of images) expect(fixture.whispered(fixture.reader)[0]).toContain(alt)
    })
  })
}
