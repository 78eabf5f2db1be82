import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import type { Part } from '../../domain/part.ts'
import { type Json, record, records } from '../../lib/json.ts'
import { text } from './components.ts'
import { inlineMarkdown } from './inlines.ts'
import { componentBudget, sizeOf, withinLimits } from './limits.ts'
import { componentMessage, messageFlags } from './message.ts'

const actionRow = 1

/** First without controls, then as plain text; undefined if nothing is left to drop. */
export function lightenOnDiscord(part: Part): Part | undefined {
  const message = part.body.message ? record(part.body.message) : part.body
  const components = records(message.components)
  const lighter = withoutControls(components)
  if (JSON.stringify(lighter) !== JSON.stringify(components))
    return withMessage(part, { ...message, components: lighter })
  if ((Number(message.flags) & messageFlags.componentsV2) === 0) return undefined
  const lines = part.plain.split('\n').flatMap((line): Inline[] => [{ type: 'break' }, unstyled(line)])
  const plain = [text(inlineMarkdown(lines.slice(1)))]
  if (!withinLimits(sizeOf(plain)) || JSON.stringify(plain) === JSON.stringify(components)) return undefined
  return { ...withMessage(part, { ...componentMessage(plain) }), budget: componentBudget(sizeOf(plain)) }
}

function withoutControls(components: readonly Json[]): Json[] {
  return components
    .filter(({ type }) => type !== actionRow)
    .map((one) => (one.components ? { ...one, components: withoutControls(records(one.components)) } : one))
}

function withMessage(part: Part, message: Json): Part {
  return { ...part, body: part.body.message ? { ...part.body, message } : message }
}
