import type { Environment } from '../config/environment.ts'
import type { Config } from '../config/load.ts'
import type { Log } from '../domain/log.ts'
import { systemClock } from '../lib/clock.ts'
import { useProxy } from '../lib/proxy.ts'
import { collectDue } from '../sources/collector.ts'
import { createSources } from '../sources/kinds/index.ts'
import { tryLockDataFolder } from '../storage/data-folder.ts'
import type { Store } from '../storage/database.ts'
import { databaseIn, databaseOfBot } from '../storage/open-database.ts'
import { type CommandContext, openCommandContext } from './context.ts'

/** The context of a command about candidates. */
export interface CandidateContext extends CommandContext {
  readonly store: Store
  /** Whether a bot is running, which fetches by itself. */
  readonly isBotRunning: boolean
}

/** Opens what the running bot uses, or else the ledger of the data folder, locked until the stack is disposed of. */
export async function openCandidateContext(
  environment: Environment,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<CandidateContext> {
  const { config, repository } = await openCommandContext(environment, log, stack)
  const { dataFolder } = environment
  const lock = tryLockDataFolder(dataFolder)
  if (lock) stack.defer(() => lock.release())
  const isSimulated = Object.keys(environment.credentials).length === 0
  const database = lock ? databaseIn(environment) : databaseOfBot(environment, isSimulated)
  const store = await database.open({ log })
  stack.defer(() => store.close())
  return { config, repository, store, isBotRunning: lock === undefined }
}

/** The dependencies of fetching sources. */
interface CollectingContext {
  readonly config: Pick<Config, 'sources' | 'fetch'>
  readonly store: Pick<Store, 'candidates' | 'sourceStates'>
  readonly log: Log
  readonly signal?: AbortSignal
}

/** Fetches what is due of the sources of these publications. Returns the number of new candidates. */
export function collectSources(publications: readonly string[], context: CollectingContext): Promise<number> {
  const { config, store, log, signal } = context
  const sources = publications.map((name) => [name, (config.sources[name] ?? []).flatMap(createSources)] as const)
  return collectDue(new Map(sources), {
    candidates: store.candidates,
    states: store.sourceStates,
    fetch: { ...config.fetch, ...(signal && { signal }) },
    clock: systemClock,
    log,
  })
}

/** Like `collectSources`, for a command. */
export async function collectNow(
  publication: string,
  { config, store }: CandidateContext,
  { proxy }: Pick<Environment, 'proxy'>,
  log: Log,
): Promise<void> {
  if (proxy) await useProxy(proxy)
  await collectSources([publication], { config, store, log })
}
