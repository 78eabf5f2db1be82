import { unverifiedMark } from '../../domain/draft.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from './context.ts'

/** Reports each mark of a draft, wherever it stands in the file: with one of them, the digest cannot be posted. */
export function reportUnverified(context: ParseContext): void {
  for (const [at, line] of context.lines.entries()) {
    const column = line.search(unverifiedMark)
    if (column < 0) continue
    context.error('unverified', problemText('unverified'), { line: at + 1, column: column + 1 })
  }
}
