import { afterEach, describe, expect, test } from 'vitest'
import { longestReport, wordsField } from '../../src/commands/reports/form.ts'
import type { Action } from '../../src/domain/action.ts'
import type { Form } from '../../src/domain/card.ts'
import { digestId } from '../../src/domain/digest.ts'
import type { ActionRequest, FormSubmission, InteractionHandler } from '../../src/domain/interaction.ts'
import { partKey } from '../builders.ts'
import { postNow } from '../post-now.ts'
import { type AdapterFixture, type OpenAdapterFixture, patience } from './adapter-fixture.ts'
import { aDigest, aPosting } from './digest.ts'
import { said } from './replies.ts'

const section = { digest: digestId(aDigest), section: '01' }
const control: Action = { action: 'report', ...section }

const form: Form = {
  control,
  title: 'Report a mistake',
  submit: 'Send',
  fields: [
    {
      type: 'text',
      name: wordsField,
      label: 'What is wrong?',
      hint: '01 · Lighthouses. Sent with your name.',
      value: '',
      optional: false,
      longest: longestReport,
    },
  ],
}

/** How every platform lets its readers say that something is wrong. */
export function reportContract(name: string, open: OpenAdapterFixture): void {
  describe(`${name} and mistakes that readers report`, () => {
    let fixture: AdapterFixture

    afterEach(async () => {
      await fixture.close()
      expect(fixture.complaints()).toEqual([])
    })

    async function withSection(handler: Partial<InteractionHandler>) {
      fixture = await open(handler)
      const section = (await fixture.platform.renderer.render(aDigest, 'sections')).find(
        ({ key }) => key === 'section-01',
      )
      if (!section) throw new Error('the digest has no first section')
      return postNow(fixture.platform.client, aPosting(fixture.channel, section))
    }

    test('under a section they are asked what is wrong, and what they write arrives with the message', async () => {
      const asked: ActionRequest[] = []
      const sent: FormSubmission[] = []
      const ref = await withSection({
        action: async (request) => {
          asked.push(request)
          return { type: 'form', form }
        },
        submit: async (request) => {
          sent.push(request)
          return said('Thank you')
        },
      })
      await fixture.use(ref, control, 'report')
      await expect.poll(() => fixture.dialog(), patience).toEqual({ title: 'Report a mistake', fields: [wordsField] })
      const words = `<!channel> *Not* 12\n@everyone ${'自'.repeat(100)} 👩‍👩‍👧‍👦`
      await fixture.fillIn({ [wordsField]: words })
      await expect.poll(() => fixture.whispered(fixture.reader).join('\n'), patience).toContain('Thank you')
      const { platform, channel, message } = ref
      expect(asked).toMatchObject([{ control, message: { platform, channel, message } }])
      expect(sent).toMatchObject([
        { control, values: { [wordsField]: [words] }, message: { platform, channel, message } },
      ])
      expect(sent[0]?.requester).toMatchObject({ platform, user: fixture.reader, channel })
      expect(sent[0]?.requester.name).toMatch(/robin/i)
      expect(fixture.seen()).toHaveLength(1)
    })

    test('text above the limit cannot be entered', async () => {
      const ref = await withSection({ action: async () => ({ type: 'form', form }) })
      await fixture.use(ref, control, 'report')
      await expect.poll(() => fixture.dialog(), patience).toBeDefined()
      await expect(fixture.fillIn({ [wordsField]: 'x'.repeat(longestReport + 1) })).rejects.toThrow('too long')
    })

    test('a section that is read on demand offers it, too', async () => {
      const asked: ActionRequest[] = []
      const ref = await withSection({
        action: async (request) => {
          asked.push(request)
          if (request.control.action === 'report') return said('Tell us')
          const parts = (await fixture.platform.renderer.render(aDigest, 'sections')).filter(
            ({ key }) => key === 'section-01',
          )
          return { type: 'parts', parts }
        },
      })
      await fixture.use(ref, { action: 'discuss', ...section }, '1')
      await expect.poll(() => fixture.whispered(fixture.reader).join('\n'), patience).toContain('Lighthouses')
      await fixture.useInPrivate(control, 'report')
      await expect.poll(() => fixture.whispered(fixture.reader).join('\n'), patience).toContain('Tell us')
      expect(asked.at(-1)?.control).toEqual(control)
    })

    test('where discussions are off, mistakes can be reported all the same', async () => {
      fixture = await open({ action: async () => said('Tell us') })
      const parts = await fixture.platform.renderer.render(aDigest, 'sections', 'off')
      const section = parts.find(({ key }) => key === 'section-01')
      if (!section) throw new Error('the digest has no first section')
      const ref = await postNow(fixture.platform.client, aPosting(fixture.channel, section))
      await fixture.use(ref, control, 'report')
      await expect.poll(() => fixture.whispered(fixture.reader).join('\n'), patience).toContain('Tell us')
    })

    test('a report is posted, found again and notifies no user', async () => {
      fixture = await open({})
      const by = { platform: fixture.platform.name, user: fixture.reader, name: 'Robin' }
      const body = [{ type: 'paragraph', children: [{ type: 'text', value: '<!channel> @everyone' }] } as const]
      const card = { title: 'A reader reports a mistake', by, body, buttons: [] }
      const [part] = fixture.platform.renderer.renderCards(partKey('report-1'), [card])
      if (!part) throw new Error('there is nothing to post')
      const posting = aPosting(fixture.channel, part)
      const ref = await postNow(fixture.platform.client, posting)
      expect(await fixture.platform.client.find(posting, { firstTriedAt: Date.now() - 60_000 })).toMatchObject({
        message: ref.message,
      })
      const [seen] = fixture.seen()
      expect(seen?.words).toContain('A reader reports a mistake')
      expect(seen?.words).toMatch(new RegExp(`${fixture.reader}|robin`, 'i'))
      expect(seen?.notifies).toEqual([])
    })
  })
}
