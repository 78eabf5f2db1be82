import type { Inline } from '../../domain/digest.ts'
import type { Reply } from '../../domain/request.ts'
import { splitBlocks } from '../split.ts'
import type { SlackBlock } from './block-kit.ts'
import { slackBlocks } from './blocks.ts'
import { fallbackText, linesOf } from './fallback.ts'
import { isWithinBudget } from './measure.ts'
import { paragraph } from './words.ts'

interface ReplyBody {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

/** The bodies of the messages that answer a reader, for their eyes only. */
export function slackReply(reply: Reply): ReplyBody[] {
  return reply.type === 'parts' ? reply.parts.map(({ body }) => body as unknown as ReplyBody) : textBodies(reply.text)
}

function textBodies(text: readonly Inline[]): ReplyBody[] {
  return splitBlocks([paragraph(text)], (run) => isWithinBudget(slackBlocks(run))).map((run) => {
    const lines = linesOf(run)
    return { text: fallbackText(lines, lines), blocks: slackBlocks(run) }
  })
}
