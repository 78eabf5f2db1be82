import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CurrentChoices } from './choices.ts'
import { answerControls } from './commands/controls.ts'
import type { Environment } from './config.ts'
import { Connections, createPlatforms } from './connections.ts'
import { carry } from './delivery/carry.ts'
import type { Destination } from './domain/destination.ts'
import type { DigestId } from './domain/digest.ts'
import type { Log } from './domain/log.ts'
import { formatProblem } from './domain/problem.ts'
import type { ControlHandler } from './domain/request.ts'
import { openLibrary } from './library/folder.ts'
import { startPage } from './page/page.ts'
import { insideSandbox, oweNewest, type Sandbox, startSandbox } from './sandbox-mode.ts'
import { everyMinute } from './scheduler/alarm.ts'
import { Scheduler } from './scheduler/scheduler.ts'
import { makeDataFolder } from './store/data-folder.ts'
import { lockFolder } from './store/lock.ts'
import { openReadingCache } from './store/reading-cache.ts'
import { openLedger } from './store/sqlite-ledger.ts'
import { systemClock } from './system-clock.ts'

/** How long a part in flight may take to finish once we are asked to stop, in milliseconds. */
const finishMs = 8_000

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
  const folder = given.dataFolder
  makeDataFolder(folder)
  const lock = lockFolder(folder)
  stack.defer(() => lock.release())

  const choices = new CurrentChoices(given.configFile, log)
  const sandbox = given.slack || given.discordToken ? undefined : await startSandbox()
  if (sandbox) stack.defer(() => sandbox.close())
  const environment = sandbox ? insideSandbox(given, sandbox) : given
  const destinations = () => sandbox?.destinations ?? choices.value.destinations

  const ledger = openLedger(ledgerFile(folder, sandbox))
  stack.defer(() => ledger.close())
  const cache = openReadingCache(join(folder, 'readings.sqlite'))
  stack.defer(() => cache.close())
  const { vocabulary } = choices
  const onProblem = (problem: Parameters<typeof formatProblem>[0]) =>
    log[problem.severity === 'error' ? 'error' : 'warn'](
      { problem: formatProblem(problem) },
      'a digest needs attention',
    )
  const library = await openLibrary({ folder: choices.value.digests, vocabulary, cache, onProblem })
  stack.defer(() => library.close())

  const stopping = new AbortController()
  let onControl: ControlHandler | undefined
  const answer: ControlHandler = (request) => {
    if (!onControl) throw new TypeError('a control was used before the app was assembled')
    return onControl(request)
  }
  const connections = new Connections(createPlatforms(environment, vocabulary, answer, log), log, () => wake())
  const tools = { ledger, clock: systemClock, log, signal: stopping.signal }
  onControl = answerControls({ ...tools, platforms: connections.all, library })

  const scheduler = new Scheduler({
    clock: systemClock,
    ledger,
    library,
    log,
    destinations,
    reachable: ({ platform }) => connections.isUp(platform),
    carry: async (delivery, destination, digest) => {
      const platform = connections.all.get(destination.platform)
      if (!platform) return
      const outcome = await carry(delivery, destination, digest, { ...tools, platform })
      if (outcome === 'halt') connections.halt(destination.platform)
    },
  })
  stack.defer(() => connections.stop())
  await connections.start()
  stack.defer(async () => {
    stopping.abort()
    await Promise.race([scheduler.idle(), wait(finishMs, undefined, { ref: false })])
  })

  const tick = async (changed: readonly DigestId[] = []) => {
    for (const digest of changed) await ledger.reopen(digest)
    if (sandbox) await oweNewest(sandbox.destinations, library, ledger)
    await scheduler.tick()
  }
  const wake = (changed?: readonly DigestId[]) =>
    void tick(changed).catch((error: unknown) => log.error({ err: error }, 'a tick failed; the next one tries again'))

  const page = await startPage({
    port: environment.port,
    library,
    vocabulary,
    log,
    ...(sandbox && { slack: sandbox.slack, discord: sandbox.discord }),
  })
  stack.defer(() => page.close())
  stack.defer(library.watch((changed) => wake(changed)))
  const config = choices.watch(() => wake())
  stack.defer(() => config.stop())
  const alarm = everyMinute(async () => wake())
  stack.defer(() => alarm.stop())
  // What is deferred last is done first: while the others let go, no further part is begun.
  stack.defer(() => stopping.abort())
  announce(environment, sandbox, destinations(), page.url, log)
  wake()
  return page.url
}

/** The sandbox forgets everything when it stops, so what was posted in it must be forgotten too. */
function ledgerFile(folder: string, sandbox: Sandbox | undefined): string {
  if (!sandbox) return join(folder, 'morning-post.sqlite')
  const file = join(folder, 'sandbox.sqlite')
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  return file
}

/** Says what is going on, and what nobody may have meant. */
function announce(
  environment: Environment,
  sandbox: Sandbox | undefined,
  destinations: readonly Destination[],
  url: string,
  log: Log,
): void {
  if (sandbox) log.info({ url }, `no tokens, so Slack and Discord are simulated: open ${url}`)
  else log.info({ url, destinations: destinations.length }, `running; the page is at ${url}`)
  if (destinations.length === 0) {
    log.warn({ file: environment.configFile }, 'no destinations are configured, so nothing will be posted')
  }
  for (const { name, platform } of destinations) {
    const connected = platform === 'slack' ? environment.slack : environment.discordToken
    if (!connected) log.warn({ destination: name, platform }, `gets nothing: the tokens of ${platform} are not set`)
  }
}
