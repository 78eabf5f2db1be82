import { dirname } from 'node:path'
import type { Kysely } from 'kysely'
import type { StoreOptions } from '../database.ts'
import { HeartbeatFile } from '../ledger/heartbeat-file.ts'
import { SqlLedger } from '../ledger/ledger.ts'
import { ledgerMigrations } from '../ledger/migrations.ts'
import type { LedgerTables } from '../ledger/tables.ts'
import { type Runtime, unknownSince } from '../ledger/unknown-since.ts'
import { sqlite } from './dialect.ts'
import { executeOn } from './execute.ts'
import { LedgerFile } from './ledger-file.ts'

export interface OpeningOptions extends StoreOptions {
  /** Starts empty each time, as the simulator's does: then nothing is reported as lost. */
  readonly isThrowaway?: boolean
}

interface OpenLedgerFile {
  readonly file: LedgerFile
  readonly queries: Kysely<LedgerTables>
  readonly ledger: SqlLedger
}

/**
 * Opens the ledger's file, made when it is not there. Records a gap if it is incomplete: because it was lost, is an
 * older copy, or is new, which may mean that the whole folder was lost.
 */
export function openLedgerFile(path: string, options: OpeningOptions = {}): OpenLedgerFile {
  const file = new LedgerFile(path, ledgerMigrations, options)
  const queries = file.queries<LedgerTables>()
  const seen = options.isThrowaway || path === ':memory:' ? undefined : new HeartbeatFile(dirname(path))
  if (seen) noteGap(file, seen.read(), Date.now())
  const execute = executeOn(file, queries)
  const ledger = new SqlLedger(queries, { dialect: sqlite, hurry: () => file.hurry(), execute, ...(seen && { seen }) })
  return { file, queries, ledger }
}

function noteGap(file: LedgerFile, seenAt: number | undefined, now: number): void {
  const runtime = readRuntime(file)
  const from = unknownSince(file.isNew, seenAt, runtime)
  if (from === undefined) return
  const note = file.prepare('INSERT OR REPLACE INTO runtime (name, value) VALUES (?, ?)')
  file.prepare('BEGIN IMMEDIATE').run([])
  note.run(['gap_from', Math.min(from, runtime.get('gap_from') ?? from)])
  note.run(['gap_to', now])
  note.run(['gap_is_new', file.isNew && seenAt === undefined ? 1 : 0])
  file.prepare("DELETE FROM runtime WHERE name = 'copied_at'").run([])
  file.prepare('COMMIT').run([])
}

function readRuntime(file: LedgerFile): Runtime {
  const rows = file.prepare('SELECT name, value FROM runtime').all([])
  return new Map(rows.map(({ name, value }) => [String(name), Number(value)]))
}
