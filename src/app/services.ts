import type { Environment } from '../config/environment.ts'
import { LiveConfig } from '../config/live-config.ts'
import { type FolderRepository, openRepository } from '../digests/repository.ts'
import type { Destination } from '../domain/destination.ts'
import type { Log } from '../domain/log.ts'
import { formatProblem, type Problem } from '../domain/problem.ts'
import { type Simulator, startSimulator, withSimulator } from './simulator-mode.ts'
import { openStores, type Stores } from './stores.ts'

/** Everything that is there before anybody is talked to. */
export interface Services {
  /** With the addresses and tokens of the sandbox, where there is one. */
  readonly environment: Environment
  readonly config: LiveConfig
  readonly stores: Stores
  readonly repository: FolderRepository
  /** Only where no token was given. */
  readonly simulator?: Simulator
  /** Those of the configuration in force and those made in chat. */
  readonly destinations: () => readonly Destination[]
  readonly log: Log
}

/** Opens the stores and the digests, and the sandbox where there is no token. What was opened closes with the stack. */
export async function openServices(given: Environment, log: Log, stack: AsyncDisposableStack): Promise<Services> {
  const isSandbox = Object.keys(given.credentials).length === 0
  const stores = await openStores(given.dataFolder, isSandbox, log, stack)
  const config = new LiveConfig(given.configFile, log)
  const simulator = isSandbox ? await startSimulator() : undefined
  if (simulator) stack.defer(() => simulator.close())
  const repository = await openRepository({
    folder: config.value.digests,
    vocabulary: config.vocabulary,
    cache: stores.cache,
    onProblem: reportTo(log),
  })
  stack.defer(() => repository.close())
  const made = () => stores.subscriptions.all().map(({ destination }) => destination)
  return {
    environment: simulator ? withSimulator(given, simulator) : given,
    config,
    stores,
    repository,
    ...(simulator && { simulator }),
    destinations: () => [...(simulator?.destinations ?? config.value.destinations), ...made()],
    log,
  }
}

function reportTo(log: Log): (problem: Problem) => void {
  return (problem) => {
    const level = problem.severity === 'error' ? 'error' : 'warn'
    log[level]({ problem: formatProblem(problem) }, 'a digest needs attention')
  }
}
