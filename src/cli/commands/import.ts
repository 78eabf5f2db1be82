import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { importPage } from '../../digests/import/import-page.ts'
import { decodeText } from '../../digests/markdown/decode.ts'
import { writeDigest } from '../../digests/markdown/write-digest.ts'
import type { Day } from '../../domain/day.ts'
import { mainPublication } from '../../domain/digest.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'

/** Web pages carry much besides their text; the importer sets narrower limits for the text itself. */
const pageBytesMax = 8 * 1024 * 1024

export interface ImportRequest {
  /** A path, or `-` for standard input. */
  readonly source: string
  readonly date: Day
  readonly publication: string
  /** The folder of the digests, or `-` for standard output. */
  readonly out: string
  readonly overwrite: boolean
}

export interface ImportResult {
  readonly problems: readonly Problem[]
  /** The Markdown, when the page could be read. */
  readonly markdown?: string
  /** Where it was written. */
  readonly file?: string
}

/** Turns a page into the Markdown of a digest. Never overwrites one unless told to. */
export async function importFile(order: ImportRequest, vocabulary: Vocabulary): Promise<ImportResult> {
  const { source, date, publication, out, overwrite } = order
  const file = source === '-' ? 'standard input' : source
  const decoded = decodeText(await readSource(source), pageBytesMax)
  if ('rule' in decoded) return { problems: [{ file, severity: 'error', ...decoded }] }
  const { digest, problems } = importPage(decoded.text, { date, publication, vocabulary, file })
  if (!digest) return { problems }
  const markdown = writeDigest(digest, vocabulary)
  if (out === '-') return { problems, markdown }
  const folder = publication === mainPublication ? out : join(out, publication)
  const target = join(folder, `${date}.md`)
  if (existsSync(target) && !overwrite) {
    throw new ConfigurationError(
      `${target} is there already. Look at the import with --out -, or replace it with --overwrite.`,
    )
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(target, markdown)
  return { problems, markdown, file: target }
}

async function readSource(source: string): Promise<Uint8Array> {
  try {
    // Reading a pipe at once fails while its other end is still busy.
    return source === '-' ? await buffer(process.stdin) : readFileSync(source)
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    throw new ConfigurationError(`${source} cannot be read (${code}).`, { cause })
  }
}
