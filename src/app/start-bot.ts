import { join } from 'node:path'
import type { Hono } from 'hono'
import { watchDotenv } from '../config/dotenv-changes.ts'
import { type Environment, readEnvironmentAgain, readSetupEnvironment } from '../config/environment.ts'
import { pageHost, pageWarning } from '../config/page-host.ts'
import { checkAtStart, logWrongTokens, type StartCheckContext } from '../doctor/at-start.ts'
import type { Log } from '../domain/log.ts'
import { systemClock } from '../lib/clock.ts'
import { ServiceManager } from '../observability/service-manager.ts'
import { everyMinute } from '../scheduler/ticker.ts'
import { FeedRecordFile } from '../storage/feed-record-file.ts'
import type { DashboardData } from '../web/deliveries/options.ts'
import { startWebServer } from '../web/server.ts'
import { Bot } from './bot.ts'
import { createCandidateEditor } from './candidate-editor.ts'
import { DraftWriting } from './draft-writing.ts'
import { openLaneShare, unsharedLanes } from './lanes.ts'
import { logStartup } from './log-startup.ts'
import { operatorChannels } from './operator-channels.ts'
import { loadAdapters } from './platform-connections.ts'
import { openServices, type Services, whenUsable } from './services.ts'
import { startSourceCollection } from './source-collection.ts'
import { resolvePart } from './uncertain-parts.ts'

interface RunningBot {
  /** The address of the dashboard. */
  readonly url: string
  /** Pulls the git repository of the digests now, if there is one. */
  pull(): void
  /** Finishes the part in flight and closes everything. */
  stop(): Promise<void>
}

interface StartOptions {
  /** Ends the start: it throws the reason. */
  readonly signal?: AbortSignal
  /** Called before readers can be heard: from then on, ending the start answers those who were heard. */
  readonly onListening?: () => void
}

/** Starts the bot and its servers. Throws an `ExpectedError` if it cannot start, after closing what was opened. */
export async function startBot(given: Environment, log: Log, options: StartOptions = {}): Promise<RunningBot> {
  let current = await startOnce(given, log, options, () => void setTimeout(leaveSimulator, answerMs))
  let switching: Promise<void> | undefined

  /** Starts again with the tokens that were written, at the same address. */
  function leaveSimulator(): void {
    switching ??= restart().catch((error: unknown) => {
      log.error({}, 'the bot cannot start with its new settings; start it again once they are corrected')
      // Everything that was running is closed, so the process ends with the reason.
      queueMicrotask(() => {
        throw error
      })
    })
  }

  async function restart(): Promise<void> {
    log.info({}, 'a workspace was connected, so the simulator ends')
    await current.stop()
    const port = Number(new URL(current.url).port)
    current = await startOnce({ ...readEnvironmentAgain(), port }, log, options)
  }

  return {
    url: current.url,
    pull: () => current.pull(),
    stop: async () => {
      await switching
      await current.stop()
    },
  }
}

/** How long the page has for the answer that the bot starts, before the server of the page is closed. In milliseconds. */
const answerMs = 250

/** Begins again when the database goes away between its opening and the end of the start. */
function startOnce(given: Environment, log: Log, options: StartOptions, onConnected = () => {}): Promise<RunningBot> {
  return whenUsable(() => tryToStart(given, log, { ...options, onConnected }), log)
}

type AssemblyOptions = StartOptions & { readonly onConnected: () => void }

async function tryToStart(given: Environment, log: Log, options: AssemblyOptions): Promise<RunningBot> {
  const stack = new AsyncDisposableStack()
  try {
    const running = await assemble(given, log, stack, options)
    return { ...running, stop: () => stack.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function assemble(
  given: Environment,
  log: Log,
  stack: AsyncDisposableStack,
  { signal, onListening, onConnected }: AssemblyOptions,
): Promise<Omit<RunningBot, 'stop'>> {
  const services = await openServices(given, log, stack)
  const { environment, config, repository, git, simulator, destinations, stores } = services
  const channels = () => operatorChannels(config.value)
  const share = (await openLaneShare({ ...services, channels })) ?? unsharedLanes(stores)
  if (share.laneOfWorkspace) services.installing?.renewAsOwner(share.laneOfWorkspace)
  const bot = new Bot(services, await loadAdapters(environment), share)
  stack.defer(() => bot.close())
  signal?.throwIfAborted()
  onListening?.()
  await bot.open(signal)

  const server = await startWebServer({
    port: environment.port,
    ...pageOptions(environment.page, log),
    repository,
    vocabulary: config.vocabulary,
    dashboard: dashboardData(bot, services),
    candidates: createCandidateEditor(services),
    review: bot.reviewWorkflow,
    health: bot.monitoring,
    ...(services.installing && { install: services.installing.page(() => bot.installed()) }),
    feeds: {
      repository,
      publications: () => repository.publications(),
      destinations,
      visibility: (publication) => config.value.visibility[publication] ?? 'everyone',
      records: new FeedRecordFile(join(environment.dataFolder, 'feeds.json')),
      token: environment.feedToken,
      now: systemClock.now,
    },
    digestApi: {
      token: environment.apiToken,
      folder: () => (config.value.git ? undefined : config.value.digests),
      repository,
      vocabulary: config.vocabulary,
      refusesSamples: simulator === undefined,
      onChange: () => bot.wake(),
    },
    log,
    ...(simulator && {
      mountChannels: (app) => simulator.mountChannels(app, repository),
      mountConnect: await connectPage(log, onConnected),
    }),
  })
  stack.defer(() => server.close())
  if (environment.metrics) {
    const { host, port } = environment.metrics
    const { startHealthServer } = await import('../web/health-routes.ts')
    const health = await startHealthServer(bot.monitoring, host, port)
    stack.defer(() => health.close())
    log.info({ url: health.url }, 'metrics are served')
  }
  stack.defer(repository.watch((changed) => bot.wake(changed)))
  // Another tick while the first one posts would count as a delay.
  const pull = () => void git.pull().then((changed) => (changed || git.failure()) && bot.wake())
  const configWatch = config.watch(() => {
    bot.wake()
    pull()
  })
  stack.defer(() => configWatch.stop())
  git.start(() => bot.wake())
  const noticeDotenv = watchDotenv(environment.home, log)
  const ticker = everyMinute(() => {
    noticeDotenv()
    bot.wake()
  })
  stack.defer(() => ticker.stop())
  const collection = startSourceCollection(services, share.context)
  stack.defer(() => collection.stop())
  const drafting = new DraftWriting(services, () => bot.wake(), share.context)
  stack.defer(() => drafting.stop())
  // The stack runs the last deferred callback first: no further part is started while the others are closed.
  stack.defer(() => bot.stopStarting())

  logStartup(services, server.url)
  if (environment.serviceManager) {
    const manager = new ServiceManager({ ...environment.serviceManager, live: bot.monitoring.live, log })
    stack.defer(() => manager.stopping())
    manager.ready()
  }
  bot.wake()
  pull()
  bot.updateSearchIndex()
  if (!simulator) startChecks(bot, services, stack, share.context.posts)
  return { url: server.url, pull }
}

/** Starts checks in the background; nothing waits for them. */
function startChecks(
  bot: Bot,
  { environment, config, destinations, stores: { installations }, log }: Services,
  stack: AsyncDisposableStack,
  posts: StartCheckContext['posts'],
): void {
  const stopping = new AbortController()
  stack.defer(() => stopping.abort())
  logWrongTokens(environment.credentials, log)
  const places = () => ({ ...config.value, destinations: destinations() })
  const { signal } = stopping
  const context = { clock: systemClock, log, signal, hasPostedIn: bot.hasPostedIn.bind(bot), installations, posts }
  checkAtStart(environment, places, context).catch((error: unknown) =>
    log.error({ err: error }, 'the check at the start was stopped by a bug'),
  )
}

function pageOptions(page: Environment['page'], log: Log) {
  const warning = pageWarning(page)
  if (warning) log.warn({}, warning)
  return { ...page, host: pageHost(page) }
}

/** The page that connects a first workspace. It is loaded only where there is none. */
async function connectPage(log: Log, onConnected: () => void): Promise<(app: Hono) => void> {
  const [{ addConnect }, { SetupSession }] = await Promise.all([
    import('../web/connect/routes.ts'),
    import('../setup/session.ts'),
  ])
  const session = new SetupSession({ ...readSetupEnvironment(), log })
  const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions()
  return (app) => addConnect(app, { session, timezone, start: onConnected })
}

/** The running bot as the dashboard reads it, and the dashboard's only action. */
function dashboardData(bot: Bot, { stores, destinations }: Services): DashboardData {
  const { ledger, inspector, subscriptions, reviews } = stores
  return {
    ledger,
    reviews,
    inspector,
    clock: systemClock,
    destinations,
    platforms: bot.monitoring.platforms,
    pausedUntil: (name) => subscriptions.all().find(({ destination }) => destination.name === name)?.pausedUntil,
    resolve: async (finding) => {
      await resolvePart(finding, { ledger, destinations: destinations(), now: systemClock.now() })
      bot.wake()
    },
  }
}
