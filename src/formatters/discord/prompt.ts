import type { Block } from '../../domain/digest.ts'
import type { Discussable, Part } from '../../domain/part.ts'
import { labelsFor } from '../labels.ts'
import { plainBlocks } from '../plain/blocks.ts'
import { splitBlocks } from '../split.ts'
import { blocksMarkdown } from './blocks.ts'
import { words } from './chapters.ts'
import { text } from './components.ts'
import { componentBudget, sizeOf, withinBudget } from './limits.ts'
import { componentMessage } from './message.ts'

/** A takeaway as the message that opens its discussion: quoted, with its number, and a question. */
export function discordPrompt(about: Discussable, point: number, language: string): Part {
  const takeaway = about.takeaways[point - 1] ?? []
  const number = { type: 'strong', children: words(`${point}.`) } as const
  const quote: Block = {
    type: 'quote',
    children: [{ type: 'paragraph', children: [number, ...words(' '), ...takeaway] }],
  }
  const question: Block = {
    type: 'paragraph',
    children: [{ type: 'strong', children: words(labelsFor(language).prompt(point, about.takeaways.length)) }],
  }
  const [shown = []] = splitBlocks([quote], (blocks) => withinBudget(sizeOf(display([...blocks, question]))))
  const components = display([...shown, question])
  return {
    key: `section-${about.section}/${point}`,
    // Components, though notifications show nothing of them: they carry the marker by which the message is found again.
    body: { ...componentMessage(components) },
    plain: plainBlocks([quote, question]),
    budget: componentBudget(sizeOf(components)),
  }
}

function display(blocks: readonly Block[]) {
  return [text(blocksMarkdown(blocks))]
}
