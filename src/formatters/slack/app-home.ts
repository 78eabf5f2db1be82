import type { Card } from '../../domain/card.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { SlackBlock } from './block-kit.ts'
import { slackCards } from './cards.ts'

/** https://docs.slack.dev/reference/views/home-tab-views */
const viewBlocksLimit = 100
/** The same page: 250 kB. Less, so that nothing of ours is ever near it. */
const viewBytesBudget = 240_000

/** Cards as the bot's Home: as many of them, from the first, as it holds. */
export function slackHome(cards: readonly Card[], vocabulary: Vocabulary): Readonly<Record<string, unknown>> {
  const blocks: SlackBlock[] = []
  for (const { blocks: more } of slackCards(cards, vocabulary)) {
    if (blocks.length + more.length > viewBlocksLimit || bytesOf([...blocks, ...more]) > viewBytesBudget) break
    blocks.push(...more)
  }
  return { type: 'home', blocks }
}

function bytesOf(blocks: readonly SlackBlock[]): number {
  return Buffer.byteLength(JSON.stringify(blocks))
}
