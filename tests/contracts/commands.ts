import { afterEach, describe, expect, test } from 'vitest'
import type { CommandRequest, InteractionHandler, MessageRequest } from '../../src/domain/interaction.ts'
import { type AdapterFixture, type OpenAdapterFixture, patience } from './adapter-fixture.ts'
import { found, said, share } from './replies.ts'

/** As many readers as come at once when a digest is hotly debated. */
const burst = 50

/** What every platform must do when a reader types `/digest`. */
export function commandContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and readers who type /digest`, () => {
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

    test('what is typed arrives as one text, with who asked and where', async () => {
      const requests: CommandRequest[] = []
      await answering(async (request) => {
        requests.push(request)
        return said('Heard')
      })
      await fixture.ask('agent', { tag: 'Image Gen', since: 'last friday' })
      await hears('Heard')
      expect(requests).toEqual([
        {
          text: 'agent tag:"Image Gen" since:"last friday"',
          requester: expect.objectContaining({
            platform: fixture.platform.name,
            user: fixture.reader,
            channel: fixture.channel,
            isDirect: false,
            workspace: expect.stringMatching(new RegExp(`^${fixture.platform.name}:[A-Z0-9]+$`)),
            language: 'en-GB',
            managesChannel: true,
          }),
        },
      ])
    })

    test('the links of a message that a reader suggests arrive, and only the reader sees the answer', async () => {
      const requests: MessageRequest[] = []
      fixture = await open({
        suggestLinks: async (request) => {
          requests.push(request)
          return said('Suggested')
        },
      })
      await fixture.suggestMessage('Worth a look: https://example.org/a_(b)?x=1, and (https://example.net/c).')
      await hears('Suggested')
      expect(requests).toEqual([
        {
          text: expect.stringContaining('Worth a look: https://example.org/a_(b)?x=1'),
          links: ['https://example.org/a_(b)?x=1', 'https://example.net/c'],
          requester: expect.objectContaining({
            user: fixture.reader,
            channel: fixture.channel,
            workspace: expect.stringMatching(new RegExp(`^${fixture.platform.name}:`)),
            isDirect: false,
          }),
        },
      ])
      expect(fixture.whispered(fixture.colleague)).toEqual([])
    })

    test('nothing typed is an empty text', async () => {
      await answering(async ({ text }) => said(`${text.length} characters`))
      await fixture.ask('')
      await hears('0 characters')
    })

    test('only the reader who asked sees the answer', async () => {
      await answering(async () => found('private', 'Lighthouses', 'Gardens'))
      await fixture.ask('agent')
      await hears('Gardens')
      await hears('All about lighthouses')
      expect(fixture.whispered(fixture.colleague)).toEqual([])
      expect(fixture.seen()).toEqual([])
    })

    test('a long answer arrives whole', async () => {
      const titles = Array.from({ length: 40 }, (_, at) => `Finding ${at + 1} of many`)
      await answering(async () => found('private', ...titles))
      await fixture.ask('agent')
      await hears('Finding 40 of many')
      for (const title of titles) expect(whispered().join('\n')).toContain(title)
    })

    test('a failing answer becomes a sentence', async () => {
      await answering(async () => {
        throw new Error('the disk is full')
      })
      await fixture.ask('agent')
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
      await fixture.askDirectly('agent')
      const heard = (words: string) =>
        expect.poll(() => fixture.conversation(fixture.reader).join('\n'), patience).toContain(words)
      await heard('Lighthouses')
      expect(requests[0]?.requester).toMatchObject({ user: fixture.reader, isDirect: true })
      // There is no one to share with.
      await fixture.useInPrivate(share)
      await heard('Gardens')
      expect(fixture.conversation(fixture.reader).at(-1)).not.toContain(fixture.reader)
      expect(fixture.seen()).toEqual([])
    })

    test(`${burst} readers at once are all heard in time, and all answered`, async () => {
      await answering(async ({ text }) => said(`Found ${text}.`))
      await Promise.all(Array.from({ length: burst }, (_, at) => fixture.ask(`number ${at + 1}`)))
      await expect.poll(() => whispered().length, patience).toBe(burst)
      for (let at = 1; at <= burst; at += 1) expect(whispered().join('\n')).toContain(`Found number ${at}.`)
    })
  })
}
