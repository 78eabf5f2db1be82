import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Day } from '../domain/day.ts'
import { type DigestId, digestId, mainPublication, publicationPattern } from '../domain/digest.ts'
import type { Problem, ProblemText } from '../domain/problem.ts'
import { problemText } from '../i18n/problems.ts'
import { isPeriodFolder, type ParsedFilename, parseFilename } from './filename.ts'
import { dayOfFile, FrontMatterDates } from './front-matter-dates.ts'
import { specialKind } from './read-file.ts'
import { unreadablePath } from './unreadable-path.ts'

/** The digests of a folder, listed by file name. */
export interface DigestListing {
  readonly files: ReadonlyMap<DigestId, string>
  /** The files whose day is in their front matter. */
  readonly datedInside: ReadonlySet<string>
  readonly publications: readonly string[]
  /** All folders with digests, and links that may lead to one later. */
  readonly folders: readonly string[]
  readonly problems: readonly Problem[]
}

/** What is found while a folder is listed. */
interface Found {
  readonly files: Map<DigestId, string>
  readonly datedInside: Set<string>
  readonly publications: string[]
  readonly folders: string[]
  readonly problems: Problem[]
  readonly dates: FrontMatterDates
}

/**
 * Lists the digests in a folder, in the folders right below it, which are publications, and in their folders of years
 * and months. Opens only files whose names do not say the day; `dates` remembers those.
 */
export async function listDigests(folder: string, dates = new FrontMatterDates()): Promise<DigestListing> {
  const found: Found = { files: new Map(), datedInside: new Set(), publications: [], folders: [], problems: [], dates }
  const entries = await list(folder, found)
  await addPublication(mainPublication, folder, entries, found)
  for (const { name, isFolder } of entries) {
    if (!isFolder || name.startsWith('.') || isPeriodFolder(name, false)) continue
    const path = join(folder, name)
    const contents = await list(path, found)
    const isDigestFolder = contents.some(
      (entry) => !entry.isFolder && isDigestName(parseFilename(join(path, entry.name))),
    )
    const fault = isDigestFolder || publicationPattern.test(name) ? faultOf(name) : undefined
    if (fault) found.problems.push(problemAt(path, 'error', 'publication-name', fault))
    if (fault || !publicationPattern.test(name)) continue
    await addPublication(name, path, contents, found)
  }
  return found
}

/** Whether a name means a digest, without looking into the file. */
function isDigestName(name: ParsedFilename): boolean {
  return name !== undefined && !('isFree' in name)
}

async function addPublication(
  publication: string,
  folder: string,
  entries: readonly Entry[],
  found: Found,
): Promise<void> {
  found.publications.push(publication)
  const candidates: Candidate[] = []
  await addFolder(folder, entries, 0, candidates, found)
  const names = Map.groupBy(candidates, ({ day }) => digestId({ publication, date: day }))
  for (const [id, all] of names) {
    const best = Math.min(...all.map(({ rank }) => rank))
    const [first, ...others] = all.filter(({ rank }) => rank === best)
    if (!first) continue
    const name = basename(first.path)
    for (const { path, rank } of all) {
      if (rank === best) continue
      found.problems.push(problemAt(path, 'warning', 'file-name', problemText('other-file-read', name)))
    }
    if (others.length === 0) found.files.set(id, first.path)
    else {
      const names = others.map(({ path }) => basename(path))
      found.problems.push(problemAt(first.path, 'error', 'two-files', problemText('two-files', names)))
    }
  }
}

/** A file that may be a digest. Of several for one day, the one with the lowest rank counts. */
interface Candidate {
  readonly day: Day
  readonly path: string
  readonly rank: number
}

/** Years and months below the folder of a publication. */
const maxDepth = 2

async function addFolder(
  folder: string,
  entries: readonly Entry[],
  depth: number,
  candidates: Candidate[],
  found: Found,
): Promise<void> {
  found.folders.push(folder)
  const unread: string[] = []
  for (const { name, isFolder, fault } of entries) {
    const path = join(folder, name)
    if (name.startsWith('.')) continue
    if (isFolder && depth < maxDepth && isPeriodFolder(name, depth > 0)) {
      await addFolder(path, await list(path, found), depth + 1, candidates, found)
      continue
    }
    const parsed = parseFilename(path)
    const special = isFolder && isDigestName(parsed) ? problemText('special-file', 'folder') : fault
    if (special) found.problems.push(problemAt(path, 'error', 'special-file', special))
    if (isFolder || fault || !parsed) continue
    if ('rule' in parsed) {
      found.problems.push(problemAt(path, parsed.severity, parsed.rule, parsed))
      continue
    }
    const inside = 'day' in parsed ? undefined : await found.dates.of(path)
    const day = dayOfFile(parsed, inside)
    if (!('day' in parsed)) found.datedInside.add(path)
    if (day) candidates.push({ day, path, rank: rankOf(parsed) })
    else unread.push(path)
  }
  found.problems.push(...unreadProblems(unread))
}

function rankOf(name: Exclude<ParsedFilename, undefined>): number {
  if ('day' in name) return name.isPlain ? 0 : 1
  return 'first' in name ? 2 : 3
}

/** For more files than this, one problem covers all of them. */
const namedFiles = 3

/** Reports Markdown files that say nowhere which day they are for. */
function unreadProblems(paths: readonly string[]): Problem[] {
  const warn = (path: string, text: ProblemText) => problemAt(path, 'warning', 'file-name', text)
  const [first = ''] = paths
  if (paths.length <= namedFiles) return paths.map((path) => warn(path, problemText('undated-file')))
  const names = paths.slice(0, namedFiles).map((path) => basename(path))
  return [warn(first, problemText('undated-files', paths.length, names))]
}

interface Entry {
  readonly name: string
  readonly isFolder: boolean
  /** Why it is not read, whatever its name is. */
  readonly fault?: ProblemText
  /** A link whose target does not exist, at least not yet. */
  readonly isBroken?: boolean
}

async function list(folder: string, { problems, folders }: Found): Promise<Entry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const named = await Promise.all(entries.map(readEntry))
    for (const { name, isBroken } of named) {
      const path = join(folder, name)
      if (isBroken && !name.startsWith('.') && !parseFilename(path)) folders.push(path)
    }
    return named.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  } catch (cause) {
    const text = unreadablePath(folder, cause, problemText('missing-folder'), 'unreadable-folder')
    problems.push(problemAt(folder, 'error', 'unreadable', text))
    return []
  }
}

async function readEntry(entry: Dirent): Promise<Entry> {
  const { name } = entry
  const path = join(entry.parentPath, name)
  if (!entry.isSymbolicLink()) return describe(name, entry)
  try {
    const target = describe(name, await stat(path))
    // A link to a folder above it would show every digest twice.
    const isLoop = target.isFolder && `${await realpath(entry.parentPath)}/`.startsWith(`${await realpath(path)}/`)
    return isLoop ? { name, isFolder: false, fault: problemText('link-to-parent') } : target
  } catch (cause) {
    const isLoop = (cause as NodeJS.ErrnoException).code === 'ELOOP'
    if (isLoop) return { name, isFolder: false, fault: problemText('link-to-itself') }
    return { name, isFolder: false, isBroken: true }
  }
}

function describe(name: string, kind: Dirent | Stats): Entry {
  const special = kind.isDirectory() ? undefined : specialKind(kind)
  return { name, isFolder: kind.isDirectory(), ...(special && { fault: problemText('special-file', special) }) }
}

function faultOf(name: string): ProblemText | undefined {
  if (name === mainPublication) return problemText('publication-taken', mainPublication)
  return publicationPattern.test(name) ? undefined : problemText('publication-name')
}

function problemAt(file: string, severity: Problem['severity'], rule: string, { key, values }: ProblemText): Problem {
  return { file, line: 1, column: 1, severity, rule, key, values }
}
