import { afterEach, describe, expect, test } from 'vitest'
import type { Card, Form } from '../../src/domain/card.ts'
import type { Control } from '../../src/domain/control.ts'
import { DestinationRefused } from '../../src/domain/errors.ts'
import type { Answers, CommandRequest, FormRequest, Reply } from '../../src/domain/request.ts'
import { aDigest, aPosting } from './digest.ts'
import type { OpenStand, Stand } from './stand.ts'

/** On two busy cores a second is not an error. */
const patience = { timeout: 20_000 }

/** As many readers as come at once when a digest is hotly debated. */
const burst = 50

const older: Control = { action: 'page', question: 'q1', offset: 5 }
const share: Control = { action: 'share', question: 'q1', offset: 0 }

const said = (value: string): Reply => ({ type: 'text', text: [{ type: 'text', value }] })

function aCard(title: string): Card {
  return {
    title,
    tag: 'Agent',
    meta: '12 March 2026',
    body: [{ type: 'paragraph', children: [{ type: 'text', value: `All about ${title.toLowerCase()}.` }] }],
    buttons: [
      { label: 'Older', control: older },
      { label: 'Share to channel', control: share, style: 'primary' },
      { label: 'Read', url: 'https://papers.example/01' },
    ],
  }
}

const found = (show: 'private' | 'replace' | 'shared', ...titles: string[]): Reply => ({
  type: 'cards',
  cards: titles.map(aCard),
  show,
})

const aForm: Form = {
  control: { action: 'save', destination: '' },
  title: 'Subscribe this channel',
  submit: 'Subscribe',
  fields: [
    {
      type: 'text',
      name: 'when',
      label: 'When',
      hint: 'Hour and time zone',
      value: '08:30 Europe/London',
      optional: false,
    },
    {
      type: 'choice',
      name: 'days',
      label: 'Days',
      options: ['mon', 'tue', 'wed'].map((value) => ({ label: value, value })),
      chosen: ['mon', 'tue'],
      several: true,
    },
    {
      type: 'choice',
      name: 'layout',
      label: 'Layout',
      options: ['sections', 'thread'].map((value) => ({ label: value, value })),
      chosen: ['sections'],
      several: false,
    },
  ],
}

/** What every platform must do when a reader types `/digest`, uses what they are answered, and fills in dialogs. */
export function commandContract(name: string, open: OpenStand): void {
  describe(`${name} and whoever types /digest`, () => {
    let stand: Stand

    afterEach(async () => {
      await stand.close()
      expect(stand.complaints()).toEqual([])
    })

    const answering = async (command: Answers['command'], more: Partial<Answers> = {}) => {
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
          asker: expect.objectContaining({
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

    test('a page takes the place of the one that was turned', async () => {
      await answering(async () => found('private', 'Lighthouses'), { control: async () => found('replace', 'Gardens') })
      await stand.ask('agent')
      await hears('Lighthouses')
      await stand.useInPrivate(older)
      await hears('Gardens')
      expect(whispered()).toHaveLength(1)
      expect(whispered().join()).not.toContain('Lighthouses')
    })

    test('a page turned where everybody sees it is shown to whoever turned it', async () => {
      const controls: Reply[] = [found('shared', 'Lighthouses'), found('replace', 'Gardens')]
      await answering(async () => found('private', 'Rivers'), { control: async () => controls.shift() ?? said('') })
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

    test('what is shared is seen by everybody, with who shared it, and calls nobody', async () => {
      await answering(async () => found('private', 'Lighthouses'), {
        control: async () => found('shared', 'Lighthouses'),
      })
      await stand.ask('agent')
      await hears('Lighthouses')
      await stand.useInPrivate(share)
      await expect.poll(() => stand.seen().length, patience).toBe(1)
      expect(stand.seen()[0]?.words).toContain('Lighthouses')
      expect(stand.seen()[0]?.words).toContain(stand.reader)
      expect(stand.seen()[0]?.notifies.filter((whom) => whom !== 'user')).toEqual([])
    })

    test('a dialog is shown, and what was filled in arrives', async () => {
      const requests: FormRequest[] = []
      await answering(async () => ({ type: 'form', form: aForm }), {
        submit: async (request) => {
          requests.push(request)
          return said('Subscribed')
        },
      })
      await stand.ask('subscribe')
      await expect
        .poll(() => stand.dialog(), patience)
        .toEqual({
          title: 'Subscribe this channel',
          fields: ['when', 'days', 'layout'],
        })
      await stand.fillIn({ when: '09:00 Asia/Tokyo', days: ['wed'], layout: ['thread'] })
      await hears('Subscribed')
      expect(requests).toEqual([
        {
          control: aForm.control,
          values: { when: ['09:00 Asia/Tokyo'], days: ['wed'], layout: ['thread'] },
          asker: expect.objectContaining({ user: stand.reader, channel: stand.channel, isDirect: false }),
        },
      ])
      expect(stand.dialog()).toBeUndefined()
    })

    test('a control can show a dialog, too', async () => {
      await answering(async () => found('private', 'Settings'), {
        control: async () => ({ type: 'form', form: aForm }),
      })
      await stand.ask('settings')
      await hears('Settings')
      await stand.useInPrivate(older)
      await expect.poll(() => stand.dialog()?.title, patience).toBe('Subscribe this channel')
    })

    test('a dialog that comes too late becomes a sentence', async () => {
      await answering(async () => {
        await new Promise((resolve) => setTimeout(resolve, stand.dialogWithinMs + 200))
        return { type: 'form', form: aForm }
      })
      await stand.ask('subscribe')
      await hears(/try again/)
      expect(stand.dialog()).toBeUndefined()
    })

    test('a failing answer becomes a sentence', async () => {
      await answering(async () => {
        throw new Error('the disk is full')
      })
      await stand.ask('agent')
      await hears('went wrong')
      expect(whispered().join()).not.toContain('disk')
    })

    test('a failing submission becomes a sentence', async () => {
      await answering(async () => ({ type: 'form', form: aForm }))
      await stand.ask('subscribe')
      await expect.poll(() => stand.dialog(), patience).toBeDefined()
      await stand.fillIn({ when: '9', days: ['wed'], layout: ['thread'] })
      await hears('went wrong')
    })

    test('the bot is asked in a conversation of its own as well, and answers there', async () => {
      const requests: CommandRequest[] = []
      await answering(
        async (request) => {
          requests.push(request)
          return found('private', 'Lighthouses')
        },
        { control: async () => found('shared', 'Gardens') },
      )
      await stand.askDirectly('agent')
      const heard = (words: string) =>
        expect.poll(() => stand.conversation(stand.reader).join('\n'), patience).toContain(words)
      await heard('Lighthouses')
      expect(requests[0]?.asker).toMatchObject({ user: stand.reader, isDirect: true })
      // There is nobody to share with.
      await stand.useInPrivate(share)
      await heard('Gardens')
      expect(stand.seen()).toEqual([])
    })

    test(`${burst} readers at once are all heard in time, and all answered`, async () => {
      await answering(async ({ text }) => said(`Found ${text}.`))
      await Promise.all(Array.from({ length: burst }, (_, at) => stand.ask(`number ${at + 1}`)))
      await expect.poll(() => whispered().length, patience).toBe(burst)
      for (let at = 1; at <= burst; at += 1) expect(whispered().join('\n')).toContain(`Found number ${at}.`)
    })

    test('a person is told something in private', async () => {
      await answering(async () => said(''))
      await stand.platform.whisper(stand.colleague, [aCard('Paused')])
      expect(stand.conversation(stand.colleague).join()).toContain('All about paused')
      expect(stand.seen()).toEqual([])
    })

    test('a person who does not want to hear from the bot is left alone', async () => {
      await answering(async () => said(''))
      stand.shutOut(stand.colleague)
      await expect(stand.platform.whisper(stand.colleague, [aCard('Paused')])).rejects.toThrow(DestinationRefused)
    })

    test('replies are counted without being read', async () => {
      await answering(async () => said(''))
      const section = stand.platform.render(aDigest, 'sections').find(({ key }) => key === 'section-01')
      const about = section?.discuss
      if (!section || !about) throw new Error('the digest has no first section to discuss')
      const ref = await stand.platform.post(aPosting(stand.channel, section))
      expect(await stand.platform.countReplies(ref)).toBe(0)
      const place = await stand.platform.openDiscussion(ref, 'Lighthouses')
      expect(await stand.platform.countReplies(ref)).toBe(0)
      for (const point of [1, 2]) {
        const part = stand.platform.renderPrompt(about, point, 'en')
        const prompt = await stand.platform.post({ ...aPosting(stand.channel, part), place })
        expect(await stand.platform.countReplies(ref)).toBe(point)
        expect(await stand.platform.countReplies(prompt)).toBe(point)
      }
    })
  })
}
