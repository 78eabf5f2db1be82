import {
  chmodSync,
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'

/** The errors of file systems without hard links. */
const noLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'])

/** Gives a draft its name, once it is safely on the disk. Throws when that name is taken, unless it may be overwritten. */
export function replaceFile(draft: string, file: string, overwrite = false): void {
  flush(draft)
  if (overwrite) renameSync(draft, file)
  else linkInto(draft, file)
  flush(dirname(resolve(file)))
}

/** Unlike a rename, a link replaces no file. */
function linkInto(draft: string, file: string): void {
  try {
    linkSync(draft, file)
    rmSync(draft)
  } catch (error) {
    if (!noLinks.has((error as NodeJS.ErrnoException).code ?? '') || existsSync(file)) throw error
    renameSync(draft, file)
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Only the owner may read the files: what readers ask is private. */
export const [privateFile, privateFolder] = [0o600, 0o700]

/** Makes an empty file, which SQLite takes for a new database, or removes other users' rights to an existing one. */
export function createPrivately(file: string): void {
  try {
    createNew(file)
  } catch {
    // It exists, or SQLite reports the error later, with a code.
    makePrivate(file, privateFile)
  }
}

/** What root makes is given to the owner of the folder, for a bot that runs as that user. A link is no new file. */
function createNew(file: string): void {
  const handle = openSync(file, 'ax', privateFile)
  try {
    const { uid, gid } = statSync(dirname(resolve(file)))
    if (process.geteuid?.() === 0 && uid !== 0) fchownSync(handle, uid, gid)
  } finally {
    closeSync(handle)
  }
}

/** Files of another user stay as they are. */
export function makePrivate(path: string, mode: number): void {
  try {
    if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode)
  } catch {}
}

/** Identifies the file at a path, whatever its name; undefined where there is none. */
export function fileIdentity(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev}:${stat.ino}`
}

/** Identifies an open database: its file, and what SQLite keeps beside it in WAL mode. Undefined where there is none. */
export function databaseIdentity(file: string): { main: string | undefined; beside: string | undefined } {
  const beside = ['-wal', '-shm'].map((ending) => fileIdentity(`${file}${ending}`))
  return { main: fileIdentity(file), beside: beside.includes(undefined) ? undefined : beside.join() }
}

/** Gives a file of an earlier version its new name, with what SQLite keeps beside it. */
export function renameEarlier(before: string, file: string): void {
  if (!existsSync(before) || existsSync(file)) return
  // The file itself comes last: after a crash in between it is renamed at the next start, with what belongs to it.
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(`${before}${ending}`)) renameSync(`${before}${ending}`, `${file}${ending}`)
  }
}
