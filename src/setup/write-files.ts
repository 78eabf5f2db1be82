import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ConfigurationError } from '../domain/errors.ts'
import { writeSynced } from '../lib/write-synced.ts'

/** A file as it should be. */
export interface PlannedFile {
  readonly path: string
  readonly text: string
  /** Permissions, 0o644 by default. */
  readonly mode?: number
}

/** One file in its two states, and where the new one waits. */
interface Staged extends PlannedFile {
  readonly waiting: string
  /** The previous content; undefined if there was no file. */
  readonly before: Buffer | undefined
  readonly modeBefore: number | undefined
}

/**
 * Writes all files or none: each is first written next to its place, then all are renamed. Throws `ConfigurationError`
 * naming the file that could not be written, after everything was restored.
 */
export function writeFiles(files: readonly PlannedFile[], rename = renameSync): void {
  const staged: Staged[] = []
  const renamed: Staged[] = []
  const made: string[] = []
  let current = ''
  try {
    for (const file of files) {
      current = file.path
      made.push(...makeFolder(dirname(file.path)))
      staged.push(stage(file))
    }
    for (const file of staged) {
      current = file.path
      rename(file.waiting, file.path)
      renamed.push(file)
    }
  } catch (cause) {
    for (const file of renamed.toReversed()) restore(file)
    for (const { waiting } of staged) rmSync(waiting, { force: true })
    for (const folder of made.toReversed()) removeIfEmpty(folder)
    if (cause instanceof ConfigurationError) throw cause
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    throw new ConfigurationError(`${current} cannot be written (${code}): ${advice(code)} Nothing was changed.`, {
      cause,
    })
  }
}

/** The text of a file, undefined if there is none. Throws `ConfigurationError` if it cannot be read. */
export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new ConfigurationError(`${path} cannot be read (${code}): ${advice(code)} Nothing was changed.`, { cause })
  }
}

function stage(file: PlannedFile): Staged {
  // Keeps a symbolic link: its target is replaced.
  const isLink = lstatSync(file.path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  const path = isLink ? realpathSync(file.path) : file.path
  const before = readIfThere(path)
  const modeBefore = lstatSync(path, { throwIfNoEntry: false })?.mode
  const waiting = join(dirname(path), `.${randomUUID()}.tmp`)
  const mode = file.mode ?? modeBefore ?? 0o644
  try {
    // Secrets are never readable by others, not even while the file is new.
    writeSynced(waiting, file.text, mode & 0o777)
    chmodSync(waiting, mode & 0o777)
  } catch (error) {
    rmSync(waiting, { force: true })
    throw error
  }
  return { ...file, path, waiting, before, modeBefore }
}

/** The folders that it made. On a read-only disk Node answers ENOENT if a folder and its parents are made at once. */
function makeFolder(path: string): string[] {
  if (existsSync(path)) return []
  const parents = makeFolder(dirname(path))
  mkdirSync(path)
  return [...parents, path]
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Another program has put a file into it.
  }
}

function restore({ path, before, modeBefore }: Staged): void {
  if (before === undefined) {
    rmSync(path, { force: true })
    return
  }
  writeFileSync(path, before)
  chmodSync(path, (modeBefore ?? 0o600) & 0o777)
}

function advice(code: string): string {
  if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'EEXIST')
    return 'a folder and a file are in each other’s way.'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full.'
  if (code === 'EROFS') return 'the disk is read-only.'
  return 'check whose folder it is.'
}
