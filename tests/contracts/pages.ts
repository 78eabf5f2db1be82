import { afterEach, describe, expect, test } from 'vitest'
import type { Action } from '../../src/domain/action.ts'
import type { InteractionHandler, Reply } from '../../src/domain/interaction.ts'
import { type AdapterFixture, type OpenAdapterFixture, patience } from './adapter-fixture.ts'
import { found, older, said, share } from './replies.ts'

/** What every platform must do when a reader turns the pages of an answer, or shares one. */
export function pageContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and the pages of an answer`, () => {
    let fixture: AdapterFixture

    afterEach(async () => {
      await fixture.close()
      expect(fixture.complaints()).toEqual([])
    })

    const answering = async (command: InteractionHandler['command'], more: Partial<InteractionHandler> = {}) => {
      fixture = await open({ command, ...more })
    }
    const whispered = () => fixture.whispered(fixture.reader)
    const hears = (words: string | RegExp) => expect.poll(() => whispered().join('\n'), patience).toMatch(words)

    test('a page takes the place of the one that was turned', async () => {
      await answering(async () => found('private', 'Lighthouses'), { action: async () => found('replace', 'Gardens') })
      await fixture.ask('agent')
      await hears('Lighthouses')
      await fixture.useInPrivate(older)
      await hears('Gardens')
      expect(whispered()).toHaveLength(1)
      expect(whispered().join()).not.toContain('Lighthouses')
    })

    test('a turned page of a public message is shown to the reader who turned it', async () => {
      const controls: Reply[] = [found('shared', 'Lighthouses'), found('replace', 'Gardens')]
      await answering(async () => found('private', 'Rivers'), { action: async () => controls.shift() ?? said('') })
      await fixture.ask('agent')
      await hears('Rivers')
      await fixture.useInPrivate(share)
      await expect.poll(() => fixture.seen().length, patience).toBe(1)
      const { platform, channel } = fixture
      await fixture.use({ platform: platform.name, channel, message: fixture.seen()[0]?.id ?? '' }, older, '')
      await hears('Gardens')
      expect(
        fixture
          .seen()
          .map(({ words }) => words)
          .join(),
      ).toContain('Lighthouses')
      expect(
        fixture
          .seen()
          .map(({ words }) => words)
          .join(),
      ).not.toContain('Gardens')
    })

    test('a shared page that is taken back is replaced for everyone', async () => {
      const back: Action = { action: 'unshare', share: 's1' }
      const shared: Reply = {
        type: 'cards',
        show: 'shared',
        cards: [{ title: 'Lighthouses', body: [], buttons: [{ label: 'Take back', control: back }] }],
      }
      const controls: Reply[] = [shared, found('replace', 'Gardens')]
      await answering(async () => found('private', 'Rivers'), { action: async () => controls.shift() ?? said('') })
      await fixture.ask('agent')
      await hears('Rivers')
      await fixture.useInPrivate(share)
      await expect.poll(() => fixture.seen().length, patience).toBe(1)
      const { platform, channel } = fixture
      await fixture.use({ platform: platform.name, channel, message: fixture.seen()[0]?.id ?? '' }, back, '')
      await expect.poll(() => fixture.seen()[0]?.words, patience).toContain('Gardens')
      expect(
        fixture
          .seen()
          .map(({ words }) => words)
          .join(),
      ).not.toContain('Lighthouses')
    })

    test('a shared answer is public, names who shared it, and notifies no one', async () => {
      await answering(async () => found('private', 'Lighthouses'), {
        action: async () => found('shared', 'Lighthouses'),
      })
      await fixture.ask('agent')
      await hears('Lighthouses')
      await fixture.useInPrivate(share)
      await expect.poll(() => fixture.seen().length, patience).toBe(1)
      expect(fixture.seen()[0]?.words).toContain('Lighthouses')
      expect(fixture.seen()[0]?.words).toMatch(new RegExp(`${fixture.reader}|robin`, 'i'))
      expect(fixture.seen()[0]?.notifies).toEqual([])
    })
  })
}
