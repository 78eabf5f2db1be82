import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Card } from '../../../src/domain/card.ts'
import { discordCards, discordShared } from '../../../src/formatters/discord/cards.ts'
import { discordReply } from '../../../src/formatters/discord/replies.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { arbitraryCards } from '../arbitrary-cards.ts'
import { textsOfCards } from '../card-texts.ts'
import { squeeze } from '../look.ts'
import { markdownOf } from './content.ts'
import { vocabulary } from './sample.ts'
import { shown } from './shown.ts'

const runs = { numRuns: 40, endOnFailure: true }

/** A longer word may be torn where a message ends, and an address is written as links are. In characters. */
const longestWord = 300

const followUp = 'POST /webhooks/{application.id}/{token}'
const markdown = (cards: readonly Card[]) =>
  discordCards(cards, vocabulary).map((body) => markdownOf({ body: { ...body } } as never))

test('Discord refuses no cards, private or shared, new or in place of others', () => {
  fc.assert(
    fc.property(arbitraryCards, (cards) => {
      for (const body of discordReply({ type: 'cards', cards, show: 'private' }, vocabulary)) {
        expect(validateDiscord(followUp, body)).toBeUndefined()
        expect(validateDiscord('POST /interactions/{id}/{token}/callback', { type: 7, data: body })).toBeUndefined()
      }
      for (const body of discordShared(cards, '42', vocabulary)) {
        expect(validateDiscord(followUp, { ...body })).toBeUndefined()
        expect(validateDiscord('POST /channels/{channel.id}/messages', { ...body })).toBeUndefined()
      }
    }),
    runs,
  )
})

test('cards keep every word, and nothing in them is read as markup', () => {
  fc.assert(
    fc.property(arbitraryCards, (cards) => {
      const seen = markdown(cards).map(shown)
      expect(seen.flatMap(({ stray }) => stray)).toEqual([])
      const text = squeeze(seen.map((each) => each.text).join('\n'))
      const words = textsOfCards(cards).flatMap((one) => one.split(/\s+/))
      const plain = words.filter((word) => word.length < longestWord && !word.includes('://'))
      const lost = plain.map(squeeze).filter((word) => !text.includes(word))
      expect(lost).toEqual([])
    }),
    runs,
  )
})

test('no card mentions anyone', () => {
  fc.assert(
    fc.property(arbitraryCards, (cards) => {
      const sent = JSON.stringify(discordCards(cards, vocabulary))
      expect(sent).not.toMatch(/@everyone|@here|<@[!&]?\w|<#\w|<!channel/i)
      if (cards.length > 0) expect(sent).toContain('"allowed_mentions":{"parse":[]}')
    }),
    runs,
  )
})
