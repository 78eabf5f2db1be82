import { afterEach, describe, expect, test } from 'vitest'
import type { Action } from '../../src/domain/action.ts'
import type { InteractionHandler, Reply } from '../../src/domain/interaction.ts'
import { type AdapterFixture, type OpenAdapterFixture, patience } from './adapter-fixture.ts'
import { found, older, said, share } from './replies.ts'

/** What every platform must do when a reader turns the pages of an answer, or shares one. */
export function pageContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and the pages of an answer`, () => {
    let stand: AdapterFixture

    afterEach(async () => {
      await stand.close()
      expect(stand.complaints()).toEqual([])
    })

    const answering = async (command: InteractionHandler['command'], more: Partial<InteractionHandler> = {}) => {
      stand = await open({ command, ...more })
    }
    const whispered = () => stand.whispered(stand.reader)
    const hears = (words: string | RegExp) => expect.poll(() => whispered().join('\n'), patience).toMatch(words)

    test('a page takes the place of the one that was turned', async () => {
      await answering(async () => found('private', 'Lighthouses'), { action: async () => found('replace', 'Gardens') })
      await stand.ask('agent')
      await hears('Lighthouses')
      await stand.useInPrivate(older)
      await hears('Gardens')
      expect(whispered()).toHaveLength(1)
      expect(whispered().join()).not.toContain('Lighthouses')
    })

    test('a page turned where everybody sees it is shown to whoever turned it', async () => {
      const controls: Reply[] = [found('shared', 'Lighthouses'), found('replace', 'Gardens')]
      await answering(async () => found('private', 'Rivers'), { action: async () => controls.shift() ?? said('') })
      await stand.ask('agent')
      await hears('Rivers')
      await stand.useInPrivate(share)
      await expect.poll(() => stand.seen().length, patience).toBe(1)
      const { platform, channel } = stand
      await stand.use({ platform: platform.name, channel, message: stand.seen()[0]?.id ?? '' }, older, '')
      await hears('Gardens')
      expect(
        stand
          .seen()
          .map(({ words }) => words)
          .join(),
      ).toContain('Lighthouses')
      expect(
        stand
          .seen()
          .map(({ words }) => words)
          .join(),
      ).not.toContain('Gardens')
    })

    test('a shared page that is taken back is replaced for everybody', async () => {
      const back: Action = { action: 'unshare', share: 's1' }
      const shared: Reply = {
        type: 'cards',
        show: 'shared',
        cards: [{ title: 'Lighthouses', body: [], buttons: [{ label: 'Take back', control: back }] }],
      }
      const controls: Reply[] = [shared, found('replace', 'Gardens')]
      await answering(async () => found('private', 'Rivers'), { action: async () => controls.shift() ?? said('') })
      await stand.ask('agent')
      await hears('Rivers')
      await stand.useInPrivate(share)
      await expect.poll(() => stand.seen().length, patience).toBe(1)
      const { platform, channel } = stand
      await stand.use({ platform: platform.name, channel, message: stand.seen()[0]?.id ?? '' }, back, '')
      await expect.poll(() => stand.seen()[0]?.words, patience).toContain('Gardens')
      expect(
        stand
          .seen()
          .map(({ words }) => words)
          .join(),
      ).not.toContain('Lighthouses')
    })

    test('what is shared is seen by everybody, with who shared it, and calls nobody', async () => {
      await answering(async () => found('private', 'Lighthouses'), {
        action: async () => found('shared', 'Lighthouses'),
      })
      await stand.ask('agent')
      await hears('Lighthouses')
      await stand.useInPrivate(share)
      await expect.poll(() => stand.seen().length, patience).toBe(1)
      expect(stand.seen()[0]?.words).toContain('Lighthouses')
      expect(stand.seen()[0]?.words).toMatch(new RegExp(`${stand.reader}|robin`, 'i'))
      expect(stand.seen()[0]?.notifies).toEqual([])
    })
  })
}
