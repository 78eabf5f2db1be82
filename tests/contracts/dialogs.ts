import { afterEach, describe, expect, test } from 'vitest'
import type { Form } from '../../src/domain/card.ts'
import type { FormSubmission, InteractionHandler } from '../../src/domain/interaction.ts'
import { type AdapterFixture, type OpenAdapterFixture, patience } from './adapter-fixture.ts'
import { found, older, said } from './replies.ts'

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

/** What every platform must do with dialogs. */
export function dialogContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and its dialogs`, () => {
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

    test('a dialog is shown, and what was filled in arrives', async () => {
      const requests: FormSubmission[] = []
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
          requester: expect.objectContaining({ user: stand.reader, channel: stand.channel, isDirect: false }),
        },
      ])
      expect(stand.dialog()).toBeUndefined()
    })

    test('a control can show a dialog, too', async () => {
      await answering(async () => found('private', 'Settings'), {
        action: async () => ({ type: 'form', form: aForm }),
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

    test('a failing submission becomes a sentence', async () => {
      await answering(async () => ({ type: 'form', form: aForm }))
      await stand.ask('subscribe')
      await expect.poll(() => stand.dialog(), patience).toBeDefined()
      await stand.fillIn({ when: '9', days: ['wed'], layout: ['thread'] })
      await hears('went wrong')
    })
  })
}
