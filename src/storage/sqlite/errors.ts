import { closeSync, openSync, statSync } from 'node:fs'
import { ConfigurationError, LedgerDamaged, LedgerUnusable } from '../../domain/errors.ts'
import type { FailureReason } from '../../domain/failure-reason.ts'
import { type FailureCode, failureReason } from '../../i18n/failures.ts'
import { commandLine } from '../../lib/command-line.ts'
import { unreadableCause } from '../../lib/unreadable-cause.ts'
import { NewerVersion, resultCode } from './connection.ts'

/** The failures by SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const failures: Readonly<Record<number, FailureCode>> = {
  /** SQLITE_BUSY, SQLITE_LOCKED */
  5: 'ledger-locked',
  6: 'ledger-locked',
  /** SQLITE_READONLY */
  8: 'ledger-read-only',
  /** SQLITE_IOERR */
  10: 'ledger-disk-broken',
  /** SQLITE_CORRUPT */
  11: 'ledger-damaged',
  /** SQLITE_FULL */
  13: 'ledger-disk-full',
  /** SQLITE_CANTOPEN */
  14: 'ledger-not-opened',
  /** SQLITE_NOTADB */
  26: 'ledger-damaged',
}

/** What an error of SQLite means for the ledger, with what to do; undefined if it is a bug of ours. */
export function ledgerError(file: string, error: unknown): LedgerUnusable | undefined {
  const found = failures[resultCode(error) ?? -1]
  const code = found === 'ledger-not-opened' ? whyNotOpened(file) : found
  if (code === 'ledger-damaged') return new LedgerDamaged(damaged(file), { cause: error })
  return code && new LedgerUnusable(failureReason(code, file), { cause: error })
}

/** SQLite does not say why it cannot open a file. */
function whyNotOpened(file: string): FailureCode {
  try {
    closeSync(openSync(file, 'r'))
  } catch (error) {
    if (unreadableCause((error as NodeJS.ErrnoException).code ?? '') === 'files') return 'ledger-files-used-up'
  }
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ? 'ledger-folder' : 'ledger-not-opened'
}

export const damaged = (file: string): FailureReason =>
  failureReason('ledger-damaged', file, commandLine('restore BACKUP'))

/** What keeps a ledger from being opened that no wait repairs. */
export function unopenable(file: string, cause: unknown): ConfigurationError {
  if (cause instanceof NewerVersion) {
    const reason = failureReason('ledger-newer', file, String(cause.version), String(cause.known))
    return new ConfigurationError(reason, { cause })
  }
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new ConfigurationError(failureReason('ledger-unknown', file, detail), { cause })
}
