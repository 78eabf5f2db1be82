import type { Card } from '../../domain/card.ts'
import type { Part } from '../../domain/part.ts'
import { continuedKey, type PartKey } from '../../domain/part-key.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { slackCards } from './cards.ts'
import { measure } from './message-size.ts'

/** Cards as messages for everybody in a channel; what does not fit the first goes on in `key.2`. */
export function slackCardParts(key: PartKey, cards: readonly Card[], vocabulary: Vocabulary): Part[] {
  return slackCards(cards, vocabulary).map(({ text, blocks }, at) => ({
    key: continuedKey(key, at + 1),
    body: { text, blocks },
    plain: text,
    budget: measure(blocks),
  }))
}
