import type { DateContext, DaySpan } from './periods.ts'

/** A way to write days, and how to read it. */
export interface Spelling {
  readonly pattern: RegExp
  /** Whether it names both ends. */
  readonly isRange?: true
  /** Whether it means days everywhere: digests use these words for nothing else. */
  readonly isPlain?: true
  /** Undefined for days that do not exist. */
  readonly span: (found: Readonly<Record<string, string | undefined>>, here: DateContext) => DaySpan | undefined
}

/** The end of a word or number. */
export const wordEnd = '(?![\\p{L}\\p{N}])'

export function startsWith(pattern: string): RegExp {
  return new RegExp(`^${pattern}`, 'iu')
}
