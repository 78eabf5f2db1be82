import { unstyled } from '../../domain/build.ts'
import type { Block, Takeaway } from '../../domain/digest.ts'
import type { DiscussionTopic, Part } from '../../domain/part.ts'
import { formatPartKey, type KeyedReply, type PartKey } from '../../domain/part-key.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { plainBlocks } from '../plain/blocks.ts'
import { splitBlocks } from '../shared/split.ts'
import { blocksMarkdown } from './blocks.ts'
import { text } from './components.ts'
import { componentBudget, sizeOf, withinBudget } from './limits.ts'
import { componentMessage } from './message.ts'

/** A takeaway as the message that opens its discussion: quoted, with its number, and a question. */
export function discordTakeaway(about: DiscussionTopic, point: number, language: string): Part {
  const takeaway = about.takeaways[point - 1] ?? []
  const question = labelsFor(language).prompt(point, about.takeaways.length)
  return asking(keyOf(about, { type: 'takeaway', point }), [numbered(takeaway, point)], question)
}

/** All takeaways as the message that opens the discussion of their section. */
export function discordAllTakeaways(about: DiscussionTopic, language: string): Part {
  const points = about.takeaways.map((takeaway, at) => numbered(takeaway, at + 1))
  return asking(keyOf(about, { type: 'takeaways' }), points, labelsFor(language).promptForAll)
}

function keyOf({ section }: DiscussionTopic, reply: KeyedReply): PartKey {
  return formatPartKey({ piece: { type: 'section', number: section }, reply })
}

function numbered(takeaway: Takeaway, point: number): Block {
  const number = { type: 'strong', children: [unstyled(`${point}.`)] } as const
  return { type: 'paragraph', children: [number, unstyled(' '), ...takeaway] }
}

function asking(key: PartKey, points: readonly Block[], asked: string): Part {
  const quote: Block = { type: 'quote', children: points }
  const question: Block = { type: 'paragraph', children: [{ type: 'strong', children: [unstyled(asked)] }] }
  // The takeaways stand in full in the section above: what does not fit a message may be missing here.
  const [shown = []] = splitBlocks([quote], (blocks) => withinBudget(sizeOf(display([...blocks, question]))))
  const components = display([...shown, question])
  return {
    key,
    // Components, though notifications show nothing of them: they carry the marker by which the message is found again.
    body: { ...componentMessage(components) },
    plain: plainBlocks([quote, question]),
    budget: componentBudget(sizeOf(components)),
  }
}

function display(blocks: readonly Block[]) {
  return [text(blocksMarkdown(blocks))]
}
