import type { IIdentifyThrottler } from 'discord.js'
import { dayMs, minuteMs } from '../../domain/duration.ts'
import { PlatformUnreachable } from '../../domain/errors.ts'
import type { InteractionHandler } from '../../domain/interaction.ts'
import type { ListeningOutage } from '../../domain/platform.ts'
import { failureReason } from '../../i18n/failures.ts'
import { systemClock } from '../../lib/clock.ts'
import { MemoryLogins } from '../../lib/memory-logins.ts'
import { AnswersInFlight } from '../shared/answers-in-flight.ts'
import { type ClaimTimes, InteractionClaims } from '../shared/interaction-claims.ts'
import { type InteractionListener, ListeningState } from '../shared/listening.ts'
import { connectionError } from '../shared/network-errors.ts'
import type { DiscordOptions, DiscordSession } from './api.ts'
import { digestCommand, suggestCommand } from './command-definition.ts'
import { GatewayDirectory, type GatewayInformation } from './gateway-information.ts'
import { LoginBudget } from './login-budget.ts'
import { keepRegistered } from './register-command.ts'
import { Servers } from './servers.ts'
import { openShard } from './shard.ts'

/**
 * In milliseconds. Discord waits three seconds for the first response, and takes one at most, so a process that cannot
 * claim it responds all the same.
 */
const claimTimes: ClaimTimes = { takeOverMs: 1_800, responseMs: 500 }

/** How often to look whether Discord recommends another number of shards, in milliseconds. */
const lookEveryMs = dayMs

/** The backoff is reset once a number of shards was right for this long, in milliseconds. */
const steadyMs = 5 * minuteMs

/**
 * Connects to the gateway with as many shards as Discord recommends, and stays connected, in the background. All shards
 * share one budget and one pace of logins, with those of other machines too.
 */
export function openGateway(
  options: DiscordOptions,
  handler: InteractionHandler,
  session: DiscordSession,
): InteractionListener {
  const api = session.api.as('answer')
  const { log, vocabulary, machines, logins = new MemoryLogins() } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const state = new ListeningState('discord', log)
  const directory = new GatewayDirectory(api)
  const budget = new LoginBudget(directory, log, logins)
  const servers = new Servers(options)
  let shards: readonly InteractionListener[] = []
  let unregistered: ListeningOutage | undefined
  let isRegistering = false

  const claims = new InteractionClaims(options.claim, claimTimes)
  const answers = new AnswersInFlight()

  /** Shards whose ids differ by a multiple of `max_concurrency` log in one after the other, five seconds apart. */
  function throttlerOf(concurrency: number): IIdentifyThrottler {
    return {
      waitForIdentify: async (shard, aborted) => {
        const until = AbortSignal.any([aborted, signal])
        await budget.take(shard % concurrency, until)
        until.throwIfAborted()
      },
    }
  }

  function register(application: string): void {
    if (isRegistering) return
    isRegistering = true
    const definitions = [digestCommand(handler.subcommandNames), suggestCommand()] as const
    void keepRegistered(application, definitions, api, log, signal, (outage) => {
      unregistered = outage
    })
  }

  /** Runs until Discord recommends another number of shards, or the bot stops. */
  async function runShards({ shards: recommended, session_start_limit: limit }: GatewayInformation): Promise<void> {
    const resharding = new AbortController()
    const until = AbortSignal.any([signal, resharding.signal])
    // Every machine connects all of them: while one is down, the others answer its readers.
    const count = (await machines?.agreeOnShards('discord', recommended)) ?? recommended
    if (count > 1) log.info({ platform: 'discord', count }, 'connecting shards')
    const context = {
      options,
      interactions: {
        log,
        vocabulary,
        handler,
        api,
        claims,
        answers,
        // With several shards, this one knows only its part of the servers.
        servers: {
          has: (id: string) => servers.has(id),
          onlyServer: () => (count === 1 ? servers.onlyServer() : undefined),
        },
      },
      directory,
      budget,
      servers,
      throttler: throttlerOf(limit.max_concurrency),
      makeRequest: session.makeRequest,
      onReshard: (code: number) => {
        state.failed(new PlatformUnreachable('Discord', `the gateway closed with ${code}`))
        resharding.abort()
      },
      onReady: register,
    }
    if (until.aborted) return
    shards = Array.from({ length: count }, (_, id) => openShard(id, count, context))
    void watchCount(count, resharding, until)
    await new Promise((resolve) => void until.addEventListener('abort', resolve, { once: true }))
    if (!signal.aborted) log.info({ platform: 'discord' }, 'the recommended number of shards changed; connecting again')
    await closeShards()
  }

  async function watchCount(count: number, resharding: AbortController, until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await systemClock.wait(lookEveryMs, until)
      const now = until.aborted ? undefined : await directory.get().catch(() => undefined)
      if (now && now.shards > count) resharding.abort()
    }
  }

  async function closeShards(): Promise<void> {
    await Promise.all(shards.map((shard) => shard.close()))
    shards = []
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const began = performance.now()
      try {
        await runShards(await directory.get())
        directory.forget()
        if (performance.now() - began > steadyMs) state.ended()
      } catch (error) {
        state.failed(connectionError('Discord', error instanceof Error ? error : new Error(String(error))))
      }
      // Every attempt costs logins, even if Discord recommends another number again and again.
      await systemClock.wait(state.pauseMs, signal)
    }
  }

  const running = run()
  return {
    get outage() {
      if (signal.aborted) return { reason: failureReason('stopped'), since: Date.now() }
      if (shards.length === 0) return state.outage
      return shards.find(({ outage }) => outage)?.outage ?? unregistered
    },
    firstAttempt: async () => {
      if (shards.length === 0) await Promise.race([state.firstAttempt(), directory.get().catch(() => {})])
      await Promise.all(shards.map((shard) => shard.firstAttempt()))
    },
    close: async () => {
      stopping.abort()
      await running
      await closeShards()
      await answers.idle()
    },
  }
}
