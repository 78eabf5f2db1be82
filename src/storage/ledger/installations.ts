import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { InstallationStore, StoredInstallation } from '../../domain/installation.ts'
import type { Fence } from '../../domain/lane.ts'
import type { WorkspaceId } from '../../domain/workspace-id.ts'
import { FencePlugin } from './fence.ts'
import type { InstallationTables } from './installation-tables.ts'
import { fromJson, withoutNulls } from './parts.ts'

/** The installations in the ledger's database. */
export class SqlInstallations implements InstallationStore {
  readonly #db: Kysely<InstallationTables>

  constructor(db: Kysely<InstallationTables>) {
    this.#db = db
  }

  async list(): Promise<readonly StoredInstallation[]> {
    const rows = await this.#db.selectFrom('installations').selectAll().orderBy('workspace').execute()
    return rows.map(installationOf)
  }

  async get(workspace: WorkspaceId): Promise<StoredInstallation | undefined> {
    const query = this.#db.selectFrom('installations').selectAll().where('workspace', '=', workspace)
    const row = await query.executeTakeFirst()
    return row && installationOf(row)
  }

  async save(installation: StoredInstallation, fence?: Fence): Promise<boolean> {
    const db = fence ? this.#db.withPlugin(new FencePlugin(fence)) : this.#db
    const { workspace, revision } = installation
    const row = rowOf(installation)
    if (revision === 0) {
      const query = db.insertInto('installations').values({ workspace, ...row })
      const added = await query
        .onConflict((conflict) => conflict.column('workspace').doNothing())
        .returning('revision')
        .execute()
      return added.length > 0
    }
    const query = db.updateTable('installations').set(row).where('workspace', '=', workspace)
    return (await query.where('revision', '=', revision).returning('revision').execute()).length > 0
  }

  async remove(workspace: WorkspaceId, revision: number): Promise<boolean> {
    const query = this.#db.deleteFrom('installations').where('workspace', '=', workspace)
    return (await query.where('revision', '=', revision).returning('workspace').execute()).length > 0
  }

  async useOnce(nonce: string, expiresAt: number, now: number): Promise<boolean> {
    await this.#db.deleteFrom('used_once').where('expires_at', '<', now).execute()
    const query = this.#db.insertInto('used_once').values({ nonce, expires_at: expiresAt })
    const added = await query
      .onConflict((conflict) => conflict.column('nonce').doNothing())
      .returning('nonce')
      .execute()
    return added.length > 0
  }
}

const scopes = z.array(z.string())

function rowOf(installation: StoredInstallation): Omit<InstallationTables['installations'], 'workspace'> {
  const { name, appId, botUser, installer, state, installedAt, tokens, revision } = installation
  return {
    name,
    app_id: appId,
    bot_user: botUser,
    installer,
    scopes: JSON.stringify(installation.scopes),
    state,
    installed_at: installedAt,
    ended_at: installation.endedAt ?? null,
    expires_at: installation.expiresAt ?? null,
    refresh_intended_at: installation.refreshIntendedAt ?? null,
    notified_at: installation.notifiedAt ?? null,
    key_id: tokens?.keyId ?? null,
    tokens: tokens?.text ?? null,
    revision: revision + 1,
    is_linked: Number(installation.isLinked),
  }
}

function installationOf(row: Selectable<InstallationTables['installations']>): StoredInstallation {
  const { name, installer, state, revision, key_id: keyId, tokens: text } = row
  const optional = {
    endedAt: row.ended_at,
    expiresAt: row.expires_at,
    refreshIntendedAt: row.refresh_intended_at,
    notifiedAt: row.notified_at,
  }
  return {
    workspace: row.workspace as WorkspaceId,
    name,
    appId: row.app_id,
    botUser: row.bot_user,
    installer,
    scopes: fromJson(row.scopes, scopes) ?? [],
    state,
    installedAt: row.installed_at,
    isLinked: row.is_linked === 1,
    ...withoutNulls(optional),
    ...(keyId !== null && text !== null && { tokens: { keyId, text } }),
    revision,
  }
}
