import { type Client, Events, GatewayCloseCodes, Status } from 'discord.js'
import { type ExpectedError, PlatformUnreachable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { formatWorkspaceId } from '../../domain/workspace-id.ts'
import { failureReason } from '../../i18n/failures.ts'
import type { ListeningState } from '../shared/listening.ts'
import { tokenRefused } from './errors.ts'

/** How long to wait for a connection under way before it is given up when the bot stops, in milliseconds. */
const stopTimeoutMs = 2_000

/** The bot reads none of these: in twenty thousand servers they would take most of the memory. */
export const cacheLimits = {
  ApplicationCommandManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildForumThreadManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: 0,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  GuildTextThreadManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: 0,
  VoiceStateManager: 0,
}

/** Reports a connection once all shards have one. */
export function reportState(client: Client, state: ListeningState): void {
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
    if (client.ws.shards.every(({ status }) => status === Status.Ready)) state.opened()
  }
  client.on(Events.ShardReady, back)
  client.on(Events.ShardResume, back)
}

/** Servers that add or remove the bot. The SDK tells an outage of Discord apart: there the server stays known. */
export function reportServers(client: Client, log: Log): void {
  client.on(Events.GuildCreate, ({ id }) => {
    log.info({ platform: 'discord', workspace: formatWorkspaceId('discord', id) }, 'a server added the bot')
  })
  client.on(Events.GuildDelete, ({ id }) => {
    log.warn({ platform: 'discord', workspace: formatWorkspaceId('discord', id) }, 'a server removed the bot')
  })
}

/** Resolves when the client will not connect again by itself, or with undefined when the bot stops. */
export function endOf(client: Client, signal: AbortSignal): Promise<ExpectedError | undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
    client.once(Events.ShardDisconnect, ({ code }) => {
      const isRefused = code === GatewayCloseCodes.AuthenticationFailed
      resolve(isRefused ? tokenRefused(code) : new PlatformUnreachable('Discord', `the gateway closed with ${code}`))
    })
  })
}

/** While the SDK waits for the gateway's greeting, it could not close the connection. */
export function waitForAttempt(client: Client): Promise<void> {
  const isUnderWay = client.ws.shards.some(({ status }) => status !== Status.Ready && status !== Status.Disconnected)
  if (!isUnderWay) return Promise.resolve()
  return new Promise((resolve) => {
    const enough = setTimeout(resolve, stopTimeoutMs)
    for (const end of [Events.ShardReady, Events.ShardResume, Events.ShardReconnecting] as const) {
      client.once(end, () => {
        clearTimeout(enough)
        resolve()
      })
    }
  })
}
