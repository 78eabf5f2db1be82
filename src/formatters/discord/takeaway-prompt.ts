import { paragraph, strong } from '../../domain/build.ts'
import type { Block } from '../../domain/digest.ts'
import { plainBlocks } from '../plain/blocks.ts'
import { takeawayPrompts } from '../shared/content.ts'
import { splitBlocks } from '../shared/split.ts'
import { blocksMarkdown } from './blocks.ts'
import { text } from './components.ts'
import { componentBudget, sizeOf, withinBudget } from './limits.ts'
import { componentMessage } from './message.ts'

/** The messages that open a discussion. */
export const discordPrompts = takeawayPrompts((key, quote, asked) => {
  const question = paragraph(strong(asked))
  const display = (blocks: readonly Block[]) => [text(blocksMarkdown(blocks))]
  // The full takeaways are in the section above: what does not fit may be missing here.
  const [shown = []] = splitBlocks([quote], (blocks) => withinBudget(sizeOf(display([...blocks, question]))))
  const components = display([...shown, question])
  return {
    key,
    // Components, though notifications show nothing of them: they carry the marker by which the message is found again.
    body: { ...componentMessage(components) },
    plain: plainBlocks([quote, question]),
    budget: componentBudget(sizeOf(components)),
  }
})
