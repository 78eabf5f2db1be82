import type { Environment } from '../config/environment.ts'
import type { Log } from '../domain/log.ts'
import { everyMinute } from '../scheduler/ticker.ts'
import { startVitals } from '../web/health-routes.ts'
import { startPage } from '../web/server.ts'
import { PostOffice } from './bot.ts'
import { inquiriesAt } from './dashboard-data.ts'
import { openHouse } from './services.ts'
import { announce } from './startup-log.ts'

export interface App {
  /** The page's address. */
  readonly url: string
  /** Finishes the part in flight and lets go of everything. */
  stop(): Promise<void>
}

/** Joins the parts and starts them. Throws an `ExpectedError` when it cannot, with everything let go of again. */
export async function startApp(given: Environment, log: Log): Promise<App> {
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
  const house = await openHouse(given, log, stack)
  const { environment, choices, library, sandbox, destinations } = house
  const office = new PostOffice(house)
  stack.defer(() => office.close())
  await office.open()

  const page = await startPage({
    port: environment.port,
    library,
    vocabulary: choices.vocabulary,
    office: inquiriesAt(office, house),
    vitals: office.watch,
    log,
    ...(sandbox && { slack: sandbox.slack, discord: sandbox.discord }),
  })
  stack.defer(() => page.close())
  if (environment.metrics) {
    const { host, port } = environment.metrics
    const doors = await startVitals(office.watch, host, port)
    stack.defer(() => doors.close())
    log.info({ url: doors.url }, 'metrics are served')
  }
  stack.defer(library.watch((changed) => office.wake(changed)))
  const config = choices.watch(() => office.wake())
  stack.defer(() => config.stop())
  const alarm = everyMinute(() => office.wake())
  stack.defer(() => alarm.stop())
  // What is deferred last is done first: while the others let go, no further part is begun.
  stack.defer(() => office.beginNothing())

  announce(environment, sandbox !== undefined, destinations(), page.url, log)
  office.wake()
  office.fillArchive()
  return page.url
}
