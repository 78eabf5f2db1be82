import type { Environment } from '../config/environment.ts'
import { CurrentChoices } from '../config/live-config.ts'
import { type FolderLibrary, openLibrary } from '../digests/repository.ts'
import type { Destination } from '../domain/destination.ts'
import type { Log } from '../domain/log.ts'
import { formatProblem, type Problem } from '../domain/problem.ts'
import { insideSandbox, type Sandbox, startSandbox } from './simulator-mode.ts'
import { openStores, type Stores } from './stores.ts'

/** Everything that is there before anybody is talked to. */
export interface House {
  /** With the addresses and tokens of the sandbox, where there is one. */
  readonly environment: Environment
  readonly choices: CurrentChoices
  readonly stores: Stores
  readonly library: FolderLibrary
  /** Only where no token was given. */
  readonly sandbox?: Sandbox
  /** Those of the configuration in force and those made in chat. */
  readonly destinations: () => readonly Destination[]
  readonly log: Log
}

/** Opens the stores and the digests, and the sandbox where there is no token. What was opened closes with the stack. */
export async function openHouse(given: Environment, log: Log, stack: AsyncDisposableStack): Promise<House> {
  const isSandbox = !given.slack && !given.discordToken
  const stores = await openStores(given.dataFolder, isSandbox, log, stack)
  const choices = new CurrentChoices(given.configFile, log)
  const sandbox = isSandbox ? await startSandbox() : undefined
  if (sandbox) stack.defer(() => sandbox.close())
  const library = await openLibrary({
    folder: choices.value.digests,
    vocabulary: choices.vocabulary,
    cache: stores.cache,
    onProblem: reportTo(log),
  })
  stack.defer(() => library.close())
  const made = () => stores.subscriptions.all().map(({ destination }) => destination)
  return {
    environment: sandbox ? insideSandbox(given, sandbox) : given,
    choices,
    stores,
    library,
    ...(sandbox && { sandbox }),
    destinations: () => [...(sandbox?.destinations ?? choices.value.destinations), ...made()],
    log,
  }
}

function reportTo(log: Log): (problem: Problem) => void {
  return (problem) => {
    const level = problem.severity === 'error' ? 'error' : 'warn'
    log[level]({ problem: formatProblem(problem) }, 'a digest needs attention')
  }
}
