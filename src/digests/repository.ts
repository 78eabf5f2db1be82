import { resolve } from 'node:path'
import type { Day } from '../domain/day.ts'
import { type Digest, type DigestId, parseDigestId } from '../domain/digest.ts'
import type { DigestSource, ParseCache, ParseResult } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { problemText } from '../i18n/problems.ts'
import { FailedReadings, isUnreadable } from './failed-readings.ts'
import { FileStats } from './file-stats.ts'
import { FolderPoller } from './folder-poller.ts'
import { FrontMatterDates } from './front-matter-dates.ts'
import { type DigestListing, listDigests } from './list-files.ts'
import { asPosted, endsEarly, explainUnseen, failed, readDigestFile } from './read-file.ts'
import { deserializeParseResult, parseCacheKey, serializeParseResult } from './serialize.ts'
import { StableFiles } from './stable-files.ts'
import { FolderWatch } from './watch.ts'

interface RepositoryOptions {
  /** The folder of the digests; read again at each use. */
  readonly folder: () => string
  readonly vocabulary: Vocabulary
  readonly cache: ParseCache
  /** How long a file has to be unchanged before it is read, in milliseconds; by default it is read at once. */
  readonly quietMs?: () => number
  /** Called once for each error, each file that is not read, and each that is read although it keeps changing. */
  readonly onProblem?: (problem: Problem) => void
}

/** Opens a folder of digests. Lists the files without reading them, so that ten years open as fast as a week. */
export async function openRepository(options: RepositoryOptions): Promise<DigestSource> {
  const catalog = await listDigests(options.folder())
  return new DigestFolder(options, catalog)
}

/** The number of parsed digests kept in memory. */
const recentMax = 16

class DigestFolder implements DigestSource {
  readonly #options: RepositoryOptions
  #catalog: DigestListing
  readonly #failed = new FailedReadings()
  readonly #reported = new Set<string>()
  /** An LRU cache, the most recently used last: in the morning, all destinations ask for the same digest. */
  readonly #recent = new Map<string, { readonly stamp: string; readonly reading: Promise<ParseResult> }>()
  readonly #quiet: StableFiles
  readonly #looks: FileStats
  readonly #watches = new Set<FolderWatch>()
  readonly #poller = new FolderPoller()
  readonly #dates = new FrontMatterDates()
  /** The files of this catalog, and the ids of those that are digests, the newest first. */
  #sorted:
    | {
        readonly catalog: DigestListing
        readonly ids: ReadonlyMap<string, DigestId>
        readonly files: readonly string[]
      }
    | undefined

  constructor(options: RepositoryOptions, catalog: DigestListing) {
    this.#options = options
    this.#catalog = catalog
    this.#quiet = new StableFiles({
      quietMs: () => options.quietMs?.() ?? 0,
      isUnfinished: (path) => endsEarly(path, options.vocabulary),
      onUnstable: (problem) => options.onProblem?.(problem),
    })
    this.#looks = new FileStats(this.#quiet, (stats) => parseCacheKey(stats, options.vocabulary))
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
    const { isWhole, stamp } = await this.#looks.recentLook(file)
    const readWhole = () => (stamp === undefined ? explainUnseen(file) : this.#readFile(file, stamp, id))
    const found = await (isWhole ? readWhole() : this.#recall(file, stamp))
    const reading = found && asPosted(found, dayOf(id))
    if (reading?.digest) this.#failed.delete(id)
    else {
      this.#failed.add(id, reading, isWhole ? stamp : undefined)
      this.#report(reading?.problems ?? [])
    }
    return reading
  }

  async stamp(id: DigestId): Promise<string | undefined> {
    const file = this.#catalog.files.get(id)
    return file && (await this.#looks.recentLook(file)).stamp
  }

  problems(): readonly Problem[] {
    return [...this.#catalog.problems, ...this.#failed.problems, ...this.#quiet.problems()]
  }

  async refresh(): Promise<readonly DigestId[]> {
    const before = this.#catalog.files
    this.#catalog = await listDigests(this.#options.folder(), this.#dates)
    const after = this.#catalog.files
    this.#report(this.#catalog.problems)
    const known = new Set(before.values())
    const changed = new Set([...before.keys(), ...after.keys()].filter((id) => before.get(id) !== after.get(id)))
    for (const file of after.values()) if (!known.has(file)) this.#quiet.notice(file)
    for (const [id, stamp] of this.#failed.stamps) {
      const file = after.get(id)
      const now = file ? await this.#looks.look(file) : { isWhole: false }
      if (now.isWhole && now.stamp !== stamp) changed.add(id)
    }
    for (const id of changed) this.#failed.delete(id)
    return [...changed]
  }

  async poll(): Promise<readonly DigestId[]> {
    for (const watch of this.#watches) await watch.follow()
    // The configuration may name another folder by now.
    const folders = [this.#options.folder(), ...this.#catalog.folders]
    const mayHaveOthers = (await this.#poller.haveChanged(folders)) || this.#catalog.problems.some(isUnreadable)
    const listed = mayHaveOthers ? [...(await this.refresh())] : []
    if (this.#sorted?.catalog !== this.#catalog) {
      const newestFirst = [...this.#catalog.files].sort(([one], [other]) => (dayOf(one) < dayOf(other) ? 1 : -1))
      const ids = new Map(newestFirst.map(([id, file]) => [file, id]))
      const files = [...new Set([...ids.keys(), ...this.#catalog.datedInside])]
      this.#sorted = { catalog: this.#catalog, ids, files }
    }
    const [{ ids, files }, { datedInside }] = [this.#sorted, this.#catalog]
    const written = await this.#poller.written(files)
    // Its day may have changed with the file.
    if (written.some((file) => datedInside.has(file))) listed.push(...(await this.refresh()))
    const readable: DigestId[] = []
    for (const id of this.#failed.unreadable) if (await this.get(id)) readable.push(id)
    return this.#wholeOf([...listed, ...readable, ...written.flatMap((file) => ids.get(file) ?? [])])
  }

  watch(onChange: (changed: readonly DigestId[]) => void): () => Promise<void> {
    const onFiles = async (paths: readonly string[]) => {
      const listed = await this.refresh()
      const touched = new Set(paths.map((path) => resolve(path)))
      const written = [...this.#catalog.files].filter(([, file]) => touched.has(resolve(file))).map(([id]) => id)
      const changed = await this.#wholeOf([...listed, ...written])
      if (changed.length > 0 && this.#watches.has(watch)) onChange(changed)
    }
    const onError = (error: Error) => {
      const text = problemText('unwatched', error.message)
      const file = this.#options.folder()
      this.#report([{ file, line: 1, column: 1, severity: 'error', rule: 'unwatched', ...text }])
    }
    const onSettle = async () => {
      const changed = this.#quiet.writing.size > 0 ? await this.#wholeOf([]) : []
      if (changed.length > 0 && this.#watches.has(watch)) onChange(changed)
    }
    const watch = new FolderWatch(this.#options.folder, { onFiles, onSettle, onError })
    this.#watches.add(watch)
    return () => {
      this.#watches.delete(watch)
      return watch.end()
    }
  }

  async close(): Promise<void> {
    const watches = [...this.#watches]
    this.#watches.clear()
    await Promise.all(watches.map((watch) => watch.end()))
  }

  /** Returns the digests that can be read or are gone, out of these and of those that were being written. */
  async #wholeOf(ids: readonly DigestId[]): Promise<DigestId[]> {
    const { files } = this.#catalog
    const states = await Promise.all(ids.map(async (id) => ({ id, file: files.get(id) })))
    for (const { file } of states) if (file) await this.#looks.look(file)
    const settled = new Set(await this.#quiet.settled())
    const found = new Set(settled.size === 0 ? [] : [...files].flatMap(([id, file]) => (settled.has(file) ? id : [])))
    for (const { id, file } of states) if (!file || !this.#quiet.writing.has(file)) found.add(id)
    for (const id of found) this.#failed.delete(id)
    return [...found]
  }

  async #readFile(file: string, stamp: string, id: DigestId): Promise<ParseResult> {
    const recent = this.#recent.get(file)
    if (recent?.stamp === stamp) return recent.reading
    const reading = this.#readAnew(file, stamp, id)
    this.#recent.delete(file)
    this.#recent.set(file, { stamp, reading })
    const [oldest] = this.#recent.keys()
    if (this.#recent.size > recentMax && oldest !== undefined) this.#recent.delete(oldest)
    // The file may be corrected in a minute.
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
    if (!reading.problems.some(isUnreadable)) cache.put(file, stamp, serializeParseResult(reading))
    return reading
  }

  /** The last complete version of a file that is changing. */
  async #recall(file: string, stamp: string | undefined): Promise<ParseResult> {
    const kept = stamp === undefined ? undefined : this.#options.cache.get(file, stamp)
    const recent = this.#recent.get(file)
    const known = recent && recent.stamp === stamp ? await recent.reading : kept && deserializeParseResult(file, kept)
    return known || failed(file, 'being-written', problemText('being-written'), 'warning')
  }

  #report(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const key = JSON.stringify(problem)
      const isSaid = problem.severity === 'error' || problem.rule === 'file-name'
      if (!isSaid || this.#reported.has(key)) continue
      this.#reported.add(key)
      this.#options.onProblem?.(problem)
    }
  }
}

function dayOf(id: DigestId): string {
  return parseDigestId(id)?.date ?? ''
}
