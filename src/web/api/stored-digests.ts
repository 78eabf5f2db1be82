import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { shippedDigests } from '../../config/load.ts'
import { parseFilename } from '../../digests/filename.ts'
import { dateIn, dayOfFile } from '../../digests/front-matter-dates.ts'
import { decodeText } from '../../digests/markdown/decode.ts'
import { readDigestContent } from '../../digests/read-file.ts'
import { readIfPresent, replaceDigestFile } from '../../digests/replace-digest-file.ts'
import { withdrawMarkdown, withdrawnMarkdown } from '../../digests/withdraw.ts'
import type { Day } from '../../domain/day.ts'
import { digestId, mainPublication } from '../../domain/digest.ts'
import type { DigestRepository, ParseResult } from '../../domain/digest-repository.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { labelsFor } from '../../i18n/messages.ts'
import { KeyedMutex } from '../../lib/keyed-mutex.ts'

export interface NamedDigest {
  readonly publication: string
  readonly date: Day
}

/** The dependencies of the API. */
export interface StoredDigestsOptions {
  /** The folder of the digests; undefined if they come from a place that the bot must not write to. */
  readonly folder: () => string | undefined
  readonly repository: Pick<DigestRepository, 'files'>
  readonly vocabulary: Vocabulary
  /** Whether shipped samples are refused: wherever posts have readers. */
  readonly refusesSamples: boolean
  /** Called after a digest was written. */
  readonly onChange: () => void
}

interface StoredText {
  readonly bytes: Uint8Array
  readonly etag: string
}

/** The result of a change. `absent` and `stale` concern its precondition. */
export type Change =
  | { readonly state: 'created' | 'changed' | 'unchanged'; readonly etag: string }
  | { readonly state: 'absent' | 'stale' | 'ambiguous' | 'foreign' | 'sample' }

/** Decides by the stored text, undefined if there is none, whether a change may proceed. */
export type Condition = (stored: StoredText | undefined) => boolean

/** Digests as files in the folder of digests, changed one at a time. */
export class StoredDigests {
  readonly #options: StoredDigestsOptions
  readonly #mutex = new KeyedMutex()

  constructor(options: StoredDigestsOptions) {
    this.#options = options
  }

  /** All problems that `check` would find in this text alone. */
  async check({ publication, date }: NamedDigest, bytes: Uint8Array): Promise<readonly Problem[]> {
    const { vocabulary, refusesSamples } = this.#options
    const { checkUpload } = await import('./check-upload.ts')
    return checkUpload({ file: `${date}.md`, publication, bytes }, vocabulary, refusesSamples)
  }

  async get(named: NamedDigest): Promise<StoredText | undefined> {
    const path = this.#pathOf(named)
    return path === undefined ? undefined : describe(await readIfPresent(path))
  }

  put(named: NamedDigest, bytes: Uint8Array, condition: Condition): Promise<Change> {
    return this.#change(named, condition, () => bytes)
  }

  /** Keeps the text and marks it as withdrawn. Without a reason, one that was given before stays. */
  withdraw(named: NamedDigest, reason: string | undefined, condition: Condition): Promise<Change> {
    return this.#change(named, condition, async (stored) => {
      if (!stored) return undefined
      const { digest: before } = await this.#parse(named, stored)
      if (before?.withdrawn !== undefined && (reason === undefined || before.withdrawn === reason)) return stored
      const language = before?.language ?? 'en'
      const words = reason ?? labelsFor(language).noReason
      const decoded = decodeText(stored)
      const kept = 'text' in decoded ? Buffer.from(withdrawMarkdown(decoded.text, words)) : undefined
      if (kept && (await this.#parse(named, kept)).digest?.withdrawn === words) return kept
      return Buffer.from(withdrawnMarkdown(language, named.date, words))
    })
  }

  #change(
    named: NamedDigest,
    condition: Condition,
    next: (stored: Uint8Array | undefined) => Promise<Uint8Array | undefined> | Uint8Array,
  ): Promise<Change> {
    return this.#mutex.runExclusive(digestId(named), async (): Promise<Change> => {
      const folder = this.#options.folder()
      const path = this.#pathOf(named)
      if (folder === undefined || path === undefined) return { state: 'foreign' }
      if (twins(path).every((each) => existsSync(each))) return { state: 'ambiguous' }
      const stored = describe(await readIfPresent(path))
      if (!condition(stored)) return { state: 'stale' }
      if (stored && isShipped(path) && (await this.#parse(named, stored.bytes)).digest?.isSample)
        return { state: 'sample' }
      const bytes = await next(stored?.bytes)
      if (!bytes) return { state: 'absent' }
      const etag = etagOf(bytes)
      if (etag === stored?.etag) return { state: 'unchanged', etag }
      await replaceDigestFile(keepsDay(path, named.date, bytes) ? path : this.#namedAfterDay(folder, named), bytes)
      this.#options.onChange()
      return { state: stored ? 'changed' : 'created', etag }
    })
  }

  #parse({ publication, date }: NamedDigest, bytes: Uint8Array): Promise<ParseResult> {
    return readDigestContent({ file: `${date}.md`, publication, bytes }, this.#options.vocabulary)
  }

  /** The file that counts, out of all files for a day. */
  #namedAfterDay(folder: string, { publication, date }: NamedDigest): string {
    return join(folder, publication === mainPublication ? '' : publication, `${date}.md`)
  }

  /** The file that has this digest, or will have it. */
  #pathOf(named: NamedDigest): string | undefined {
    const folder = this.#options.folder()
    if (folder === undefined) return undefined
    const path = this.#namedAfterDay(folder, named)
    const listed = this.#options.repository.files().get(digestId(named))
    return [...twins(path), ...(listed === undefined ? [] : [listed])].find((each) => existsSync(each)) ?? path
  }
}

function describe(bytes: Uint8Array | undefined): StoredText | undefined {
  return bytes && { bytes, etag: etagOf(bytes) }
}

/** Whether a file is for the same day with a new text: the name may leave it to the front matter. */
function keepsDay(path: string, date: Day, bytes: Uint8Array): boolean {
  return dayOfFile(parseFilename(path) ?? { isFree: true }, dateIn(bytes)) === date
}

/** Strong: another byte gives another tag. */
function etagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 32)}"`
}

/** A file and what it would be called with the other extension; both of them at once are not read. */
function twins(path: string): readonly string[] {
  const stem = path.replace(/\.(?:md|markdown)$/i, '')
  return [`${stem}.md`, `${stem}.markdown`]
}

/** Whether the file is one that comes with the program. */
function isShipped(path: string): boolean {
  const folder = dirname(resolve(path))
  return folder === shippedDigests || dirname(folder) === shippedDigests
}
