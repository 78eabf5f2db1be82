import type { Block } from '../../domain/digest.ts'
import type { Discussable, Part } from '../../domain/part.ts'
import { labelsFor } from '../labels.ts'
import { splitBlocks } from '../split.ts'
import { slackBlocks } from './blocks.ts'
import { fallbackText, linesOf } from './fallback.ts'
import { isWithinBudget, measure } from './measure.ts'
import { paragraph, strong, words } from './words.ts'

/** A takeaway as the message that opens its discussion: quoted, with its number, and a question. */
export function slackPrompt(about: Discussable, point: number, language: string): Part {
  const takeaway = about.takeaways[point - 1] ?? []
  const quote: Block = {
    type: 'quote',
    children: [paragraph([...strong(words(`${point}.`)), ...words(' '), ...takeaway])],
  }
  const question = paragraph(words(labelsFor(language).prompt(point, about.takeaways.length)))
  // The takeaway stands in full in the section above: what does not fit a message may be missing here.
  const [shown = []] = splitBlocks([quote], (run) => isWithinBudget(slackBlocks([...run, question])))
  const blocks = slackBlocks([...shown, question])
  const lines = linesOf([quote, question])
  return {
    key: `section-${about.section}/${point}`,
    body: { text: fallbackText(lines, lines), blocks },
    plain: lines.join('\n'),
    budget: measure(blocks),
  }
}
