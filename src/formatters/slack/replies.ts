import { paragraph } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import type { Inline } from '../../domain/digest.ts'
import type { Reply } from '../../domain/interaction.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { splitBlocks } from '../shared/split.ts'
import type { SlackBlock } from './block-kit.ts'
import { slackBlocks } from './blocks.ts'
import { type MessageBody, slackCards } from './cards.ts'
import { fallbackText, linesOf } from './fallback-text.ts'
import { isWithinBudget } from './limits.ts'

/** The bodies of the messages that answer a reader. `slackView` writes dialogs. */
export function slackReply(reply: Exclude<Reply, { type: 'form' }>, vocabulary: Vocabulary): MessageBody[] {
  switch (reply.type) {
    case 'parts':
      return reply.parts.map(({ body }) => body as unknown as MessageBody)
    case 'cards':
      return slackCards(reply.cards, vocabulary)
    case 'text':
      return textBodies(reply.text)
  }
}

function textBodies(text: readonly Inline[]): MessageBody[] {
  return splitBlocks([paragraph(...text)], (run) => isWithinBudget(slackBlocks(run))).map((run) => {
    const lines = linesOf(run)
    return { text: fallbackText(lines, lines), blocks: slackBlocks(run) }
  })
}

/** https://docs.slack.dev/reference/views/home-tab-views */
const viewBlocksLimit = 100
/** The same page: 250 kB. The bot stays well below it. */
const viewBytesBudget = 240_000

/** The bot's Home with as many cards as fit. */
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
