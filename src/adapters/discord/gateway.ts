import { setTimeout as wait } from 'node:timers/promises'
import { Client, Events, GatewayIntentBits } from 'discord.js'
import type { Log } from '../../domain/log.ts'
import type { ControlHandler } from '../../domain/request.ts'
import { answerControl } from './controls.ts'

/** How long to hold up the start for a gateway that does not answer, in milliseconds. */
const readyMs = 30_000

export interface GatewayOptions {
  readonly token: string
  readonly apiUrl: string
  readonly log: Log
  readonly onControl: ControlHandler
}

export interface Gateway {
  close(): Promise<void>
}

/** Opens the socket on which Discord tells us what readers do; resolves when it is ready. Throws the SDK's own errors. */
export async function openGateway({ token, apiUrl, log, onControl }: GatewayOptions): Promise<Gateway> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: apiUrl.replace(/\/$/, '') },
    allowedMentions: { parse: [] },
  })
  // Without a listener an error would end the process.
  client.on(Events.Error, (error) => log.error({ platform: 'discord', err: error }, 'an event was not handled'))
  client.on(Events.ShardError, (error) => log.warn({ platform: 'discord', reason: error.message }, 'connection error'))
  client.on(Events.ShardReconnecting, () => log.info({ platform: 'discord' }, 'connection lost, trying again'))
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error({ platform: 'discord', code }, 'Discord closed the connection for good: check DISCORD_TOKEN'),
  )
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isMessageComponent()) return
    answerControl(interaction, onControl, log).catch((error: unknown) =>
      log.error({ platform: 'discord', err: error }, 'a control was not answered'),
    )
  })
  const ready = new Promise<'ready'>((resolve, reject) => {
    client.once(Events.ClientReady, () => resolve('ready'))
    client.login(token).catch(reject)
  })
  const patience = new AbortController()
  const late = wait(readyMs, 'late' as const, { signal: patience.signal, ref: false })
  try {
    // The SDK goes on trying; messages can be posted meanwhile.
    if ((await Promise.race([ready, late])) === 'late')
      log.warn({ platform: 'discord' }, 'not connected yet, trying on')
  } finally {
    patience.abort()
    ready.catch(() => undefined)
    late.catch(() => undefined)
  }
  return {
    close: async () => {
      await client.destroy()
      client.removeAllListeners()
    },
  }
}
