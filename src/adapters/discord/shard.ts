import {
  Client,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  type IIdentifyThrottler,
  type RESTOptions,
  Status,
} from 'discord.js'
import { type ExpectedError, PlatformUnreachable } from '../../domain/errors.ts'
import { failureReason } from '../../i18n/failures.ts'
import { systemClock, withTimeout } from '../../lib/clock.ts'
import { type InteractionListener, ListeningState } from '../shared/listening.ts'
import { connectionError } from '../shared/network-errors.ts'
import type { DiscordOptions } from './api.ts'
import { discordError, tokenRefused } from './errors.ts'
import type { GatewayDirectory } from './gateway-information.ts'
import { answerInteractions, type InteractionEventsContext } from './interaction-events.ts'
import type { LoginBudget } from './login-budget.ts'
import { PacedSharding } from './paced-sharding.ts'
import type { Servers } from './servers.ts'

/** How long stopping waits for a connection under way, in milliseconds. It is closed when it is open or has failed. */
const stopTimeoutMs = 2_000

interface ShardContext {
  readonly options: DiscordOptions
  readonly interactions: InteractionEventsContext
  readonly directory: GatewayDirectory
  readonly budget: LoginBudget
  readonly throttler: IIdentifyThrottler
  readonly servers: Servers
  readonly makeRequest: RESTOptions['makeRequest']
  /** Discord recommends another number of shards. */
  readonly onReshard: (code: number) => void
  /** Called each time the shard has logged in, with the id of the application. */
  readonly onReady: (application: string) => void
}

/** Opens a shard of `count`. At any time it has one client of the SDK. */
export function openShard(id: number, count: number, context: ShardContext): InteractionListener {
  const { options, budget, directory, throttler } = context
  const { token, log } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const state = new ListeningState('discord', log)
  const servers = context.servers.ofShard(id, count)
  let client = createClient()
  let isPausing = false

  /** Never resolves once the bot stops, so that the SDK does not reconnect. */
  async function beforeConnecting(isLogin: boolean, isFirst: boolean): Promise<void> {
    isPausing = true
    if (!isFirst) {
      await systemClock.wait(state.pauseMs, signal)
      if (isLogin) await budget.wait(signal)
    }
    if (signal.aborted) await new Promise(() => {})
    isPausing = false
  }

  function createClient(): Client {
    const information = () => directory.get()
    const created = new Client({
      intents: [GatewayIntentBits.Guilds],
      shards: [id],
      shardCount: count,
      rest: { api: options.apiUrl.replace(/\/$/, ''), makeRequest: context.makeRequest, retries: 0 },
      allowedMentions: { parse: [] },
      ws: {
        buildStrategy: (manager) => new PacedSharding(manager, { beforeConnecting, information, servers }),
        buildIdentifyThrottler: async () => throttler,
      },
    })
    reportState(created, state)
    answerInteractions(created, context.interactions)
    created.once(Events.ClientReady, ({ application }) => context.onReady(application.id))
    return created
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await budget.wait(signal)
      if (signal.aborted) return
      const ended = endOf(client, context.onReshard, signal)
      // Rejects only before the first attempt to connect, and then ends the client. Later attempts are the SDK's own.
      const failure = await client.login(token).then(
        () => ended,
        (error: unknown) => connectionError('Discord', discordError(error)),
      )
      if (!failure || signal.aborted) return
      state.failed(failure)
      await client.destroy()
      await systemClock.wait(state.pauseMs, signal)
      if (!signal.aborted) client = createClient()
    }
  }

  const running = run()
  return {
    get outage() {
      return state.outage
    },
    firstAttempt: () => state.firstAttempt(),
    close: async () => {
      stopping.abort()
      await running
      client.removeAllListeners()
      client.on(Events.Error, () => {})
      // The SDK would only drop the listeners of a connection that is still being opened, and its error would end the process.
      const ended = (isPausing ? Promise.resolve() : attemptOf(client)).then(() => client.destroy())
      await withTimeout(ended, stopTimeoutMs)
      servers.forget()
    },
  }
}

function reportState(client: Client, state: ListeningState): void {
  let error = 'the gateway closed the connection'
  client.on(Events.ShardError, ({ message }) => {
    error = message
  })
  client.on(Events.ShardReconnecting, () => {
    if (state.outage) state.failed(new PlatformUnreachable('Discord', error))
    else state.ended(failureReason('connection-lost'))
  })
  const back = () => {
    error = 'the gateway closed the connection'
    state.opened()
  }
  client.on(Events.ShardReady, back)
  client.on(Events.ShardResume, back)
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const reshardCodes: readonly number[] = [GatewayCloseCodes.ShardingRequired, GatewayCloseCodes.InvalidShard]

/** Resolves when the client will not connect again by itself, or with undefined when the bot stops. */
function endOf(
  client: Client,
  onReshard: (code: number) => void,
  signal: AbortSignal,
): Promise<ExpectedError | undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
    client.once(Events.ShardDisconnect, ({ code }) => {
      const isRefused = code === GatewayCloseCodes.AuthenticationFailed
      resolve(isRefused ? tokenRefused(code) : new PlatformUnreachable('Discord', `the gateway closed with ${code}`))
      if (reshardCodes.includes(code)) onReshard(code)
    })
  })
}

/** Resolves when no connection is under way. */
function attemptOf(client: Client): Promise<void> {
  const isUnderWay = client.ws.shards.some(({ status }) => status !== Status.Ready && status !== Status.Disconnected)
  if (!isUnderWay) return Promise.resolve()
  return new Promise((resolve) => {
    for (const end of [Events.ShardReady, Events.ShardResume, Events.ShardReconnecting] as const) {
      client.once(end, () => resolve())
    }
  })
}
