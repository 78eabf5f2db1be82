import type { DatabaseSync } from 'node:sqlite'
import { ledgerMigrations } from '../ledger/migrations.ts'

/** The fifth step as it is for 0.2.0, which had changed some columns by a fifth step of its own. */
const fifthAfter020 = (ledgerMigrations[4] ?? '')
  .replace("iif(lateness IS NULL, NULL, json_object('text', lateness))", 'delay')
  .replace('layout_of_0_1_0(stamp)', 'posted_layout')
  .replace('shown_of_0_1_0(stamp, takeaways)', 'shown')

/** The steps that a ledger of this version still needs. */
export function stepsAfter(version: number, db: DatabaseSync): readonly string[] {
  const isOf020 = version === 5 && db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'notices'").get() !== undefined
  return [...(isOf020 ? [fifthAfter020] : []), ...ledgerMigrations.slice(version)]
}
