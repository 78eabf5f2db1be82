import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Bot } from '../../../src/app/bot.ts'
import { loadAdapters } from '../../../src/app/platform-connections.ts'
import { openServices } from '../../../src/app/services.ts'
import { createLog } from '../../../src/observability/logger.ts'
import type { Credentials } from '../../../src/platforms/definition.ts'
import { databaseIn } from '../../../src/storage/open-database.ts'
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
    credentials: { [address.platform]: credentialsOf(address) },
    apiUrls: {},
    home: '.',
    configFile: join(folder, 'config', 'morning-post.yaml'),
    dataFolder: join(folder, 'data'),
    git: { variables: {} },
    port: 0,
    page: { host: '127.0.0.1', trustedProxies: [] },
    logLevel: 'info',
  } as const
  await makeEarlierLedger(environment.dataFolder)
  const log = createLog('info')
  const bot = new Bot(await openServices(environment, log, new AsyncDisposableStack()), await loadAdapters(environment))
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

/** A ledger that remembers the last days, as on any morning but the first. A new one makes the bot look into each channel. */
async function makeEarlierLedger(dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true })
  await (await databaseIn({ dataFolder }).open()).close()
  using ledger = new DatabaseSync(join(dataFolder, 'morning-post.sqlite'))
  ledger.exec("DELETE FROM runtime WHERE name LIKE 'gap_%'")
}

function credentialsOf(address: Address): Credentials {
  const { apiUrl } = address
  if (address.platform === 'discord') return { apiUrl, token: address.token }
  return { apiUrl, botToken: address.botToken, appToken: address.appToken }
}
