import { join } from 'node:path'
import { Bot } from '../../../src/app/bot.ts'
import { openServices } from '../../../src/app/services.ts'
import { createLog } from '../../../src/observability/logger.ts'
import type { Address, SenderOrders } from './orders.ts'

/** As `alarm.ts` wakes the bot. In milliseconds. */
const tickMs = 60_000

export interface Sender {
  /** Sends until it is done or stopped. */
  send(stopped: Promise<void>): Promise<void>
}

/** The bot as it is, without its page: configuration, ledger on disk, scheduler, delivery, adapter, log. */
export async function prepare({ address, folder }: SenderOrders): Promise<Sender> {
  const environment = {
    ...addressOf(address),
    configFile: join(folder, 'config', 'morning-post.yaml'),
    dataFolder: join(folder, 'data'),
    port: 0,
    logLevel: 'info',
  } as const
  const log = createLog('info')
  const bot = new Bot(await openServices(environment, log, new AsyncDisposableStack()))
  await bot.open()
  return {
    send: async (stopped) => {
      bot.wake()
      const ticks = setInterval(() => bot.wake(), tickMs)
      await stopped
      clearInterval(ticks)
    },
  }
}

function addressOf(address: Address) {
  const nowhere = { slackApiUrl: '', discordApiUrl: '' }
  if (address.platform === 'discord') return { ...nowhere, discordApiUrl: address.apiUrl, discordToken: address.token }
  const { apiUrl: slackApiUrl, botToken, appToken } = address
  return { ...nowhere, slackApiUrl, slack: { botToken, appToken } }
}
