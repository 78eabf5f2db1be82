import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../config/environment.ts'
import { LiveConfig } from '../config/live-config.ts'
import { shippedConfigFile } from '../config/load.ts'
import { describeLedgerGap } from '../delivery/ledger-gap.ts'
import { GitDigests } from '../digests/git/git-digests.ts'
import { openRepository } from '../digests/repository.ts'
import { findSamples, withoutSamples } from '../digests/samples.ts'
import type { Destination } from '../domain/destination.ts'
import type { DigestSource, ParseCache } from '../domain/digest-repository.ts'
import { LedgerDamaged, LedgerUnusable } from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { Log } from '../domain/log.ts'
import type { LoginRecord } from '../domain/login-record.ts'
import type { Problem } from '../domain/problem.ts'
import type { SavedQueries } from '../domain/search.ts'
import { formatProblem } from '../i18n/problems.ts'
import { withMethods } from '../lib/with-methods.ts'
import { openParseCache } from '../storage/cache/parse-cache.ts'
import { openSavedQueries } from '../storage/cache/saved-queries.ts'
import { createDataFolder, lockDataFolder, renameEarlierFiles } from '../storage/data-folder.ts'
import type { Store } from '../storage/database.ts'
import { openLoginRecord } from '../storage/login-record.ts'
import { type DataPlace, databaseIn, emptyDatabaseIn } from '../storage/open-database.ts'
import { openSearchIndex, type SqliteSearchIndex } from '../storage/search/search-index.ts'
import { allDestinations, logSkipped } from './destinations.ts'
import { type InstallingServices, openInstalling, problemWithoutCredentials } from './installing.ts'
import { type Simulator, startSimulator, withSimulator } from './simulator-mode.ts'

/** The content of the data folder: the store, which must not be lost, and caches that can be rebuilt from the digests. */
export interface Stores extends Omit<Store, 'check' | 'close'> {
  readonly savedQueries: SavedQueries
  readonly index: SqliteSearchIndex
  readonly cache: ParseCache
}

/** Everything that is opened before the bot connects to a platform. */
export interface Services {
  /** With the addresses and tokens of the simulator, if it is used. */
  readonly environment: Environment
  readonly config: LiveConfig
  readonly stores: Stores
  readonly repository: DigestSource
  /** Pulls the digests if the configuration names a repository. */
  readonly git: GitDigests
  /** Present only if no token was given. */
  readonly simulator?: Simulator
  /** The destinations of the current configuration and of subscriptions. */
  readonly destinations: () => readonly Destination[]
  /** Present only where workspaces can install the app with a click. */
  readonly installing?: InstallingServices
  /** Why the tokens of installed workspaces cannot be used. */
  readonly tokenProblem: () => FailureReason | undefined
  readonly logins: LoginRecord
  readonly log: Log
}

/** How long a start waits for a repository that was never pulled before, in milliseconds. */
const firstPullMs = 30_000

/** Opens the stores and the digests, and starts the simulator if there is no token. The stack closes them. */
export async function openServices(given: Environment, log: Log, stack: AsyncDisposableStack): Promise<Services> {
  const isSimulated = Object.keys(given.credentials).length === 0
  const stores = await openStores(given, isSimulated, log, stack)
  // An empty folder has no configuration yet, and the simulator needs none.
  const configFile = isSimulated && !existsSync(given.configFile) ? shippedConfigFile : given.configFile
  // Where digests may arrive later, the samples do not take their place.
  const samples = isSimulated && given.apiToken === undefined
  const { home, dataFolder } = given
  const config = new LiveConfig(configFile, log, { home, dataFolder, samples })
  const git = new GitDigests({ settings: () => config.value.git, dataFolder, access: given.git, log })
  stack.defer(() => git.stop())
  await git.prepare(firstPullMs)
  if (given.apiToken !== undefined && !config.value.git) mkdirSync(config.value.digests, { recursive: true })
  const simulator = isSimulated ? await startSimulator() : undefined
  if (simulator) stack.defer(() => simulator.close())
  const folder = () => config.value.digests
  const all = await openRepository({
    folder,
    // Pulled files are complete, so there is no quiet time.
    quietMs: () => (config.value.git ? 0 : config.value.quietSeconds * 1000),
    vocabulary: config.vocabulary,
    cache: stores.cache,
    onProblem: (problem) => logProblem(problem, log),
  })
  stack.defer(() => all.close())
  const listed = withMethods(all, { problems: () => [...all.problems(), ...git.problems()] })
  const repository = isSimulated
    ? listed
    : withoutSamples(listed, folder, (problem) => log.warn({ problem }, 'samples are not posted'))
  if (!isSimulated) await findSamples(repository)
  const subscribed = () => stores.subscriptions.all().map(({ destination }) => destination)
  const configured = () => simulator?.destinations ?? config.value.destinations
  const onSkipped = logSkipped(log)
  const tokens = { environment: given, store: stores.installations, log }
  const installing = await openInstalling(tokens, stack)
  const withoutCredentials = installing ? undefined : await problemWithoutCredentials(tokens)
  return {
    environment: simulator ? withSimulator(given, simulator) : given,
    config,
    stores,
    repository,
    git,
    ...(simulator && { simulator }),
    ...(installing && { installing }),
    tokenProblem: () => installing?.installed.problem ?? withoutCredentials,
    logins: stores.shared?.logins ?? openLoginRecord(join(given.dataFolder, 'logins.json')),
    destinations: () => allDestinations(configured(), subscribed(), onSkipped),
    log,
  }
}

function logProblem(problem: Problem, log: Log): void {
  const level = problem.severity === 'error' ? 'error' : 'warn'
  log[level]({ problem: formatProblem(problem) }, 'a digest needs attention')
}

/** How long to wait between two attempts to use a ledger that cannot be used. */
const retryMs = 5_000

/** Retries while the database cannot be reached, or the disk is full or read-only. */
export async function whenUsable<Value>(open: () => Promise<Value>, log: Log): Promise<Value> {
  for (let said: string | undefined; ; ) {
    try {
      const opened = await open()
      if (said !== undefined) log.info({}, 'the ledger can be used again')
      return opened
    } catch (error) {
      if (!(error instanceof LedgerUnusable) || error instanceof LedgerDamaged) throw error
      if (said !== error.message) log.error({ code: error.code, reason: error.message }, 'the ledger cannot be used')
      said = error.message
      await setTimeout(retryMs)
    }
  }
}

/** Locks the data folder for this process and opens the store in it. Closes both if that fails. */
async function openStore(place: DataPlace, isSimulated: boolean, log: Log, stack: AsyncDisposableStack) {
  await using opened = new AsyncDisposableStack()
  const { dataFolder: folder } = place
  createDataFolder(folder)
  const lock = lockDataFolder(folder)
  opened.defer(() => lock.release())
  renameEarlierFiles(folder)
  const database = isSimulated ? emptyDatabaseIn(folder) : databaseIn(place)
  const { close, check, ...kept } = await database.open({ log, lock })
  opened.defer(close)
  await check()
  stack.use(opened.move())
  return kept
}

/** Opens what is kept in the data folder. The simulator starts with an empty ledger. */
async function openStores(
  place: DataPlace,
  isSimulated: boolean,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<Stores> {
  const { dataFolder: folder } = place
  const kept = await whenUsable(() => openStore(place, isSimulated, log, stack), log)
  const recorded = await kept.ledger.gap()
  const gap = describeLedgerGap(recorded, Date.now())
  if (gap) log[recorded?.isNew ? 'info' : 'warn']({ path: folder }, gap)
  const savedQueries = openSavedQueries(join(folder, 'saved-queries.sqlite'), Date.now, log)
  stack.defer(() => savedQueries.close())
  const index = openSearchIndex(join(folder, 'search-index.sqlite'), log)
  stack.defer(() => index.close())
  const cache = openParseCache(join(folder, 'parse-cache.sqlite'), log)
  stack.defer(() => cache.close())
  return { ...kept, savedQueries, index, cache }
}
