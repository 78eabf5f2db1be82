import type { Environment } from '../config/environment.ts'
import type { Log } from '../domain/log.ts'
import { everyMinute } from '../scheduler/ticker.ts'
import { startHealthServer } from '../web/health-routes.ts'
import { startWebServer } from '../web/server.ts'
import { Bot } from './bot.ts'
import { dashboardData } from './dashboard-data.ts'
import { loadAdapters } from './platform-connections.ts'
import { openServices } from './services.ts'
import { logStartup } from './startup-log.ts'

export interface RunningBot {
  /** The page's address. */
  readonly url: string
  /** Finishes the part in flight and lets go of everything. */
  stop(): Promise<void>
}

/** Joins the parts and starts them. Throws an `ExpectedError` when it cannot, with everything let go of again. */
export async function startBot(given: Environment, log: Log): Promise<RunningBot> {
  const stack = new AsyncDisposableStack()
  try {
    const url = await assemble(given, log, stack)
    return { url, stop: () => stack.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function assemble(given: Environment, log: Log, stack: AsyncDisposableStack): Promise<string> {
  const services = await openServices(given, log, stack)
  const { environment, config: choices, repository, simulator, destinations } = services
  const bot = new Bot(services, await loadAdapters(environment))
  stack.defer(() => bot.close())
  await bot.open()

  const page = await startWebServer({
    port: environment.port,
    repository,
    vocabulary: choices.vocabulary,
    dashboard: dashboardData(bot, services),
    vitals: bot.watch,
    log,
    ...(simulator && { mountChannels: simulator.mountChannels }),
  })
  stack.defer(() => page.close())
  if (environment.metrics) {
    const { host, port } = environment.metrics
    const doors = await startHealthServer(bot.watch, host, port)
    stack.defer(() => doors.close())
    log.info({ url: doors.url }, 'metrics are served')
  }
  stack.defer(repository.watch((changed) => bot.wake(changed)))
  const config = choices.watch(() => bot.wake())
  stack.defer(() => config.stop())
  const alarm = everyMinute(() => bot.wake())
  stack.defer(() => alarm.stop())
  // What is deferred last is done first: while the others let go, no further part is begun.
  stack.defer(() => bot.stopStarting())

  logStartup(environment, simulator !== undefined, destinations(), page.url, log)
  bot.wake()
  bot.fillSearchIndex()
  return page.url
}
