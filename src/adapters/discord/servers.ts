import type { Log } from '../../domain/log.ts'
import { formatWorkspaceId, type WorkspaceId } from '../../domain/workspace-id.ts'

/** Called when the bot is in a server, and when it was removed from one. An outage of a server is neither. */
export type ServerListener = (workspace: WorkspaceId, isMember: boolean) => void

/** The ids of the servers that the bot is in, by shard. Nothing else of a server is kept: there may be 20,000. */
export class Servers {
  readonly #shards = new Map<number, Set<string>>()
  readonly #log: Log
  readonly #listener: ServerListener

  constructor(log: Log, listener: ServerListener = () => {}) {
    this.#log = log
    this.#listener = listener
  }

  has(server: string): boolean {
    return [...this.#shards.values()].some((servers) => servers.has(server))
  }

  /** The server, if there is only one on the shards of this process. */
  only(): string | undefined {
    const [first, ...others] = [...this.#shards.values()].flatMap((servers) => [...servers].slice(0, 2))
    return others.length === 0 ? first : undefined
  }

  ofShard(shard: number) {
    const own = this.#shards.get(shard) ?? new Set<string>()
    this.#shards.set(shard, own)
    const note = (server: string, isMember: boolean) => {
      const workspace = formatWorkspaceId('discord', server)
      if (!isMember) this.#log.warn({ platform: 'discord', workspace }, 'a server removed the bot')
      this.#listener(workspace, isMember)
    }
    return {
      began: (servers: readonly string[]) => {
        // Servers that are missing removed the bot while no session was open.
        const listed = new Set(servers)
        const gone = [...own].filter((server) => !listed.has(server))
        own.clear()
        for (const server of servers) own.add(server)
        for (const server of gone) note(server, false)
        for (const server of servers) note(server, true)
      },
      created: (server: string) => {
        if (own.has(server)) return
        own.add(server)
        this.#log.info(
          { platform: 'discord', workspace: formatWorkspaceId('discord', server) },
          'a server added the bot',
        )
        note(server, true)
      },
      deleted: (server: string, isUnavailable: boolean) => {
        if (!isUnavailable && own.delete(server)) note(server, false)
      },
      forget: () => void this.#shards.delete(shard),
    }
  }
}
