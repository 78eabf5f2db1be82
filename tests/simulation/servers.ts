import { RemovedWorkspaces } from '../../src/app/removed-workspaces.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { dayMs } from '../../src/domain/duration.ts'
import { DestinationRefused } from '../../src/domain/errors.ts'
import { formatWorkspaceId, splitWorkspaceId, type WorkspaceId } from '../../src/domain/workspace-id.ts'
import { aDestination, silentLog } from '../builders.ts'
import { MemoryInstallations } from '../installations/memory-installations.ts'
import { Random } from './random.ts'

export interface ServerWishes {
  readonly servers: number
  readonly days: number
  readonly seed: number
}

const [shards, machineCount, keptDays] = [16, 2, 30]

/** What one machine has not heard of yet, oldest first. */
interface Machine {
  readonly events: (() => void)[]
  removed: RemovedWorkspaces
}

/**
 * Many Discord servers that remove the bot, have outages and come back, and machines that hear of it late, each at its own
 * pace, and restart. A subscription ends if and only if its server was away for 30 days in a row.
 */
export async function simulateServers({ servers: count, days, seed }: ServerWishes) {
  const random = new Random(seed)
  const totals = { removals: 0, returns: 0, outages: 0, restarts: 0, forgotten: 0, wrong: [] as string[] }
  const clock = { time: Date.parse('2026-01-05T00:00:00Z'), now: () => clock.time }
  const store = new MemoryInstallations()
  const ids = Array.from({ length: count }, (_, at) => formatWorkspaceId('discord', String(BigInt(at + 1) << 22n)))
  const made = new Map<string, Destination>(
    ids.map((workspace, at) => [
      `s${at}`,
      aDestination({ name: `s${at}`, platform: 'discord', channel: workspace, workspace }),
    ]),
  )
  const nameOf = new Map(ids.map((workspace, at) => [workspace, `s${at}`]))
  const members = new Set<WorkspaceId>(ids)
  /** The day on which each server was last noted as away. */
  const awayFrom = new Map<WorkspaceId, number>()
  const ended = new Set<WorkspaceId>()
  const start = (): Machine => ({
    events: [],
    removed: new RemovedWorkspaces({
      store,
      subscriptions: {
        all: () => [...made.values()].map((destination) => ({ destination, madeBy: 'U1' })),
        save: async () => {},
        remove: async (name) => void made.delete(name),
      },
      destinations: () => [...made.values()],
      workspaces: { workspaceOf: ({ workspace }) => workspace, learn: async () => {} },
      platforms: new Map([['discord', { workspaceOf: async (channel) => channelOf(channel as WorkspaceId) }]]),
      clock,
      log: silentLog,
      onAdded: async () => {},
    }),
  })
  function channelOf(workspace: WorkspaceId): WorkspaceId {
    if (members.has(workspace)) return workspace
    throw new DestinationRefused('Unknown Channel')
  }
  const machines = Array.from({ length: machineCount }, start)
  const report = (event: (to: RemovedWorkspaces) => void) => {
    for (const machine of machines) machine.events.push(() => event(machine.removed))
  }
  const shardOf = (workspace: WorkspaceId) => Number((BigInt(splitWorkspaceId(workspace).id) >> 22n) % BigInt(shards))

  function change(): void {
    const workspace = random.of(ids)
    if (random.chance(0.2)) totals.outages++
    else if (members.delete(workspace)) {
      totals.removals++
      awayFrom.set(workspace, clock.time)
      report((to) => to.removed(workspace))
    } else {
      totals.returns++
      members.add(workspace)
      awayFrom.delete(workspace)
      report((to) => to.added(workspace))
    }
  }

  /** What it had not heard is lost, and the platform lists its servers. */
  function restart(at: number): void {
    totals.restarts++
    const machine = start()
    machines[at] = machine
    for (let shard = 0; shard < shards; shard += 1) {
      const isMeant = (workspace: WorkspaceId) => shardOf(workspace) === shard
      machine.events.push(() => machine.removed.listed('discord', new Set([...members].filter(isMeant)), isMeant))
    }
  }

  async function deliver(isAll: boolean): Promise<void> {
    for (const { events, removed } of machines) {
      for (const event of events.splice(0, isAll ? events.length : random.between(0, events.length))) event()
      await removed.idle()
    }
  }

  for (let day = 0; day < days; day += 1) {
    for (let changes = Math.ceil(count / 100); changes > 0; changes -= 1) {
      change()
      if (random.chance(0.3)) await deliver(false)
    }
    if (random.chance(0.2)) restart(random.between(0, machineCount - 1))
    await deliver(true)
    clock.time += dayMs
    for (const [workspace, since] of awayFrom) if (clock.time - since >= keptDays * dayMs) ended.add(workspace)
    for (const { removed } of machines) await removed.forgetOld()
  }
  for (const [workspace, name] of nameOf) {
    const isKept = made.has(name)
    if (!isKept) totals.forgotten++
    if (isKept === ended.has(workspace)) totals.wrong.push(`${workspace} is ${isKept ? 'kept' : 'forgotten'}`)
  }
  return totals
}
