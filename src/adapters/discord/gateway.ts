import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Status } from 'discord.js'
import { digestCommand } from './command-definition.ts'
import { discordError, tokenRefused } from './errors.ts'
import { handleInteraction, type InteractionContext } from './interactions.ts'
import { registerCommand } from './register-command.ts'

/** How long to hold up the start for a gateway that does not answer, in milliseconds. */
const readyMs = 30_000

/** How long to wait for a lost connection to come back before stopping, in milliseconds. */
const settleMs = 2_000

export interface GatewayOptions extends InteractionContext {
  readonly token: string
  readonly apiUrl: string
}

export interface Gateway {
  /** Whether Discord tells us what readers do just now. */
  readonly isOpen: boolean
  /** The server of a channel, as far as Discord has told us by itself. */
  guildOf(channel: string): string | undefined
  close(): Promise<void>
}

/** Opens the socket on which Discord tells us what readers do; resolves when it is ready. Throws the SDK's own errors. */
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
      await settle(client)
      // The SDK calls leaving a lost connection, too.
      client.removeAllListeners(Events.ShardReconnecting)
      await client.destroy()
      client.removeAllListeners()
    },
  }
}

function listen(client: Client, options: GatewayOptions): void {
  const { log } = options
  // The SDK's own errors hold the whole message and the key to answering it, so they are not logged as they are.
  const fail = (message: string) => (error: unknown) =>
    log.error({ platform: 'discord', err: discordError(error, '') }, message)
  // Without a listener an error would end the process.
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
      // The SDK goes on trying, and messages can be posted meanwhile.
      log.warn({ platform: 'discord' }, 'not connected yet, trying on')
      resolve()
    }, readyMs)
    client.once(Events.ClientReady, ({ application }) => {
      clearTimeout(late)
      resolve(registerCommand(application.id, digestCommand(handler.subcommandNames), api, log))
    })
    const fail = (error: unknown) => {
      clearTimeout(late)
      reject(error)
    }
    // What the SDK throws for it is an error without a code.
    client.once(Events.ShardDisconnect, ({ code }) => {
      if (code === GatewayCloseCodes.AuthenticationFailed) fail(tokenRefused(code))
    })
    client.login(token).catch(fail)
  })
}

function isOpen(client: Client): boolean {
  return client.ws.shards.size > 0 && client.ws.shards.every(({ status }) => status === Status.Ready)
}

/** While the SDK pauses before it connects again it does not notice that it is stopped, and would come back. */
function settle(client: Client): Promise<void> {
  if (isOpen(client)) return Promise.resolve()
  return new Promise((resolve) => {
    const enough = setTimeout(resolve, settleMs)
    for (const back of [Events.ShardReady, Events.ShardResume] as const) {
      client.once(back, () => {
        clearTimeout(enough)
        resolve()
      })
    }
  })
}
