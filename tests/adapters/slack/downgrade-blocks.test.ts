import { expect, test } from 'vitest'
import { downgradeBlocks } from '../../../src/adapters/slack/downgrade-blocks.ts'

test('tags become code, headers lose their level, everything else stays', () => {
  const modern = {
    channel: 'C1',
    blocks: [
      { type: 'header', level: 2, text: { type: 'plain_text', text: 'Title' } },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'tag', text: 'Agent', color: 'blue' }] }],
      },
      { type: 'divider' },
    ],
  }
  expect(downgradeBlocks(modern)).toEqual({
    channel: 'C1',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Title' } },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Agent', style: { code: true } }] }],
      },
      { type: 'divider' },
    ],
  })
})

test('a message of classic blocks has no other form', () => {
  expect(downgradeBlocks({ channel: 'C1', text: 'hello', blocks: [{ type: 'divider' }] })).toBeUndefined()
  expect(downgradeBlocks({ channel: 'C1', text: 'hello' })).toBeUndefined()
})
