import { constants, type Stats } from 'node:fs'
import { lstat, open, stat } from 'node:fs/promises'
import type { ParseResult } from '../domain/digest-repository.ts'
import type { ProblemText } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { SpecialKind } from '../i18n/en/problems-files.ts'
import { problemText } from '../i18n/problems.ts'
import { unreadableCause } from '../lib/unreadable-cause.ts'
import { explainSize, maxBytes } from './markdown/decode.ts'
import type { DigestFile } from './markdown/read-digest.ts'

/** What costs more is read in a thread of its own: it would block the event loop for up to 100 ms, and more. */
const [besideCost, costOfMark] = [24_000, 16]

/** Markdown costs time by its length, and by its marks much more. The samples have two marks in 100 characters. */
export function takesLong(bytes: Uint8Array): boolean {
  const marks = bytes.reduce((sum, byte) => sum + (isMark[byte] ?? 0), 0)
  return bytes.length + costOfMark * marks > besideCost
}

const isMark = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number('*_~`[]<&\\|:@$#'.includes(String.fromCharCode(byte))),
)

/** Parses the digest in a file. Never throws: a file that cannot be opened gives a result with a problem. */
export async function readDigestFile(path: string, publication: string, vocabulary: Vocabulary): Promise<ParseResult> {
  const content = await readDigestBytes(path)
  return 'problems' in content
    ? content
    : readDigestContent({ file: path, publication, bytes: content.bytes }, vocabulary)
}

/** Parses a digest whose bytes are at hand. Never throws. */
export async function readDigestContent(file: DigestFile, vocabulary: Vocabulary): Promise<ParseResult> {
  // Markdown takes a while to load, and a start at which no file has changed reads none.
  if (takesLong(file.bytes)) {
    const { readInWorker } = await import('./reading-thread.ts')
    const reading = await readInWorker(file, vocabulary)
    if (reading) return reading
  }
  const { readDigest } = await import('./markdown/read-digest.ts')
  return readDigest(file, vocabulary)
}

/** The content of a digest's file, or the result with the reason why it is not read. */
export async function readDigestBytes(path: string): Promise<{ readonly bytes: Uint8Array } | ParseResult> {
  try {
    const stats = await stat(path)
    const kind = specialKind(stats)
    if (kind) return failed(path, 'special-file', problemText('special-file', kind))
    if (stats.size > maxBytes) return failed(path, 'too-large', explainSize(stats.size))
    return { bytes: await readBytes(path) }
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    const text =
      code === 'ENOENT' ? problemText('missing-file') : problemText('unreadable-file', code, unreadableCause(code))
    return failed(path, 'unreadable', text)
  }
}

/** Why a path that is there cannot be looked at: a link to nothing, or rights that are missing. Undefined if nothing is there. */
export async function explainUnseen(path: string): Promise<ParseResult | undefined> {
  const code = await lstat(path).then(
    () => undefined,
    ({ code: reason }: NodeJS.ErrnoException) => reason,
  )
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
  const content = await readDigestBytes(path)
  return 'bytes' in content ? undefined : content
}

/** The path may be a pipe by now, which must not block the process. */
async function readBytes(path: string): Promise<Buffer> {
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  return await file.readFile()
}

/** The kind of a path that is not a regular file. */
export function specialKind(
  stats: Pick<Stats, 'isFile' | 'isDirectory' | 'isFIFO' | 'isSocket'>,
): SpecialKind | undefined {
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return 'folder'
  if (stats.isFIFO()) return 'pipe'
  return stats.isSocket() ? 'socket' : 'device'
}

/**
 * Whether a digest seems to be cut off: without a final line end, after a heading or a label, with errors, or with
 * fewer sections or sources than its earlier parts promise.
 */
export async function endsEarly(path: string, vocabulary: Vocabulary): Promise<boolean> {
  const text = await readBytes(path).then(String, () => '')
  const [last = ''] = /[^\r\n]*(?:\r\n|\r|\n)$/.exec(text) ?? []
  if (last.trim() === '' || /^\s*#{1,6}\s|[:：]\s*$/.test(last)) return true
  const { digest } = await readDigestFile(path, '', vocabulary)
  const { overview = [], sections = [] } = digest ?? {}
  const [end, ...others] = sections.toReversed()
  const lacksSource = end && !end.source && others.length > 0 && others.every(({ source }) => source)
  return !digest || overview.length > sections.length || Boolean(lacksSource)
}

/**
 * A reading as posts see it. A draft is a file with a warning and without a digest, and so is a file whose front matter
 * has come to name another day than `day`, until the folder is listed again.
 */
export function asPosted(reading: ParseResult, day: string): ParseResult {
  const { digest, ...rest } = reading
  if (!digest || (digest.date === day && !digest.isDraft)) return reading
  return digest.isDraft ? rest : failed(reading.file, 'moved', problemText('moved', digest.date, day), 'warning')
}

/** A result without a digest. */
export function failed(
  file: string,
  rule: string,
  { key, values }: ProblemText,
  severity: 'error' | 'warning' = 'error',
): ParseResult {
  return { file, problems: [{ file, line: 1, column: 1, severity, rule, key, values }], at: () => undefined }
}
