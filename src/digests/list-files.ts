import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type DigestId, digestId, mainPublication, publicationPattern } from '../domain/digest.ts'
import type { Problem } from '../domain/problem.ts'
import { parseFilename } from './filename.ts'
import { explainSpecialFile, specialKind } from './read-file.ts'

/** The digests of a folder, listed by file name. */
export interface DigestListing {
  readonly files: ReadonlyMap<DigestId, string>
  readonly publications: readonly string[]
  readonly problems: readonly Problem[]
}

/** Lists the digests in a folder and in the folders right below it. Opens none of them. */
export async function listDigests(folder: string): Promise<DigestListing> {
  const files = new Map<DigestId, string>()
  const problems: Problem[] = []
  const publications = [mainPublication]
  const entries = await list(folder, problems)
  addFiles(mainPublication, folder, entries, files, problems)
  for (const { name, isFolder } of entries) {
    if (!isFolder || name.startsWith('.')) continue
    const path = join(folder, name)
    const contents = await list(path, problems)
    const isDigestFolder = contents.some((entry) => !entry.isFolder && parseFilename(entry.name))
    const fault = isDigestFolder || publicationPattern.test(name) ? faultOf(name) : undefined
    if (fault) problems.push(problemAt(path, { severity: 'error', message: fault, rule: 'publication-name' }))
    if (fault || !publicationPattern.test(name)) continue
    publications.push(name)
    addFiles(name, path, contents, files, problems)
  }
  return { files, publications, problems }
}

interface Entry {
  readonly name: string
  readonly isFolder: boolean
  /** Why it is not read, whatever its name. */
  readonly fault?: string
}

async function list(folder: string, problems: Problem[]): Promise<Entry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const named = await Promise.all(entries.map(readEntry))
    return named.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    const missing =
      'There is no such folder. Create it and put digests in it, or name another one with the key "digests" of the configuration.'
    const message = code === 'ENOENT' ? missing : `This folder cannot be listed (${code}).`
    problems.push(problemAt(folder, { severity: 'error', message, rule: 'unreadable' }))
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
    return isLoop
      ? { name, isFolder: false, fault: 'This link leads to a folder that holds it; it is not read.' }
      : target
  } catch (cause) {
    const isLoop = (cause as NodeJS.ErrnoException).code === 'ELOOP'
    return { name, isFolder: false, ...(isLoop && { fault: 'This link leads to itself; remove it.' }) }
  }
}

function describe(name: string, kind: Dirent | Stats): Entry {
  const special = kind.isDirectory() ? undefined : specialKind(kind)
  return { name, isFolder: kind.isDirectory(), ...(special && { fault: explainSpecialFile(special) }) }
}

function faultOf(name: string): string | undefined {
  if (name === mainPublication) {
    return `The digests right above this folder are called “${mainPublication}” already; give it another name.`
  }
  if (publicationPattern.test(name)) return undefined
  return 'This folder is not read: a publication is named in lower-case letters, digits and hyphens, 40 at most.'
}

function addFiles(
  publication: string,
  folder: string,
  entries: readonly Entry[],
  files: Map<DigestId, string>,
  problems: Problem[],
): void {
  const names = new Map<DigestId, string[]>()
  for (const { name, isFolder, fault } of entries) {
    const parsed = name.startsWith('.') ? undefined : parseFilename(name)
    const message = isFolder && parsed ? explainSpecialFile('a folder') : fault
    if (message && !name.startsWith('.'))
      problems.push(problemAt(join(folder, name), { severity: 'error', message, rule: 'special-file' }))
    const judged = isFolder || fault ? undefined : parsed
    if (judged && 'day' in judged) {
      const id = digestId({ publication, date: judged.day })
      names.set(id, [...(names.get(id) ?? []), name])
    } else if (judged) problems.push(problemAt(join(folder, name), judged))
  }
  for (const [id, [name = '', ...others]] of names) {
    if (others.length === 0) files.set(id, join(folder, name))
    else {
      const message = `${others.join(' and ')} is for the same day; neither is read until one of them is gone.`
      problems.push(problemAt(join(folder, name), { severity: 'error', message, rule: 'two-files' }))
    }
  }
}

function problemAt(file: string, about: Pick<Problem, 'severity' | 'message' | 'rule'>): Problem {
  return { file, line: 1, column: 1, ...about }
}
