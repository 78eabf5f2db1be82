import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import type { Digest } from '../domain/digest.ts'
import type { ParseResult, Position } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'

/** Increase it whenever the same file would be parsed differently than before. */
const readerVersion = 11

/** A parse result as it is stored. */
interface Stored {
  readonly digest?: Digest
  readonly problems: readonly Problem[]
  /** Where the pieces of the digest were written: `.sections.0.title`. */
  readonly places: Readonly<Record<string, Position>>
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
  const places: Record<string, Position> = {}
  if (digest) {
    for (const [path, piece] of piecesOf(digest)) {
      const place = at(piece)
      if (place) places[path] = place
    }
  }
  const stored: Stored = { ...(digest && { digest }), problems, places }
  return JSON.stringify(stored)
}

/** The reading that was stored, or undefined when the text is damaged. */
export function deserializeParseResult(file: string, text: string): ParseResult | undefined {
  try {
    // Written by this program only, and the cache key has the version of its format.
    const { digest, problems, places } = JSON.parse(text) as Stored
    const positions = new WeakMap<object, Position>()
    for (const [path, piece] of digest ? piecesOf(digest) : []) {
      const place = places[path]
      if (place) positions.set(piece, place)
    }
    return { file, ...(digest && { digest }), problems, at: (piece) => positions.get(piece) }
  } catch {
    return undefined
  }
}

function* piecesOf(piece: object, path = ''): Generator<[path: string, piece: object]> {
  yield [path, piece]
  for (const [key, value] of Object.entries(piece)) {
    if (typeof value === 'object' && value !== null) yield* piecesOf(value, `${path}.${key}`)
  }
}
