import type { Card } from '../../domain/card.ts'
import type { Part } from '../../domain/part.ts'
import { continuedKey, type PartKey } from '../../domain/part-key.ts'
import { blocksText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { discordCards } from './cards.ts'
import { componentBudget, sizeOf } from './limits.ts'
import { messageFlags } from './message.ts'

/** Cards as messages for everybody in a channel, who are notified; what does not fit the first goes on in `key.2`. */
export function discordCardParts(key: PartKey, cards: readonly Card[], vocabulary: Vocabulary): Part[] {
  const plain = cards.map(({ title = '', body }) => `${title}\n${blocksText(body)}`.trim()).join('\n')
  return discordCards(cards, vocabulary).map((message, at) => ({
    key: continuedKey(key, at + 1),
    body: { ...message, flags: message.flags & ~messageFlags.suppressNotifications },
    plain,
    budget: componentBudget(sizeOf(message.components)),
  }))
}
