import type { ParseResult } from '../domain/digest-repository.ts'
import { parsePartKey } from '../domain/part-key.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { preview } from './preview.ts'
import { platforms } from './registry.ts'

/** What the platforms would refuse in any layout, with the place in the file that causes it. */
export async function findRefusals({ file, digest, at }: ParseResult, vocabulary: Vocabulary): Promise<Problem[]> {
  if (!digest) return []
  const found = new Map<string, Problem>()
  const checked = new Set<object>()
  for (const { name, layouts, loadValidator } of platforms) {
    const { explain } = await loadValidator()
    // The layout `thread` sends the same messages as `sections`.
    for (const layout of layouts.filter((each) => each !== 'thread')) {
      for (const { part, call } of preview(digest, name, layout, vocabulary)) {
        // Layouts share most of their messages; where one is posted does not matter here.
        if (checked.has(part.body)) continue
        checked.add(part.body)
        const refusal = explain(call)
        if (!refusal) continue
        const piece = parsePartKey(part.key)?.piece
        const section =
          piece?.type === 'section' ? digest.sections.find(({ number }) => number === piece.number) : undefined
        const { line, column } = at(section ?? digest) ?? { line: 1, column: 1 }
        const message = `${platformTitle(name)} would refuse the part ${part.key}: ${refusal}`
        found.set(message, { file, line, column, severity: 'error', message, rule: `refused-by-${name}` })
      }
    }
  }
  return [...found.values()]
}
