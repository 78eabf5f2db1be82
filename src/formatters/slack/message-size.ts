import type { Budget } from '../../domain/part.ts'
import type { SlackBlock } from './block-kit.ts'
import { blockCharacters, blocksBudget, blocksLimit, charactersBudget, charactersLimit } from './limits.ts'

/** How much of Slack's limits a message uses. */
export function measure(blocks: readonly SlackBlock[]): Budget[] {
  return [
    { of: 'characters', used: countedCharacters(blocks), budget: charactersBudget, limit: charactersLimit },
    { of: 'blocks', used: blocks.length, budget: blocksBudget, limit: blocksLimit },
  ]
}

/** Whether a message stays within what we allow ourselves. */
export function isWithinBudget(blocks: readonly SlackBlock[]): boolean {
  return measure(blocks).every(({ used, budget }) => used <= budget)
}

function countedCharacters(blocks: readonly SlackBlock[]): number {
  return textCharacters(blocks) + blocks.length * blockCharacters
}

/** Everything to be read and every address, with `&`, `<` and `>` counted as the entities that Slack makes of them. */
function textCharacters(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce((sum, [key, inner]) => {
    if (typeof inner !== 'string') return sum + textCharacters(inner)
    return key === 'text' || key === 'url' ? sum + escapeText(inner).length : sum
  }, 0)
}

/** https://docs.slack.dev/messaging/formatting-message-text escapes these three and no others. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
