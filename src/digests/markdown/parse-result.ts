import type { Digest } from '../../domain/digest.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Position } from './context.ts'

/** What came of reading one file. */
export interface ParseResult {
  readonly file: string
  /** Absent when there are errors. */
  readonly digest?: Digest
  readonly problems: readonly Problem[]
  /** Where a piece of this digest (a section, a title, a takeaway, a note) was written. */
  at(piece: object): Position | undefined
}
