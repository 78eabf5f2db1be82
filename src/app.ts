import { setTimeout as wait } from 'node:timers/promises'
import { announce } from './announce.ts'
import { syncArchive } from './archive-sync.ts'
import { CurrentChoices } from './choices.ts'
import { frontDesk } from './commands/answers.ts'
import type { Desk } from './commands/desk.ts'
import { tellMaker } from './commands/manage/tell-maker.ts'
import type { Environment } from './config.ts'
import { Connections, createPlatforms } from './connections.ts'
import { carry } from './delivery/carry.ts'
import type { DeliveryEntry } from './domain/delivery.ts'
import type { Destination, PlatformName } from './domain/destination.ts'
import type { Digest, DigestId } from './domain/digest.ts'
import type { Log } from './domain/log.ts'
import type { Platform } from './domain/platform.ts'
import { formatProblem, type Problem } from './domain/problem.ts'
import { openLibrary } from './library/folder.ts'
import { startPage } from './page/page.ts'
import { insideSandbox, oweNewest, startSandbox } from './sandbox-mode.ts'
import { everyMinute } from './scheduler/alarm.ts'
import { Scheduler } from './scheduler/scheduler.ts'
import { openStores } from './stores.ts'
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
  const isSandbox = !given.slack && !given.discordToken
  const stores = await openStores(given.dataFolder, isSandbox, stack)
  const { ledger, subscriptions, archive, cache } = stores
  const choices = new CurrentChoices(given.configFile, log)
  const { vocabulary } = choices
  const sandbox = isSandbox ? await startSandbox() : undefined
  if (sandbox) stack.defer(() => sandbox.close())
  const environment = sandbox ? insideSandbox(given, sandbox) : given
  const destinations = () => [
    ...(sandbox?.destinations ?? choices.value.destinations),
    ...subscriptions.all().map(({ destination }) => destination),
  ]

  const onProblem = reportTo(log)
  const library = await openLibrary({ folder: choices.value.digests, vocabulary, cache, onProblem })
  stack.defer(() => library.close())

  const stopping = new AbortController()
  const platforms = new Map<PlatformName, Platform>()
  const tools = { ledger, clock: systemClock, log, signal: stopping.signal }
  const managers = (platform: PlatformName) => choices.value.managers[platform]
  const desk: Desk = { ...stores, ...tools, platforms, library, vocabulary, destinations, managers, wake: () => wake() }
  const connections = new Connections(createPlatforms(environment, vocabulary, frontDesk(desk), log), log, () => wake())
  for (const [name, platform] of connections.all) platforms.set(name, platform)

  const serve = async (delivery: DeliveryEntry, destination: Destination, digest: Digest) => {
    const platform = platforms.get(destination.platform)
    if (!platform) return
    const outcome = await carry(delivery, destination, digest, { ...tools, platform })
    if (outcome === 'halt') connections.halt(destination.platform)
    const pause = outcome === 'pause' ? (await ledger.pauses()).get(destination.name) : undefined
    if (pause) await tellMaker(destination.name, pause.reason, desk)
  }
  const isPaused = ({ name }: Destination) =>
    subscriptions.all().some((each) => each.destination.name === name && (each.pausedUntil ?? 0) > systemClock.now())
  const reachable = (destination: Destination) => connections.isUp(destination.platform) && !isPaused(destination)
  const scheduler = new Scheduler({ clock: systemClock, ledger, library, log, destinations, reachable, carry: serve })

  const sync = async () => syncArchive(library, archive, stopping.signal)
  const tick = async (changed: readonly DigestId[] = []) => {
    for (const digest of changed) await ledger.reopen(digest)
    if (sandbox) await oweNewest(sandbox.destinations, library, ledger)
    await scheduler.tick()
    if (changed.length > 0) await sync()
  }
  const wake = (changed?: readonly DigestId[]) =>
    void tick(changed).catch((error: unknown) => log.error({ err: error }, 'a tick failed; the next one tries again'))

  stack.defer(() => connections.stop())
  await connections.start()
  stack.defer(async () => {
    stopping.abort()
    await Promise.race([scheduler.idle(), wait(finishMs, undefined, { ref: false })])
  })
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
  announce(environment, isSandbox, destinations(), page.url, log)
  wake()
  void sync().catch((error: unknown) => log.error({ err: error }, 'the archive is not up to date'))
  return page.url
}

function reportTo(log: Log): (problem: Problem) => void {
  return (problem) =>
    log[problem.severity === 'error' ? 'error' : 'warn'](
      { problem: formatProblem(problem) },
      'a digest needs attention',
    )
}
