import { join, resolve } from 'node:path'
import type { Day } from '../domain/day.ts'
import { type Digest, type DigestId, mainPublication, parseDigestId } from '../domain/digest.ts'
import type { DigestSource, ParseCache, ParseResult } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { FolderPoller } from './folder-poller.ts'
import { type DigestListing, listDigests } from './list-files.ts'
import { readDigestFile, waitUntilQuiet } from './read-file.ts'
import { deserializeParseResult, parseCacheKey, serializeParseResult } from './serialize.ts'
import { watchFolder } from './watch.ts'

export interface RepositoryOptions {
  readonly folder: string
  readonly vocabulary: Vocabulary
  readonly cache: ParseCache
  /** Called once for each error. */
  readonly onProblem?: (problem: Problem) => void
}

/** Opens a folder of digests. Lists the files without reading them, so that ten years open as fast as a week. */
export async function openRepository(options: RepositoryOptions): Promise<DigestSource> {
  const catalog = await listDigests(options.folder)
  return new DigestFolder(options, catalog)
}

interface Failure {
  readonly problems: readonly Problem[]
  /** The state of the file that could not be read; absent when there was none. */
  readonly stamp?: string
}

/** The number of parsed digests kept in memory. */
const recentMax = 16

class DigestFolder implements DigestSource {
  readonly #options: RepositoryOptions
  #catalog: DigestListing
  /** Problems of files that could not be read; their days are not listed. */
  readonly #failed = new Map<DigestId, Failure>()
  readonly #reported = new Set<string>()
  /** The digests asked for last, the newest last: all destinations ask for the same one in the morning. */
  readonly #recent = new Map<string, { readonly stamp: string; readonly reading: Promise<ParseResult> }>()
  readonly #watches = new Set<() => Promise<void>>()
  readonly #poller = new FolderPoller()
  /** The ids of the files of this catalog, the newest first. */
  #sorted: { readonly catalog: DigestListing; readonly ids: ReadonlyMap<string, DigestId> } | undefined

  constructor(options: RepositoryOptions, catalog: DigestListing) {
    this.#options = options
    this.#catalog = catalog
    this.#report(catalog.problems)
  }

  publications(): readonly string[] {
    return this.#catalog.publications
  }

  files(): ReadonlyMap<DigestId, string> {
    return this.#catalog.files
  }

  days(publication: string): readonly Day[] {
    return [...this.#catalog.files.keys()]
      .filter((id) => !this.#failed.has(id))
      .flatMap((id) => {
        const parsed = parseDigestId(id)
        return parsed?.publication === publication ? [parsed.date] : []
      })
      .sort()
  }

  async get(id: DigestId): Promise<Digest | undefined> {
    return (await this.read(id))?.digest
  }

  async read(id: DigestId): Promise<ParseResult | undefined> {
    const file = this.#catalog.files.get(id)
    if (!file) return undefined
    const stamp = await this.#stamp(file)
    const reading = stamp === undefined ? undefined : await this.#readFile(file, stamp, id)
    if (reading?.digest) this.#failed.delete(id)
    else {
      this.#failed.set(id, { problems: reading?.problems ?? [], ...(stamp !== undefined && { stamp }) })
      this.#report(reading?.problems ?? [])
    }
    return reading
  }

  async stamp(id: DigestId): Promise<string | undefined> {
    const file = this.#catalog.files.get(id)
    return file && this.#stamp(file)
  }

  problems(): readonly Problem[] {
    return [...this.#catalog.problems, ...[...this.#failed.values()].flatMap(({ problems }) => problems)]
  }

  async refresh(): Promise<readonly DigestId[]> {
    const before = this.#catalog.files
    this.#catalog = await listDigests(this.#options.folder)
    const after = this.#catalog.files
    this.#report(this.#catalog.problems)
    const changed = new Set([...before.keys(), ...after.keys()].filter((id) => before.get(id) !== after.get(id)))
    for (const [id, { stamp }] of this.#failed) {
      const file = after.get(id)
      if (file && (await this.#stamp(file)) !== stamp) changed.add(id)
    }
    for (const id of changed) this.#failed.delete(id)
    return [...changed]
  }

  async poll(): Promise<readonly DigestId[]> {
    const { folder } = this.#options
    const folders = this.#catalog.publications.map((name) => (name === mainPublication ? folder : join(folder, name)))
    const listed = (await this.#poller.haveChanged(folders)) ? await this.refresh() : []
    if (this.#sorted?.catalog !== this.#catalog) {
      const newestFirst = [...this.#catalog.files].sort(([one], [other]) => (dayOf(one) < dayOf(other) ? 1 : -1))
      this.#sorted = { catalog: this.#catalog, ids: new Map(newestFirst.map(([id, file]) => [file, id])) }
    }
    const { ids } = this.#sorted
    const written = await this.#poller.written([...ids.keys()])
    return [...new Set([...listed, ...written.flatMap((file) => ids.get(file) ?? [])])]
  }

  watch(onChange: (changed: readonly DigestId[]) => void): () => Promise<void> {
    let ended = false
    const onFiles = async (paths: readonly string[]) => {
      const listed = await this.refresh()
      const touched = new Set(paths.map((path) => resolve(path)))
      const written = [...this.#catalog.files].filter(([, file]) => touched.has(resolve(file))).map(([id]) => id)
      const changed = [...new Set([...listed, ...written])]
      if (changed.length > 0 && !ended) onChange(changed)
    }
    const onError = (error: Error) => {
      const message = `Changes in this folder are not noticed at once: ${error.message}`
      this.#report([{ file: this.#options.folder, line: 1, column: 1, severity: 'error', message, rule: 'unwatched' }])
    }
    const stop = watchFolder(this.#options.folder, { onFiles, onError })
    const end = () => {
      ended = true
      return stop()
    }
    this.#watches.add(end)
    return end
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watches].map((end) => end()))
  }

  async #readFile(file: string, stamp: string, id: DigestId): Promise<ParseResult> {
    const recent = this.#recent.get(file)
    if (recent?.stamp === stamp) return recent.reading
    const reading = this.#readAnew(file, stamp, id)
    this.#recent.delete(file)
    this.#recent.set(file, { stamp, reading })
    const [oldest] = this.#recent.keys()
    if (this.#recent.size > recentMax && oldest !== undefined) this.#recent.delete(oldest)
    // The file may be mended in a minute.
    if (!(await reading).digest && this.#recent.get(file)?.reading === reading) this.#recent.delete(file)
    return reading
  }

  async #readAnew(file: string, stamp: string, id: DigestId): Promise<ParseResult> {
    const { cache, vocabulary } = this.#options
    const kept = cache.get(file, stamp)
    const restored = kept === undefined ? undefined : deserializeParseResult(file, kept)
    if (restored) return restored
    const reading = await readDigestFile(file, parseDigestId(id)?.publication ?? '', vocabulary)
    // A file that cannot be opened now may be readable in a minute, with the same size and time.
    if (!reading.problems.some(({ rule }) => rule === 'unreadable'))
      cache.put(file, stamp, serializeParseResult(reading))
    return reading
  }

  /** The cache key of a file once nothing writes to it; undefined if there is no file. */
  async #stamp(file: string): Promise<string | undefined> {
    const stats = await waitUntilQuiet(file).catch(() => undefined)
    return stats && parseCacheKey(stats, this.#options.vocabulary)
  }

  #report(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const key = JSON.stringify(problem)
      if (problem.severity !== 'error' || this.#reported.has(key)) continue
      this.#reported.add(key)
      this.#options.onProblem?.(problem)
    }
  }
}

function dayOf(id: DigestId): string {
  return parseDigestId(id)?.date ?? ''
}
