import type { Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { ParseResult } from '../domain/digest-repository.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { explainSize, maxBytes } from './markdown/decode.ts'

/** Editors and syncs write in steps: a file is complete when nothing has written to it for this long. */
export const quietMs = 500

/** After this many waits, a file that is still being written to is read as it is. */
const maxWaits = 20

/** The state of a file that is not being written. Throws as `stat` does. */
export async function waitUntilQuiet(path: string): Promise<Stats> {
  for (let waits = 0; ; waits++) {
    const stats = await stat(path)
    const age = Date.now() - stats.mtimeMs
    // A date far in the future comes from a wrong clock and is ignored.
    if (Math.abs(age) >= quietMs || waits === maxWaits) return stats
    await setTimeout(quietMs - age)
  }
}

/** Parses the digest in a file. Never throws: a file that cannot be opened gives a result with a problem. */
export async function readDigestFile(path: string, publication: string, vocabulary: Vocabulary): Promise<ParseResult> {
  try {
    const { size } = await stat(path)
    if (size > maxBytes) return failed(path, 'too-large', explainSize(size))
    // Markdown takes a while to load, and a start at which no file has changed reads none.
    const { readDigest } = await import('./markdown/read-digest.ts')
    return readDigest({ file: path, publication, bytes: await readFile(path) }, vocabulary)
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    const message = code === 'ENOENT' ? 'There is no such file.' : `This file cannot be opened (${code}).`
    return failed(path, 'unreadable', message)
  }
}

function failed(file: string, rule: string, message: string): ParseResult {
  return { file, problems: [{ file, line: 1, column: 1, severity: 'error', message, rule }], at: () => undefined }
}
