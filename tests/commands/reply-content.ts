import type { Action } from '../../src/domain/action.ts'
import type { Inline } from '../../src/domain/digest.ts'
import type { Reply } from '../../src/domain/interaction.ts'
import { plainText } from '../../src/domain/text.ts'

export function linksOf(reply: Reply): string[] {
  const links: string[] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if ('url' in value && typeof value.url === 'string') links.push(value.url)
    for (const inner of Object.values(value)) walk(inner)
  }
  walk(reply)
  return links
}

export function strongWords(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((inline) => (inline.type === 'strong' ? [plainText(inline.children)] : []))
}

/** The controls in an answer, each with the values that its menu offers. */
export function controlsIn(answer: unknown): [Action, string[]][] {
  const found: [Action, string[]][] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if ('control' in value) {
      const { control, options = [] } = value as { control: Action; options?: { value: string }[] }
      found.push([control, options.map((option) => option.value)])
    }
    for (const inner of Object.values(value)) walk(inner)
  }
  walk(answer)
  return found
}
