import type { Note, Section } from '../domain/digest.ts'
import type { Manuscript } from './manuscript.ts'

/** Sections and notes are asked for by number, so no two may share one; `1` and `01` are the same. */
export function checkNumbers(
  { sections, notes = [] }: { sections: readonly Section[]; notes?: readonly Note[] },
  manuscript: Manuscript,
): void {
  const lines = new Map<number, number>()
  for (const item of [...sections, ...notes]) {
    if (item.number === undefined) continue
    const place = manuscript.at(item) ?? { line: 1, column: 1 }
    const first = lines.get(Number(item.number))
    if (first === undefined) lines.set(Number(item.number), place.line)
    else {
      const message = `Number ${item.number} is taken already, in line ${first}.`
      manuscript.error('duplicate-number', message, place)
    }
  }
}
