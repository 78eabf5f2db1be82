import type { Destination } from '../domain/destination.ts'
import { errorFields } from '../domain/errors.ts'
import { LaneLost } from '../domain/lane.ts'
import type { DestinationStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { WorkspaceDirectory, WorkspaceId } from '../domain/workspace-id.ts'

export interface ServerReturnsContext {
  readonly ledger: Pick<DestinationStore, 'pauses' | 'resume'>
  readonly destinations: () => readonly Destination[]
  readonly workspaces: WorkspaceDirectory
  readonly log: Log
  /** Runs the scheduler. */
  readonly wake: () => void
}

/** Resumes the destinations of a server that added the bot again: they were paused when it refused a post. */
export function resumeOnReturn(context: ServerReturnsContext): (workspace: WorkspaceId) => Promise<void> {
  const { ledger, destinations, workspaces, log, wake } = context
  return async (workspace) => {
    try {
      const pauses = await ledger.pauses()
      const paused = destinations().filter(({ name }) => pauses.has(name))
      await workspaces.learn(paused)
      const own = paused.filter((destination) => workspaces.workspaceOf(destination) === workspace)
      for (const { name } of own) await ledger.resume(name)
      if (own.length > 0) wake()
    } catch (error) {
      // The process that posts there hears of it as well.
      if (error instanceof LaneLost) return
      log.warn(
        { workspace, ...errorFields(error) },
        'the destinations of a server that added the bot could not be resumed',
      )
    }
  }
}
