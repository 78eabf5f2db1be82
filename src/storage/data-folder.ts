import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigurationError, LedgerUnusable } from '../domain/errors.ts'
import { failureReason } from '../i18n/failures.ts'
import { pathObstacle } from '../lib/path-obstacle.ts'
import { resultCode } from './sqlite/connection.ts'
import { ledgerError } from './sqlite/errors.ts'
import {
  createPrivately,
  fileIdentity,
  makePrivate,
  privateFile,
  privateFolder,
  renameEarlier,
} from './sqlite/files.ts'

/** A file beside the lock with the id of the process that holds it, for the message to a second process. */
const noteName = 'lock.pid'

/** Keeps references: the garbage collector would close the database and free the lock. */
const held = new Set<DatabaseSync>()

export interface DataFolderLock {
  /** Takes the lock again if its file was deleted. Throws `LedgerUnusable` if another process has taken it. */
  keep(): void
  release(): void
}

/** Takes a data folder for this process. Throws `ConfigurationError` when another process has it. */
export function lockDataFolder(folder: string): DataFolderLock {
  const lock = tryLockDataFolder(folder)
  if (lock) return lock
  throw new ConfigurationError(
    `Another Morning Post (process ${ownerIn(join(folder, noteName))}) is running on the data folder ${folder}. ` +
      'Stop that one first: two bots with the same tokens would post everything twice, whatever their folders.',
  )
}

/**
 * The same, but undefined when another process has it. The lock is the operating system's, held through SQLite, so
 * it always ends with the process.
 */
export function tryLockDataFolder(folder: string): DataFolderLock | undefined {
  const file = join(folder, 'lock.sqlite')
  let db = take(file)
  if (!db) return undefined
  let identity = fileIdentity(file)
  noteOwner(join(folder, noteName))
  return {
    keep: () => {
      if (identity !== undefined && fileIdentity(file) === identity) return
      const again = take(file)
      if (!again) throw new LedgerUnusable(failureReason('lock-taken', folder, ownerIn(join(folder, noteName))))
      if (db) letGo(db)
      db = again
      identity = fileIdentity(file)
      noteOwner(join(folder, noteName))
    },
    release: () => {
      if (db) letGo(db)
      db = undefined
    },
  }
}

/** Whether another process has the folder. */
export function isTakenByAnother(folder: string): boolean {
  if (held.size > 0) return false
  const lock = tryLockDataFolder(folder)
  lock?.release()
  return lock === undefined
}

/** Undefined when another process has it. */
function take(file: string): DatabaseSync | undefined {
  const db = openLock(file)
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;')
    held.add(db)
    return db
  } catch (error) {
    db.close()
    if (isBusy(error)) return undefined
    throw ledgerError(file, error) ?? error
  }
}

function letGo(db: DatabaseSync): void {
  held.delete(db)
  db.close()
}

function openLock(file: string): DatabaseSync {
  createPrivately(file)
  try {
    return new DatabaseSync(file)
  } catch (error) {
    throw ledgerError(file, error) ?? error
  }
}

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return resultCode(error) === 5
}

/** The note is only for messages; the lock works without it. */
function noteOwner(note: string): void {
  createPrivately(note)
  try {
    writeFileSync(note, String(process.pid), { mode: privateFile })
  } catch {}
}

function ownerIn(note: string): string {
  try {
    return readFileSync(note, 'utf8')
  } catch {
    return 'unknown'
  }
}

/** The names that files had in 0.1.0. */
const renamed = {
  'archive.sqlite': 'search-index.sqlite',
  'questions.sqlite': 'saved-queries.sqlite',
  'readings.sqlite': 'parse-cache.sqlite',
  'sandbox.sqlite': 'simulator.sqlite',
}

/** Gives the files of 0.1.0 their new names. To be called while the folder is locked. */
export function renameEarlierFiles(folder: string): void {
  for (const [before, name] of Object.entries(renamed)) renameEarlier(join(folder, before), join(folder, name))
}

/** Files of the bot and copies of the ledger, in all versions. */
const privateName = /\.sqlite(?:-wal|-shm|-journal)?$|^(?:lock\.pid|heartbeat\.txt|last-seen\.txt)$/

/** Those that the bot writes to. */
const inUse = new Set([
  ...['morning-post.sqlite', 'lock.sqlite', ...Object.values(renamed), ...Object.keys(renamed)].flatMap((name) =>
    ['', '-wal', '-shm', '-journal'].map((ending) => `${name}${ending}`),
  ),
  ...[noteName, 'heartbeat.txt', 'last-seen.txt'],
])

/**
 * Creates the folder if it is missing, for its owner alone; other users lose their rights to what is there. Throws
 * `ConfigurationError` when it cannot be made, `LedgerUnusable` when the disk is full or read-only.
 */
export function createDataFolder(folder: string): void {
  try {
    make(folder)
    makePrivate(folder, privateFolder)
    requireAccess(folder, folder, constants.R_OK | constants.W_OK | constants.X_OK)
    for (const name of readdirSync(folder).filter((each) => privateName.test(each))) {
      makePrivate(join(folder, name), privateFile)
      if (inUse.has(name)) requireAccess(join(folder, name), folder, constants.R_OK | constants.W_OK)
    }
  } catch (cause) {
    if (cause instanceof LedgerUnusable) throw cause
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    if (code === 'EROFS' || code === 'ENOSPC') {
      throw new LedgerUnusable(failureReason('data-folder-not-made', folder, code), { cause })
    }
    const obstacle = pathObstacle(folder)
    if (obstacle) {
      const what = obstacle.kind === 'file' ? 'a file' : `a link to ${obstacle.target}, where nothing is`
      throw new ConfigurationError(
        `The data folder ${folder} cannot be made: ${obstacle.at} is ${what}. Mount or make a folder there, or name another one with MORNING_POST_DATA.`,
        { cause },
      )
    }
    const advice = code === 'EACCES' ? ` ${adviceToMake(folder)}` : ''
    throw new ConfigurationError(
      `The data folder ${folder} cannot be made (${code}): name another one with MORNING_POST_DATA.${advice}`,
      { cause },
    )
  }
}

/** Who owns the folder around it, and the command that makes it. */
function adviceToMake(folder: string): string {
  let around = dirname(resolve(folder))
  while (!existsSync(around) && dirname(around) !== around) around = dirname(around)
  const [uid, gid] = [process.geteuid?.(), process.getegid?.()]
  return (
    `Or make it: ${around} belongs to user ${statSync(around).uid}, and the bot runs as user ${uid}. ` +
    `Run \`install -d -m 700 -o ${uid} -g ${gid} "${folder}"\` as root.`
  )
}

/** Throws `LedgerUnusable` if the path belongs to another user; other reasons, such as a read-only disk, show later. */
function requireAccess(path: string, folder: string, mode: number): void {
  try {
    accessSync(path, mode)
  } catch (cause) {
    const { uid: owner } = statSync(path)
    const [uid, gid] = [process.geteuid?.(), process.getegid?.()]
    if ((cause as NodeJS.ErrnoException).code !== 'EACCES' || uid === undefined || owner === uid) return
    throw new LedgerUnusable(
      `${path} belongs to user ${owner}, and the bot runs as user ${uid}. Run \`chown -R ${uid}:${gid} ${folder}\` as root. ` +
        'Until then nothing is posted; the bot goes on by itself.',
      { cause },
    )
  }
}

/** Creates one folder at a time: Node's `recursive` never ends where a folder is impossible, as in /proc. */
function make(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  if (found) throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' })
  if (dirname(folder) !== folder) make(dirname(folder))
  try {
    mkdirSync(folder, { mode: privateFolder })
  } catch (error) {
    // Another process has created it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
