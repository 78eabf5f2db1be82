import { afterEach, describe, expect, test } from 'vitest'
import type { CommandRequest, InteractionHandler } from '../../src/domain/interaction.ts'
import { type AdapterFixture, type OpenAdapterFixture, patience } from './adapter-fixture.ts'
import { found, said, share } from './replies.ts'

/** As many readers as come at once when a digest is hotly debated. */
const burst = 50

/** What every platform must do when a reader types `/digest`. */
export function commandContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and whoever types /digest`, () => {
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

    test('what is typed arrives as one text, with who asked and where', async () => {
      const requests: CommandRequest[] = []
      await answering(async (request) => {
        requests.push(request)
        return said('Heard')
      })
      await stand.ask('agent', { tag: 'Image Gen', since: 'last friday' })
      await hears('Heard')
      expect(requests).toEqual([
        {
          text: 'agent tag:"Image Gen" since:"last friday"',
          requester: expect.objectContaining({
            platform: stand.platform.name,
            user: stand.reader,
            channel: stand.channel,
            isDirect: false,
            language: 'en-GB',
            managesChannel: true,
          }),
        },
      ])
    })

    test('nothing typed is an empty text', async () => {
      await answering(async ({ text }) => said(`${text.length} characters`))
      await stand.ask('')
      await hears('0 characters')
    })

    test('only whoever asked sees the answer', async () => {
      await answering(async () => found('private', 'Lighthouses', 'Gardens'))
      await stand.ask('agent')
      await hears('Gardens')
      await hears('All about lighthouses')
      expect(stand.whispered(stand.colleague)).toEqual([])
      expect(stand.seen()).toEqual([])
    })

    test('a long answer arrives whole', async () => {
      const titles = Array.from({ length: 40 }, (_, at) => `Finding ${at + 1} of many`)
      await answering(async () => found('private', ...titles))
      await stand.ask('agent')
      await hears('Finding 40 of many')
      for (const title of titles) expect(whispered().join('\n')).toContain(title)
    })

    test('a failing answer becomes a sentence', async () => {
      await answering(async () => {
        throw new Error('the disk is full')
      })
      await stand.ask('agent')
      await hears('went wrong')
      expect(whispered().join()).not.toContain('disk')
    })

    test('the bot is asked in a conversation of its own as well, and answers there', async () => {
      const requests: CommandRequest[] = []
      await answering(
        async (request) => {
          requests.push(request)
          return found('private', 'Lighthouses')
        },
        { action: async () => found('shared', 'Gardens') },
      )
      await stand.askDirectly('agent')
      const heard = (words: string) =>
        expect.poll(() => stand.conversation(stand.reader).join('\n'), patience).toContain(words)
      await heard('Lighthouses')
      expect(requests[0]?.requester).toMatchObject({ user: stand.reader, isDirect: true })
      // There is nobody to share with.
      await stand.useInPrivate(share)
      await heard('Gardens')
      expect(stand.conversation(stand.reader).at(-1)).not.toContain(stand.reader)
      expect(stand.seen()).toEqual([])
    })

    test(`${burst} readers at once are all heard in time, and all answered`, async () => {
      await answering(async ({ text }) => said(`Found ${text}.`))
      await Promise.all(Array.from({ length: burst }, (_, at) => stand.ask(`number ${at + 1}`)))
      await expect.poll(() => whispered().length, patience).toBe(burst)
      for (let at = 1; at <= burst; at += 1) expect(whispered().join('\n')).toContain(`Found number ${at}.`)
    })
  })
}
