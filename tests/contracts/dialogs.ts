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

    test('a dialog is shown, and what was filled in arrives', async () => {
      const requests: FormSubmission[] = []
      await answering(async () => ({ type: 'form', form: aForm }), {
        submit: async (request) => {
          requests.push(request)
          return said('Subscribed')
        },
      })
      await fixture.ask('subscribe')
      await expect
        .poll(() => fixture.dialog(), patience)
        .toEqual({
          title: 'Subscribe this channel',
          fields: ['when', 'days', 'layout'],
        })
      await fixture.fillIn({ when: '09:00 Asia/Tokyo', days: ['wed'], layout: ['thread'] })
      await hears('Subscribed')
      expect(requests).toEqual([
        {
          control: aForm.control,
          values: { when: ['09:00 Asia/Tokyo'], days: ['wed'], layout: ['thread'] },
          requester: expect.objectContaining({ user: fixture.reader, channel: fixture.channel, isDirect: false }),
        },
      ])
      expect(fixture.dialog()).toBeUndefined()
    })

    test('a control can show a dialog, too', async () => {
      await answering(async () => found('private', 'Settings'), {
        action: async () => ({ type: 'form', form: aForm }),
      })
      await fixture.ask('settings')
      await hears('Settings')
      await fixture.useInPrivate(older)
      await expect.poll(() => fixture.dialog()?.title, patience).toBe('Subscribe this channel')
    })

    test('a dialog that comes too late becomes a sentence', async () => {
      await answering(async () => {
        await new Promise((resolve) => setTimeout(resolve, fixture.dialogWithinMs + 200))
        return { type: 'form', form: aForm }
      })
      await fixture.ask('subscribe')
      await hears(/try again/)
      expect(fixture.dialog()).toBeUndefined()
    })

    test('a failing submission becomes a sentence', async () => {
      await answering(async () => ({ type: 'form', form: aForm }))
      await fixture.ask('subscribe')
      await expect.poll(() => fixture.dialog(), patience).toBeDefined()
      await fixture.fillIn({ when: '9', days: ['wed'], layout: ['thread'] })
      await hears('went wrong')
    })
  })
}
