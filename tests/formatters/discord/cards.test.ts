import { expect, test } from 'vitest'
import type { Card } from '../../../src/domain/card.ts'
import { discordCards, discordShared } from '../../../src/formatters/discord/cards.ts'
import { partKey } from '../../builders.ts'
import { markdownOf } from './content.ts'
import { paragraph, text, vocabulary } from './sample.ts'

const card: Card = {
  title: 'Do longer warm-ups pay off?',
  tag: 'Agent',
  meta: 'Thursday 12 March 2026',
  body: [paragraph(text('Not after the first thousand steps.'))],
  buttons: [
    {
      label: 'Read section',
      control: { action: 'open', digest: 'main/2026-03-12' as never, piece: partKey('section-01') },
    },
    { label: 'Stop', control: { action: 'unsubscribe', destination: 'x' }, style: 'danger' },
    { label: 'Open in channel', url: 'https://acme.example/p1' },
  ],
}
const markdown = (cards: readonly Card[]) =>
  discordCards(cards, vocabulary).map((body) => markdownOf({ body: { ...body } } as never))

test('a card has its title, its small print and its text, and the colour of its topic', () => {
  expect(markdown([card])).toEqual([
    '## Do longer warm-ups pay off?\n-# `Agent` Thursday 12 March 2026\nNot after the first thousand steps.',
  ])
  expect(discordCards([card], vocabulary)[0]?.components[0]).toMatchObject({
    type: 17,
    accent_color: expect.any(Number),
  })
})

test('cards that offer the same do so under ids of their own', () => {
  const sent = JSON.stringify(discordCards([card, card], vocabulary))
  expect(sent).toContain('"custom_id":"mp:open:main/2026-03-12:section-01"')
  expect(sent).toContain('"custom_id":"mp:open:main/2026-03-12:section-01:2"')
})

test('names who shared it, and notifies no one', () => {
  const [message] = discordShared([card], '42', vocabulary)
  expect(message?.components[0]).toEqual({ type: 10, content: '-# <@42>' })
  expect(message?.allowed_mentions).toEqual({ parse: [] })
})
