import type { Log } from '../../domain/log.ts'
import { formatWorkspaceId, splitWorkspaceId, type WorkspaceId } from '../../domain/workspace-id.ts'
import type { ConnectionContext, ServerEvents } from '../shared/connection-context.ts'
import { shardOf } from './shard-of.ts'

/**
 * The ids of the servers that the bot is in, by shard. Nothing else of a server is kept: there may be 20,000. An outage of a
 * server changes nothing.
 */
export class Servers {
  readonly #shards = new Map<number, Set<string>>()
  readonly #log: Log
  readonly #events: ServerEvents | undefined
  readonly #onChannelChange: ConnectionContext['onChannelChange']

  constructor({ log, servers, onChannelChange }: Pick<ConnectionContext, 'log' | 'servers' | 'onChannelChange'>) {
    this.#log = log
    this.#events = servers
    this.#onChannelChange = onChannelChange
  }

  has(server: string): boolean {
    return [...this.#shards.values()].some((servers) => servers.has(server))
  }

  /** The server, if there is only one on the shards of this process. */
  onlyServer(): string | undefined {
    const [first, ...others] = [...this.#shards.values()].flatMap((servers) => [...servers].slice(0, 2))
    return others.length === 0 ? first : undefined
  }

  /** The servers of a shard, given the total number of shards. */
  ofShard(shard: number, count: number) {
    const own = this.#shards.get(shard) ?? new Set<string>()
    this.#shards.set(shard, own)
    const noteRemoved = (server: string) => {
      const workspace = formatWorkspaceId('discord', server)
      this.#log.warn({ platform: 'discord', workspace }, 'a server removed the bot')
      this.#events?.removed(workspace)
    }
    return {
      began: (servers: readonly string[]) => {
        // Servers that are missing removed the bot while no session was open.
        const listed = new Set(servers)
        for (const server of own) if (!listed.has(server)) noteRemoved(server)
        own.clear()
        for (const server of servers) own.add(server)
        const isMeant = (workspace: WorkspaceId) => shardOf(splitWorkspaceId(workspace).id, count) === shard
        this.#events?.listed('discord', new Set(servers.map((server) => formatWorkspaceId('discord', server))), isMeant)
      },
      created: (server: string) => {
        if (own.has(server)) return
        own.add(server)
        const workspace = formatWorkspaceId('discord', server)
        this.#log.info({ platform: 'discord', workspace }, 'a server added the bot')
        this.#events?.added(workspace)
      },
      deleted: (server: string, isUnavailable: boolean) => {
        if (!isUnavailable && own.delete(server)) noteRemoved(server)
      },
      granted: (server: string) => {
        const workspace = formatWorkspaceId('discord', server)
        this.#log.info({ platform: 'discord', workspace }, 'a server changed what the bot may do')
        this.#events?.added(workspace)
      },
      channelChanged: (channel: string) => this.#onChannelChange?.('discord', channel),
      forget: () => void this.#shards.delete(shard),
    }
  }
}
