import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import type { Digest } from '../domain/digest.ts'
import type { ParseResult, Position } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'

/** Increase it whenever the same file would be parsed differently than before. */
const readerVersion = 12

/** A parse result as it is stored. */
interface Stored {
  readonly digest?: Digest
  readonly problems: readonly Problem[]
  /** Where the pieces of the digest were written: of each the number, in the order of `piecesOf`, the line and the column. */
  readonly places: readonly (readonly [piece: number, line: number, column: number])[]
}

/** Changes with everything that a parse result depends on: the file's size and time, the parser, the vocabulary. */
export function parseCacheKey({ size, mtimeMs }: Stats, vocabulary: Vocabulary): string {
  const words = wordStamps.get(vocabulary) ?? wordStampOf(vocabulary)
  wordStamps.set(vocabulary, words)
  return `${readerVersion}-${words}-${size}-${mtimeMs}`
}

const wordStamps = new WeakMap<Vocabulary, string>()

function wordStampOf(vocabulary: Vocabulary): string {
  return createHash('sha256').update(JSON.stringify(vocabulary)).digest('hex').slice(0, 12)
}

export function serializeParseResult({ digest, problems, at }: ParseResult): string {
  const places = piecesOf(digest).flatMap((piece, number) => {
    const place = at(piece)
    return place ? [[number, place.line, place.column] as const] : []
  })
  const stored: Stored = { ...(digest && { digest }), problems, places }
  return JSON.stringify(stored)
}

/** The reading that was stored, or undefined when the text is damaged. */
export function deserializeParseResult(file: string, text: string): ParseResult | undefined {
  try {
    // Written by this program only, and the cache key has the version of its format.
    const { digest, problems, places } = JSON.parse(text) as Stored
    const pieces = piecesOf(digest)
    const positions = new WeakMap<object, Position>()
    for (const [number, line, column] of places) {
      const piece = pieces[number]
      if (piece) positions.set(piece, { line, column })
    }
    return { file, ...(digest && { digest }), problems, at: (piece) => positions.get(piece) }
  } catch {
    return undefined
  }
}

/** All objects and lists that a digest consists of, the outer before the inner ones. */
function piecesOf(digest: Digest | undefined): object[] {
  const pieces: object[] = digest ? [digest] : []
  // The list grows while it is read.
  for (const piece of pieces) {
    for (const value of Object.values(piece)) if (typeof value === 'object' && value !== null) pieces.push(value)
  }
  return pieces
}
