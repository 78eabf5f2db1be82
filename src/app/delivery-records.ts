import { join } from 'node:path'
import { closest } from 'fastest-levenshtein'
import type { Environment } from '../config/environment.ts'
import type { Destination } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { openStore, type Store } from '../storage/ledger/store.ts'
import { type CommandContext, openCommandContext } from './context.ts'

/** What was posted, and all destinations: those of the configuration and those made in chat. */
export interface LedgerContext {
  readonly context: CommandContext
  readonly store: Store
  readonly destinations: readonly Destination[]
}

export async function openLedgerContext(
  environment: Environment,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<LedgerContext> {
  const context = await openCommandContext(environment, log, stack)
  const store = await openStore(join(environment.dataFolder, 'morning-post.sqlite'))
  stack.defer(() => store.close())
  const made = store.subscriptions.all().map(({ destination }) => destination)
  return { context, store, destinations: [...context.config.destinations, ...made] }
}

/** The destination of that name. Throws `ConfigurationError` naming the nearest one. */
export function destinationNamed({ destinations }: LedgerContext, name: string): Destination {
  const found = destinations.find((destination) => destination.name === name)
  if (found) return found
  const names = destinations.map((destination) => destination.name)
  const advice = names.length > 0 ? `Did you mean "${closest(name, names)}"?` : 'None is configured yet.'
  throw new ConfigurationError(`There is no destination "${name}". ${advice}`)
}
