import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigurationError, LedgerUnusable } from '../../domain/errors.ts'
import { failureReason } from '../../i18n/failures.ts'
import { isTakenByAnother } from '../data-folder.ts'
import type { StoreOptions } from '../database.ts'
import { timeInName } from './backup.ts'
import { isDamage, isSound } from './connection.ts'
import { createPrivately, replaceFile } from './files.ts'

/** How many copies are kept; older ones are deleted. */
const copiesMax = 3

/**
 * Backs up the ledger, so that its tables can be changed. Throws `LedgerUnusable`, or `ConfigurationError` if a bot of an
 * older version is running on them: only a bot has the `lock`, a command has none.
 */
export function prepareMigration(db: DatabaseSync, ledger: string, version: number, { log, lock }: StoreOptions): void {
  if (!lock && isTakenByAnother(dirname(ledger))) {
    throw new ConfigurationError(failureReason('ledger-of-older-bot', ledger))
  }
  const copy = backUpBeforeMigration(db, ledger, version, Date.now())
  log?.info({ file: copy }, 'the ledger was backed up, and its tables are brought up to date')
}

/**
 * Copies a ledger, as it is, beside itself before its tables are changed: an older Morning Post can use only the copy.
 * Returns the copy's file, whose name has the version of the tables and the time. Throws `LedgerUnusable`.
 */
function backUpBeforeMigration(db: DatabaseSync, ledger: string, version: number, now: number): string {
  const stem = ledger.replace(/\.sqlite$/, '')
  const file = `${stem}.schema-${version}.${timeInName(now)}.sqlite`
  const draft = `${file}.${process.pid}.new`
  try {
    createPrivately(draft)
    db.prepare('VACUUM INTO ?').run(draft)
    requireSound(draft)
    replaceFile(draft, file, true)
    for (const each of copiesBeside(ledger).slice(0, -copiesMax)) rmSync(each, { force: true })
    return file
  } catch (cause) {
    if (isDamage(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LedgerUnusable(failureReason('ledger-without-copy', ledger, dirname(ledger), reason), { cause })
  } finally {
    rmSync(draft, { force: true, recursive: true })
  }
}

/** The copies made before migrations, oldest first. */
function copiesBeside(ledger: string): string[] {
  const stem = basename(ledger, '.sqlite')
  const timeOf = (name: string) => /\.schema-\d+\.(\d{8}T\d{6}Z)\.sqlite$/.exec(name)?.[1] ?? ''
  return readdirSync(dirname(ledger))
    .filter((name) => name.startsWith(`${stem}.schema-`) && timeOf(name) !== '')
    .toSorted((one, other) => timeOf(one).localeCompare(timeOf(other)))
    .map((name) => join(dirname(ledger), name))
}

function requireSound(file: string): void {
  const copy = new DatabaseSync(file, { readOnly: true })
  try {
    if (!isSound(copy)) throw new Error('the copy is not sound')
  } finally {
    copy.close()
  }
}
