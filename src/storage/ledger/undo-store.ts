import type { Selectable } from 'kysely'
import { type DeliveryEntry, type DeliveryId, delaySchema, postedLayoutSchema } from '../../domain/delivery.ts'
import type { DigestId } from '../../domain/digest.ts'
import type { UndoStore } from '../../domain/ledger.ts'
import type { PartKey } from '../../domain/part-key.ts'
import type { WorkspaceId } from '../../domain/workspace-id.ts'
import { fromJson, reasonFromRow, SqlPartStore, withoutNulls } from './parts.ts'
import type { LedgerTables } from './tables.ts'

/** What the ledger knows of deliveries that an operator undoes. */
export class SqlUndoStore extends SqlPartStore implements UndoStore {
  async undoRequests(): Promise<readonly DeliveryEntry[]> {
    const query = this.db.selectFrom('deliveries').selectAll().where('state', '=', 'withdrawing')
    return (await query.orderBy('created_at').execute()).map(deliveryEntry)
  }

  async recordDeletionIntent(id: DeliveryId, key: PartKey): Promise<void> {
    const query = this.db.updateTable('parts').set({ state: 'deleting' }).where('message', 'is not', null)
    await query.where('delivery', '=', id).where('key', '=', key).execute()
  }

  async recordDeletion(id: DeliveryId, key: PartKey): Promise<void> {
    const gone = { platform: null, channel: null, message: null, thread: null, link: null }
    const query = this.db.updateTable('parts').set({ state: 'deleted', uneditable: null, tried_at: null, ...gone })
    await query.where('delivery', '=', id).where('key', '=', key).execute()
  }

  async reopen(id: DeliveryId): Promise<void> {
    // In this order: a process that is killed in between leaves it withdrawn.
    await this.db.deleteFrom('parts').where('delivery', '=', id).where('state', '=', 'deleted').execute()
    const open = { state: 'pending', reason: null, delay: null, settled_at: null, posted_layout: null } as const
    const query = this.db.updateTable('deliveries').set({ ...open, corrected_at: null })
    await query.where('id', '=', id).where('state', '=', 'withdrawn').execute()
  }
}

export function deliveryEntry(row: Selectable<LedgerTables['deliveries']>): DeliveryEntry {
  const { id, digest, created_at: createdAt, destination, platform, channel, state } = row
  const optional = {
    reason: row.reason === null ? null : reasonFromRow(row.reason),
    dueAt: row.due_at,
    settledAt: row.settled_at,
    correctedAt: row.corrected_at,
    workspace: row.workspace as WorkspaceId | null,
  }
  const delay = fromJson(row.delay, delaySchema)
  const postedLayout = fromJson(row.posted_layout, postedLayoutSchema)
  return {
    id: id as DeliveryId,
    destination,
    digest: digest as DigestId,
    platform,
    channel,
    state,
    started: row.started === 1,
    createdAt,
    ...withoutNulls(optional),
    ...(delay && { delay }),
    ...(postedLayout && { postedLayout }),
  }
}
