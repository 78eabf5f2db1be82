import { unverifiedMark } from '../../domain/draft.ts'
import type { ParseContext } from './context.ts'

/** Reports each mark of a draft, wherever it stands in the file: with one of them, the digest cannot be posted. */
export function reportUnverified(context: ParseContext): void {
  for (const [at, line] of context.lines.entries()) {
    const column = line.search(unverifiedMark)
    if (column < 0) continue
    const fix = 'Check what the mark says against the source, then correct the text and remove the mark.'
    const text = { message: 'A draft could not be verified here.', fix }
    context.error('unverified', text, { line: at + 1, column: column + 1 })
  }
}
