import { paragraph } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import type { Reply } from '../../domain/interaction.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { splitBlocks } from '../shared/split.ts'
import { slackBlocks } from './blocks.ts'
import { type MessageBody, slackCards } from './cards.ts'
import { fallbackText, linesOf } from './fallback-text.ts'
import { isWithinBudget } from './message-size.ts'

/** The bodies of the messages that answer a reader. A dialog is none: `slackView` writes it. */
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
