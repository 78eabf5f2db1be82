import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Status } from 'discord.js'
import { digestCommand } from './command-definition.ts'
import { discordError, tokenRefused } from './errors.ts'
import { handleInteraction, type InteractionContext } from './interactions.ts'
import { registerCommand } from './register-command.ts'

/** How long to wait for the gateway to be ready, in milliseconds. */
const readyTimeoutMs = 30_000

/** How long to wait for a lost connection to reconnect before it is closed, in milliseconds. */
const reconnectTimeoutMs = 2_000

export interface GatewayOptions extends InteractionContext {
  readonly token: string
  readonly apiUrl: string
}

export interface Gateway {
  /** Whether the gateway is connected. */
  readonly isOpen: boolean
  /** The server of a channel, if the gateway has reported it. */
  guildOf(channel: string): string | undefined
  close(): Promise<void>
}

/** Opens the gateway, through which Discord reports interactions. Resolves when it is ready. Throws the SDK's errors. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: options.apiUrl.replace(/\/$/, ''), makeRequest: options.api.makeRequest },
    allowedMentions: { parse: [] },
  })
  listen(client, options)
  try {
    await connect(client, options)
  } catch (error) {
    await client.destroy()
    throw error
  }
  return {
    guildOf: (id) => {
      const channel = client.channels.cache.get(id)
      return channel && !channel.isDMBased() ? channel.guildId : undefined
    },
    get isOpen() {
      return isOpen(client)
    },
    close: async () => {
      await waitForReconnect(client)
      // The SDK emits this also when a lost connection is closed.
      client.removeAllListeners(Events.ShardReconnecting)
      await client.destroy()
      client.removeAllListeners()
    },
  }
}

function listen(client: Client, options: GatewayOptions): void {
  const { log } = options
  // The SDK's errors contain the message and the token of the interaction, so they are not logged as they are.
  const fail = (message: string) => (error: unknown) =>
    log.error({ platform: 'discord', err: discordError(error, '') }, message)
  // An error without a listener would end the process.
  client.on(Events.Error, fail('an event from Discord was not handled'))
  client.on(Events.ShardError, ({ message }) => log.warn({ platform: 'discord', reason: message }, 'connection error'))
  client.on(Events.ShardReconnecting, () => log.info({ platform: 'discord' }, 'connection lost, trying again'))
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error({ platform: 'discord', code }, 'Discord closed the connection for good: check DISCORD_TOKEN'),
  )
  client.on(Events.InteractionCreate, (interaction) => {
    handleInteraction(interaction, options).catch(fail('a reader was not answered'))
  })
}

function connect(client: Client, { token, api, handler, log }: GatewayOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      // The SDK keeps trying, and messages can be posted meanwhile.
      log.warn({ platform: 'discord' }, 'not connected yet, still trying')
      resolve()
    }, readyTimeoutMs)
    client.once(Events.ClientReady, ({ application }) => {
      clearTimeout(late)
      resolve(registerCommand(application.id, digestCommand(handler.subcommandNames), api, log))
    })
    const fail = (error: unknown) => {
      clearTimeout(late)
      reject(error)
    }
    // The SDK's own error for a refused token has no code.
    client.once(Events.ShardDisconnect, ({ code }) => {
      if (code === GatewayCloseCodes.AuthenticationFailed) fail(tokenRefused(code))
    })
    client.login(token).catch(fail)
  })
}

function isOpen(client: Client): boolean {
  return client.ws.shards.size > 0 && client.ws.shards.every(({ status }) => status === Status.Ready)
}

/** Before the client is destroyed: during its pause before a reconnect, the SDK ignores that and connects again. */
function waitForReconnect(client: Client): Promise<void> {
  if (isOpen(client)) return Promise.resolve()
  return new Promise((resolve) => {
    const enough = setTimeout(resolve, reconnectTimeoutMs)
    for (const back of [Events.ShardReady, Events.ShardResume] as const) {
      client.once(back, () => {
        clearTimeout(enough)
        resolve()
      })
    }
  })
}
