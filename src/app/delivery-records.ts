import { join } from 'node:path'
import { closest } from 'fastest-levenshtein'
import type { Environment } from '../config/environment.ts'
import type { Destination } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { openStore, type Store } from '../storage/ledger/store.ts'
import { openWorkbench, type Workbench } from './context.ts'

/** What was posted, and all destinations: those of the configuration and those made in chat. */
export interface PostBook {
  readonly bench: Workbench
  readonly store: Store
  readonly destinations: readonly Destination[]
}

export async function openPostBook(environment: Environment, log: Log, stack: AsyncDisposableStack): Promise<PostBook> {
  const bench = await openWorkbench(environment, log, stack)
  const store = await openStore(join(environment.dataFolder, 'morning-post.sqlite'))
  stack.defer(() => store.close())
  const made = store.subscriptions.all().map(({ destination }) => destination)
  return { bench, store, destinations: [...bench.choices.destinations, ...made] }
}

/** The destination of that name. Throws `ConfigurationError` naming the nearest one. */
export function destinationNamed({ destinations }: PostBook, name: string): Destination {
  const found = destinations.find((destination) => destination.name === name)
  if (found) return found
  const names = destinations.map((destination) => destination.name)
  const advice = names.length > 0 ? `Did you mean "${closest(name, names)}"?` : 'None is configured yet.'
  throw new ConfigurationError(`There is no destination "${name}". ${advice}`)
}
