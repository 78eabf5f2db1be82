import { paragraph } from '../../domain/build.ts'
import { takeawayPrompts } from '../shared/content.ts'
import { splitBlocks } from '../shared/split.ts'
import { slackBlocks } from './blocks.ts'
import { fallbackText, linesOf } from './fallback-text.ts'
import { isWithinBudget, measure } from './limits.ts'

/** The messages that open a discussion. */
export const slackPrompts = takeawayPrompts((key, quote, asked) => {
  const question = paragraph(asked)
  // The full takeaways are in the section above: what does not fit may be missing here.
  const [shown = []] = splitBlocks([quote], (run) => isWithinBudget(slackBlocks([...run, question])))
  const blocks = slackBlocks([...shown, question])
  const lines = linesOf([quote, question])
  return {
    key,
    body: { text: fallbackText(lines, lines), blocks },
    plain: lines.join('\n'),
    budget: measure(blocks),
  }
})
