import {
  ChannelType,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  SimpleIdentifyThrottler,
} from 'discord.js'
import { z } from 'zod'
import type { InteractionHandler } from '../../domain/interaction.ts'
import type { ListeningOutage } from '../../domain/platform.ts'
import { failureReason } from '../../i18n/failures.ts'
import { systemClock } from '../../lib/clock.ts'
import type { ConnectionContext } from '../shared/connection-context.ts'
import { ListeningState } from '../shared/listening.ts'
import { connectionError } from '../shared/network-errors.ts'
import type { DiscordApi, DiscordOptions } from './api.ts'
import { digestCommand, suggestCommand } from './command-definition.ts'
import type { Thread } from './context.ts'
import { discordError } from './errors.ts'
import { handleInteraction, type InteractionContext } from './interactions.ts'
import { LoginBudget } from './login-budget.ts'
import { PacedSharding } from './paced-sharding.ts'
import { keepRegistered } from './register-command.ts'
import { cacheLimits, endOf, reportServers, reportState, waitForAttempt } from './shards.ts'

/** The gateway, through which Discord reports interactions. */
export interface Gateway {
  /** Undefined while Discord reports interactions. */
  readonly outage: ListeningOutage | undefined
  /** Resolves when the first attempt to connect has ended, or is slow. */
  firstAttempt(): Promise<void>
  /** The server of a channel, if the gateway has reported it. */
  guildOf(channel: string): string | undefined
  close(): Promise<void>
}

/** Connects to the gateway and stays connected, in the background. At any time there is one client of the SDK. */
export function openGateway(options: DiscordOptions, handler: InteractionHandler, api: DiscordApi): Gateway {
  const { log, token, vocabulary, logins } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const state = new ListeningState('discord', log)
  const budget = new LoginBudget(api, log, logins)
  let client = createClient()
  let unregistered: ListeningOutage | undefined
  /** How many shards wait before they connect. */
  let pausing = 0

  /** Never resolves once the bot stops, so that the SDK does not connect again. */
  async function beforeConnecting(isLogin: boolean, isFirst: boolean): Promise<void> {
    pausing += 1
    if (!isFirst) {
      await systemClock.wait(state.pauseMs, signal)
      if (isLogin) await budget.wait(signal)
    }
    if (signal.aborted) await new Promise(() => {})
    pausing -= 1
  }

  function createClient(): Client {
    const created = new Client({
      intents: [GatewayIntentBits.Guilds],
      // As many as Discord recommends, unless this process has some of them: a server belongs to one shard.
      shards: options.shards ? [...options.shards.ids] : 'auto',
      ...(options.shards && { shardCount: options.shards.count }),
      makeCache: Options.cacheWithLimits(cacheLimits),
      rest: { api: options.apiUrl.replace(/\/$/, ''), makeRequest: api.makeRequest, retries: 0 },
      allowedMentions: { parse: [] },
      ws: {
        buildStrategy: (manager) => new PacedSharding(manager, beforeConnecting),
        buildIdentifyThrottler: async (manager) => {
          const { session_start_limit: limit } = await manager.fetchGatewayInformation()
          const throttler = new SimpleIdentifyThrottler(limit.max_concurrency)
          return {
            waitForIdentify: async (shard, aborted) => {
              await throttler.waitForIdentify(shard, aborted)
              budget.count()
            },
          }
        },
      },
    })
    reportState(created, state)
    reportInteractions(created, { log, vocabulary, handler, api }, options.claim)
    reportServers(created, log)
    created.once(Events.ClientReady, ({ application }) => {
      const definitions = [digestCommand(handler.subcommandNames), suggestCommand()] as const
      void keepRegistered(application.id, definitions, api, log, signal, (outage) => {
        unregistered = outage
      })
    })
    return created
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await budget.wait(signal)
      if (signal.aborted) return
      const ended = endOf(client, signal)
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
      if (signal.aborted) return { reason: failureReason('stopped'), since: Date.now() }
      return state.outage ?? unregistered
    },
    firstAttempt: () => state.firstAttempt(),
    guildOf: (id) => {
      const channel = client.channels.cache.get(id)
      return channel && !channel.isDMBased() ? channel.guildId : undefined
    },
    close: async () => {
      stopping.abort()
      await running
      if (pausing === 0) await waitForAttempt(client)
      client.removeAllListeners()
      client.on(Events.Error, () => {})
      await client.destroy()
    },
  }
}

const received = z.object({
  id: z.string(),
  channel: z.object({ type: z.number(), parent_id: z.string().nullish() }).nullish(),
})

function reportInteractions(
  client: Client,
  context: Omit<InteractionContext, 'thread'>,
  claim: ConnectionContext['claim'] = async () => true,
): void {
  const { log, vocabulary, handler, api } = context
  // The SDK's errors contain the message and the token of the interaction, so they are not logged as they are.
  const fail = (message: string) => (error: unknown) =>
    log.error({ platform: 'discord', err: discordError(error) }, message)
  // An error without a listener would end the process.
  client.on(Events.Error, fail('an event from Discord was not handled'))
  // The SDK drops the channel of an interaction that the bot cannot see itself, such as a private thread.
  const threads = new Map<string, Thread>()
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: unknown) => {
    const { id, channel } = received.safeParse(data).data ?? {}
    if (id && channel && threadTypes.includes(channel.type)) threads.set(id, { parent: channel.parent_id ?? undefined })
  })
  client.on(Events.InteractionCreate, (interaction) => {
    const thread = threads.get(interaction.id)
    threads.delete(interaction.id)
    // Each session gets it, and the first to claim it answers.
    claim(interaction.id)
      .then(async (isOurs) => {
        if (isOurs) await handleInteraction(interaction, { log, vocabulary, handler, api, thread })
      })
      .catch(fail('a reader was not answered'))
  })
}

const threadTypes: readonly number[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]
