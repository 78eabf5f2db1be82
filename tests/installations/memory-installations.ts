import type { InstallationStore, StoredInstallation } from '../../src/domain/installation.ts'
import type { Fence } from '../../src/domain/lane.ts'
import type { WorkspaceId } from '../../src/domain/workspace-id.ts'

/** The installations in memory, with the same revisions as a database. */
export class MemoryInstallations implements InstallationStore {
  readonly rows = new Map<WorkspaceId, StoredInstallation>()
  readonly #used = new Map<string, number>()

  async list(): Promise<readonly StoredInstallation[]> {
    return [...this.rows.values()].toSorted((a, b) => a.workspace.localeCompare(b.workspace))
  }

  async get(workspace: WorkspaceId): Promise<StoredInstallation | undefined> {
    return this.rows.get(workspace)
  }

  async save(row: StoredInstallation, _fence?: Fence): Promise<boolean> {
    if ((this.rows.get(row.workspace)?.revision ?? 0) !== row.revision) return false
    this.rows.set(row.workspace, { ...row, revision: row.revision + 1 })
    return true
  }

  async remove(workspace: WorkspaceId, revision: number): Promise<boolean> {
    return this.rows.get(workspace)?.revision === revision && this.rows.delete(workspace)
  }

  async useOnce(nonce: string, expiresAt: number, now: number): Promise<boolean> {
    for (const [each, until] of this.#used) if (until < now) this.#used.delete(each)
    if (this.#used.has(nonce)) return false
    this.#used.set(nonce, expiresAt)
    return true
  }
}
