import { paragraph, strong, unstyled } from '../../domain/build.ts'
import type { Block, Takeaway } from '../../domain/digest.ts'
import type { DiscussionTopic, Part } from '../../domain/part.ts'
import { formatPartKey, type KeyedReply, type PartKey } from '../../domain/part-key.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { splitBlocks } from '../shared/split.ts'
import { slackBlocks } from './blocks.ts'
import { fallbackText, linesOf } from './fallback-text.ts'
import { isWithinBudget, measure } from './limits.ts'

/** A takeaway as the message that opens its discussion: quoted, with its number, and a question. */
export function slackTakeaway(about: DiscussionTopic, point: number, language: string): Part {
  const takeaway = about.takeaways[point - 1] ?? []
  const question = labelsFor(language).prompt(point, about.takeaways.length)
  return asking(keyOf(about, { type: 'takeaway', point }), [numbered(takeaway, point)], question)
}

/** All takeaways as the message that opens the discussion of their section. */
export function slackAllTakeaways(about: DiscussionTopic, language: string): Part {
  const points = about.takeaways.map((takeaway, at) => numbered(takeaway, at + 1))
  return asking(keyOf(about, { type: 'takeaways' }), points, labelsFor(language).promptForAll)
}

function keyOf({ section }: DiscussionTopic, reply: KeyedReply): PartKey {
  return formatPartKey({ piece: { type: 'section', number: section }, reply })
}

function numbered(takeaway: Takeaway, point: number): Block {
  return paragraph(strong(`${point}.`), unstyled(' '), ...takeaway)
}

function asking(key: PartKey, points: readonly Block[], asked: string): Part {
  const quote: Block = { type: 'quote', children: points }
  const question = paragraph(asked)
  // The takeaways stand in full in the section above: what does not fit a message may be missing here.
  const [shown = []] = splitBlocks([quote], (run) => isWithinBudget(slackBlocks([...run, question])))
  const blocks = slackBlocks([...shown, question])
  const lines = linesOf([quote, question])
  return {
    key,
    body: { text: fallbackText(lines, lines), blocks },
    plain: lines.join('\n'),
    budget: measure(blocks),
  }
}
