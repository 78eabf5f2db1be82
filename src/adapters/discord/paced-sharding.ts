import { SimpleShardingStrategy, type WebSocketOptions, WebSocketShardStatus } from 'discord.js'

type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0]

/**
 * Called before each attempt of a shard to connect. `isLogin`: it will identify, because there is no session to resume. `isFirst`: of
 * this shard.
 */
export type BeforeConnecting = (isLogin: boolean, isFirst: boolean) => Promise<void>

/**
 * The SDK's strategy for one process, with a pause before each attempt to connect. By itself the SDK tries again every
 * half second for ever, also after the client was destroyed.
 */
export class PacedSharding extends SimpleShardingStrategy {
  constructor(manager: Manager, beforeConnecting: BeforeConnecting) {
    super(manager)
    const { retrieveSessionInfo } = manager.options
    const started = new Set<number>()
    // What the SDK awaits just before it connects; it asks for the same at other times, when the shard is not idle.
    manager.options.retrieveSessionInfo = async (shard) => {
      if ((await this.fetchStatus()).get(shard) === WebSocketShardStatus.Idle) {
        const isFirst = !started.has(shard)
        started.add(shard)
        await beforeConnecting((await retrieveSessionInfo(shard)) === null, isFirst)
      }
      return retrieveSessionInfo(shard)
    }
  }

  /** The SDK's own promise rejects if the first attempt fails, although it goes on trying. */
  override async connect(): Promise<void> {
    super.connect().catch(() => {})
  }
}
