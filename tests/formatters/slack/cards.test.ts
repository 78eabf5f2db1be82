import { expect, test } from 'vitest'
import type { Card } from '../../../src/domain/card.ts'
import { slackCards, slackShared } from '../../../src/formatters/slack/cards.ts'
import { partKey } from '../../builders.ts'
import { paragraph, vocabulary } from './digests.ts'

const card: Card = {
  title: 'Do longer warm-ups pay off?',
  tag: 'Training',
  meta: 'Thursday 12 March 2026',
  body: [paragraph('Not after the first thousand steps.')],
  buttons: [
    {
      label: 'Read section',
      control: { action: 'open', digest: 'main/2026-03-12' as never, piece: partKey('section-01') },
      style: 'primary',
    },
    { label: 'Open in channel', url: 'https://acme.example/p1' },
    { label: 'Source', url: 'https://papers.example/1' },
  ],
  menu: {
    placeholder: 'Another day',
    control: { action: 'day' },
    options: [{ label: '11 March', value: 'main/2026-03-11' }],
  },
}

test('the first card is the heading of all, the next are set apart in bold', () => {
  const [message] = slackCards(
    [card, { ...card, title: 'Do gardens grow?', menu: undefined as never, buttons: [] }],
    vocabulary,
  )
  expect(message?.blocks.map(({ type }) => type)).toEqual([
    'header',
    'rich_text',
    'rich_text',
    'actions',
    'rich_text',
    'rich_text',
  ])
  expect(message?.blocks[0]).toMatchObject({ text: { text: 'Do longer warm-ups pay off?' } })
  expect(JSON.stringify(message?.blocks[4])).toContain('"text":"Do gardens grow?","style":{"bold":true}')
})

test('buttons and menus ask for what they stand for, each under an id of its own', () => {
  const [message] = slackCards([card], vocabulary)
  const actions = message?.blocks.find(({ type }) => type === 'actions') as unknown as {
    elements: { action_id: string }[]
  }
  expect(actions.elements.map(({ action_id }) => action_id)).toEqual([
    'mp:day',
    'mp:open:main/2026-03-12:section-01',
    'open',
    'open:2',
  ])
})

test('who shared something is named, and not notified', () => {
  const [message] = slackShared([card], { platform: 'slack', user: 'U0123', name: 'Robin' }, vocabulary)
  expect(message?.blocks[0]).toEqual({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Robin' }] }],
  })
})
