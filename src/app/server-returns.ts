import type { ChatContext } from '../commands/context.ts'
import type { Clock } from '../domain/clock.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import { errorFields } from '../domain/errors.ts'
import { LaneLost } from '../domain/lane.ts'
import type { DestinationStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { WorkspaceDirectory, WorkspaceId } from '../domain/workspace-id.ts'

interface ResumingContext {
  readonly ledger: Pick<DestinationStore, 'pauses' | 'resume'>
  readonly destinations: () => readonly Destination[]
  readonly log: Log
  /** Runs the scheduler. */
  readonly wake: () => void
  /** Tells the process that posts there, where another one does. */
  readonly forward?: ChatContext['forward']
}

interface ServerReturnsContext extends ResumingContext {
  readonly workspaces: WorkspaceDirectory
}

/** Resumes the destinations of a server that added the bot again: they were paused when it refused a post. */
export function resumeOnReturn(context: ServerReturnsContext): (workspace: WorkspaceId) => Promise<void> {
  const { workspaces } = context
  return (workspace) =>
    resumePaused(context, { workspace }, async (paused) => {
      // The platform refuses to say it while the bot is not there.
      await workspaces.learn(paused, true)
      return paused.filter((destination) => workspaces.workspaceOf(destination) === workspace)
    })
}

interface ChannelChangesContext extends ResumingContext {
  readonly clock: Pick<Clock, 'wait'>
  readonly signal: AbortSignal
}

/** How long changes of channels are collected, in milliseconds: a person sets one permission after the other. */
const collectMs = 1_000

/** Resumes the paused destinations in channels whose settings changed: a missing permission may have been granted. */
export function resumeOnChannelChange({
  clock,
  signal,
  ...context
}: ChannelChangesContext): (platform: PlatformName, channel: string) => void {
  const changed = new Set<string>()
  const keyOf = ({ platform, channel }: Pick<Destination, 'platform' | 'channel'>) => `${platform}:${channel}`

  async function look(): Promise<void> {
    await clock.wait(collectMs, signal)
    const isChanged = new Set(changed)
    changed.clear()
    const all = context.destinations()
    // In thousands of servers channels change all the time, and few of them are destinations.
    if (signal.aborted || !all.some((each) => isChanged.has(keyOf(each)))) return
    await resumePaused(context, {}, async (paused) => paused.filter((each) => isChanged.has(keyOf(each))))
  }

  return (platform, channel) => {
    changed.add(keyOf({ platform, channel }))
    if (changed.size === 1) void look()
  }
}

async function resumePaused(
  context: ResumingContext,
  fields: { readonly workspace?: WorkspaceId },
  choose: (paused: readonly Destination[]) => Promise<readonly Destination[]>,
): Promise<void> {
  const { ledger, destinations, log, wake } = context
  try {
    const pauses = await ledger.pauses()
    const chosen = await choose(destinations().filter(({ name }) => pauses.has(name)))
    const resumed = await Promise.all(chosen.map((destination) => resume(destination, fields, context)))
    if (resumed.includes(true)) wake()
  } catch (error) {
    log.warn({ ...fields, ...errorFields(error) }, 'paused destinations could not be resumed')
  }
}

/** Whether this process posts there. */
async function resume(
  { name, platform, channel }: Destination,
  fields: { readonly workspace?: WorkspaceId },
  { ledger, log, forward }: ResumingContext,
): Promise<boolean> {
  try {
    await ledger.resume(name)
    log.info({ ...fields, destination: name, channel }, 'permissions there may have changed, trying again')
    return true
  } catch (error) {
    if (!(error instanceof LaneLost)) throw error
    // Slack's event reaches one process only. Without an answer, the pause ends later.
    void forward?.(error, { kind: 'channel', request: { platform, channel } })
    return false
  }
}
