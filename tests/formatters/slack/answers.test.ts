import { expect, test } from 'vitest'
import type { DigestId } from '../../../src/domain/digest.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { slackReply } from '../../../src/formatters/slack/replies.ts'
import { slackPrompts } from '../../../src/formatters/slack/takeaway-prompt.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { everyday, hostile, link, text, vocabulary } from './digests.ts'

const about = {
  digest: 'main/2026-03-12' as DigestId,
  section: '01',
  title: 'Do longer warm-ups pay off?',
  takeaways: [text('A short warm-up is enough'), [...text('See '), link('https://example.org/p', 'the plot')]],
}
const refusalOf = (body: object) => validateSlack('chat.postMessage', { channel: 'C0123', ...body })?.message

test('a discussion opens with the takeaway, quoted and numbered', () => {
  const prompt = slackPrompts.renderTakeaway(about, 2, 'en')
  expect(prompt.key).toBe('section-01/2')
  expect(prompt.plain).toBe('2. See the plot\nTakeaway 2 of 2 — what do you think?')
  expect(prompt.body.blocks).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_quote',
          elements: [
            { type: 'text', text: '2.', style: { bold: true } },
            { type: 'text', text: ' See ' },
            { type: 'link', url: 'https://example.org/p', text: 'the plot' },
          ],
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'Takeaway 2 of 2 — what do you think?' }] },
      ],
    },
  ])
})

test('a takeaway longer than a message still opens its discussion', () => {
  const takeaways = [text('Many words. '.repeat(3000))]
  const prompt = slackPrompts.renderTakeaway({ ...about, takeaways }, 1, 'zh')
  expect(refusalOf(prompt.body)).toBeUndefined()
  expect(JSON.stringify(prompt.body.blocks)).toContain('你怎么看')
})

test('an answer in words is rich text', () => {
  const posted = [...text('Posted. '), link('https://example.org/t', 'Open it')]
  expect(slackReply({ type: 'text', text: posted }, vocabulary)).toEqual([
    {
      text: 'Posted. Open it',
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Posted. ' },
                { type: 'link', url: 'https://example.org/t', text: 'Open it' },
              ],
            },
          ],
        },
      ],
    },
  ])
})

test('an answer in parts is their messages', () => {
  const parts = renderSlack(hostile, 'sections', vocabulary)
  expect(slackReply({ type: 'parts', parts }, vocabulary)).toEqual(parts.map(({ body }) => body))
  expect(slackReply({ type: 'parts', parts: renderSlack(everyday, 'sections', vocabulary) }, vocabulary)).toHaveLength(
    7,
  )
})
