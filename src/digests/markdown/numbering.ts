import type { RootContent } from 'mdast'
import type { Note, Section } from '../../domain/digest.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'

/** Sections and notes are asked for by number, so no two may share one; `1` and `01` are the same. */
export function checkNumbers(
  { sections, notes = [] }: { sections: readonly Section[]; notes?: readonly Note[] },
  context: ParseContext,
): void {
  const lines = new Map<number, number>()
  for (const item of [...sections, ...notes]) {
    if (item.number === undefined) continue
    const place = context.at(item) ?? { line: 1, column: 1 }
    const first = lines.get(Number(item.number))
    if (first === undefined) lines.set(Number(item.number), place.line)
    else {
      const message = `Number ${item.number} is taken already, in line ${first}.`
      context.error('duplicate-number', message, place)
    }
  }
}

/** The numbers that the items of a list begin with, before anybody has read it: no section may be given one of them. */
export function noteNumbers(nodes: readonly RootContent[]): number[] {
  const items = nodes.flatMap((node) => (node.type === 'list' ? node.children : []))
  return items.flatMap((item) => {
    const [digits] = /^\d{1,3}(?!\d)/.exec(wordsOf(item).trimStart()) ?? []
    return digits === undefined ? [] : [Number(digits)]
  })
}
