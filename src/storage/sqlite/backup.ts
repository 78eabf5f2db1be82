import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigurationError } from '../../domain/errors.ts'
import type { CopyReport, RestoreReport } from '../database.ts'
import { ledgerMigrations } from '../ledger/migrations.ts'
import { isDamage, openVersioned, resultCode } from './connection.ts'
import { earlierFormats } from './earlier-formats.ts'
import { createPrivately, replaceFile } from './files.ts'
import { stepsAfter } from './steps-after.ts'

export function backUp(ledger: string, target: string, overwrite: boolean, now: number): CopyReport {
  const file = backupFile(target, overwrite, now)
  if (!statSync(ledger, { throwIfNoEntry: false })) {
    throw new ConfigurationError(`There is nothing to back up yet: ${ledger} does not exist.`)
  }
  if (isSameFile(file, ledger)) throw new ConfigurationError(`${file} is the ledger itself.`)
  using draft = draftOf(file)
  // The time before the copy: everything that the copy lacks was written later.
  const report = copy(ledger, draft.file, () => now)
  replaceFile(draft.file, file, overwrite)
  return { ...report, file }
}

/** Makes a backup of a ledger that `write` puts into an empty file. */
export async function writeBackup(
  target: string,
  overwrite: boolean,
  now: number,
  write: (file: string) => Promise<void>,
): Promise<CopyReport> {
  const file = backupFile(target, overwrite, now)
  using draft = draftOf(file)
  createPrivately(draft.file)
  await write(draft.file)
  const report = finish(draft.file, () => now)
  replaceFile(draft.file, file, overwrite)
  return { ...report, file }
}

/**
 * A copy of a ledger or of a backup beside `near`, with its tables up to date, until it is disposed of. Copies of processes
 * that were killed are removed: the caller has the lock of the folder.
 */
export function copyLedger(from: string, near: string, isBackup: boolean): Disposable & { readonly file: string } {
  const leftovers = readdirSync(dirname(near)).filter((name) => name.startsWith(`${basename(near)}.`))
  for (const name of leftovers) rmSync(join(dirname(near), name), { force: true })
  const draft = draftOf(near)
  try {
    copy(from, draft.file, isBackup ? timeOfBackup : (copiedAt) => copiedAt)
    return draft
  } catch (error) {
    draft[Symbol.dispose]()
    throw error
  }
}

function backupFile(target: string, overwrite: boolean, now: number): string {
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false
  const file = isFolder ? join(target, `morning-post-${timeInName(now)}.sqlite`) : target
  if (!overwrite && statSync(file, { throwIfNoEntry: false })) {
    throw new ConfigurationError(`${file} exists. Name another file, or replace it with --overwrite.`)
  }
  return file
}

function draftOf(file: string): Disposable & { readonly file: string } {
  const draft = `${file}.${process.pid}.new`
  return { file: draft, [Symbol.dispose]: () => discard(draft) }
}

export function restore(backup: string, ledger: string, now: number): RestoreReport {
  if (!statSync(backup, { throwIfNoEntry: false })?.isFile()) {
    throw new ConfigurationError(`${backup} is no file.`)
  }
  if (isSameFile(backup, ledger)) throw new ConfigurationError(`${backup} is the ledger itself.`)
  using draft = draftOf(ledger)
  const report = copy(backup, draft.file, timeOfBackup)
  const replaced = setAside(ledger, now)
  replaceFile(draft.file, ledger)
  return { ...report, ...(replaced && { replaced }) }
}

type ChooseTime = (copiedAt: number | undefined, heartbeatAt: number | undefined) => number | undefined

/** A copy that was made by hand does not say when. */
const timeOfBackup: ChooseTime = (copiedAt, heartbeatAt) => copiedAt ?? heartbeatAt ?? 0

/** Copies a ledger, and notes in the copy from when on it is incomplete. */
function copy(from: string, to: string, choose: ChooseTime): CopyReport {
  try {
    const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 })
    try {
      requireOurs(source, from)
      createPrivately(to)
      source.prepare('VACUUM INTO ?').run(to)
    } finally {
      source.close()
    }
    return finish(to, choose)
  } catch (cause) {
    if (resultCode(cause) === undefined) throw cause
    if (isDamage(cause)) throw new ConfigurationError(`${from} is damaged, or no ledger of Morning Post.`, { cause })
    throw new ConfigurationError(`${from} cannot be copied to ${dirname(to)}: ${(cause as Error).message}.`, { cause })
  }
}

function requireOurs(db: DatabaseSync, file: string): void {
  const named = db.prepare("SELECT count(*) AS count FROM sqlite_master WHERE name IN ('deliveries', 'parts')").get()
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version)
  if (named?.count !== 2 || version < 1) throw new ConfigurationError(`${file} is no ledger of Morning Post.`)
  if (version > ledgerMigrations.length) {
    throw new ConfigurationError(`${file} was written by a newer Morning Post (version ${version} of its tables).`)
  }
}

function finish(file: string, choose: ChooseTime): CopyReport {
  const { db } = openVersioned(file, ledgerMigrations, { functions: earlierFormats, stepsAfter })
  try {
    const check = db.prepare('PRAGMA integrity_check(1)').get()?.integrity_check
    if (check !== 'ok') throw new ConfigurationError(`The copy is not sound: ${check}.`)
    const runtime = (name: string) => {
      const value = db.prepare('SELECT value FROM runtime WHERE name = ?').get(name)?.value
      return value === undefined ? undefined : Number(value)
    }
    const copiedAt = choose(runtime('copied_at'), runtime('heartbeat_at'))
    const note = "INSERT OR REPLACE INTO runtime (name, value) VALUES ('copied_at', ?)"
    if (copiedAt !== undefined) db.prepare(note).run(copiedAt)
    const count = (table: string) => Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count)
    // One file is easier to carry than three.
    db.exec('PRAGMA journal_mode = DELETE')
    return { file, deliveries: count('deliveries'), parts: count('parts'), ...(copiedAt !== undefined && { copiedAt }) }
  } finally {
    db.close()
  }
}

/** Renames a ledger with what belongs to it, and says to what; undefined when there is none. */
function setAside(ledger: string, now: number): string | undefined {
  if (!statSync(ledger, { throwIfNoEntry: false })) return undefined
  const aside = ledger.replace(/(?:\.sqlite)?$/, `.replaced-${timeInName(now)}.sqlite`)
  // The write-ahead log comes first, so that it is never taken for the log of another file.
  for (const ending of ['', '-wal', '-shm']) {
    if (statSync(`${ledger}${ending}`, { throwIfNoEntry: false })) renameSync(`${ledger}${ending}`, `${aside}${ending}`)
  }
  return aside
}

function discard(draft: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${ending}`, { force: true })
}

function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }))
  return first !== undefined && second !== undefined && first.ino === second.ino && first.dev === second.dev
}

/** `20260312T063000Z`: sorts by time, and has no colon, which Windows forbids. */
export function timeInName(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
}
