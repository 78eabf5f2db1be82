import { openCommandContext, openLedgerContext } from '../app/context.ts'
import { readEnvironment } from '../config/environment.ts'
import { ExpectedError } from '../domain/errors.ts'
import { commandLog } from './output.ts'
import { publicationsIn } from './publications.ts'

/** The user's own names, for completion in a shell. */
export type NameKind = 'destinations' | 'publications' | 'deliveries' | 'zones'

/** How many deliveries of each destination are offered, the newest first. */
const deliveriesMax = 10

const look: Readonly<Record<NameKind, (stack: AsyncDisposableStack) => Promise<readonly string[]>>> = {
  destinations: async (stack) => {
    const { destinations } = await openLedgerContext(readEnvironment(), commandLog, stack)
    return destinations.map(({ name }) => name)
  },
  publications: async (stack) => publicationsIn(await openCommandContext(readEnvironment(), commandLog, stack)),
  deliveries: async (stack) => {
    const { destinations, store } = await openLedgerContext(readEnvironment(), commandLog, stack)
    const known = destinations.map(({ name }) => store.ledger.deliveriesTo(name, deliveriesMax))
    return (await Promise.all(known)).flat().map(({ id }) => id)
  },
  zones: async () => Intl.supportedValuesOf('timeZone'),
}

export const nameKinds = Object.keys(look) as readonly NameKind[]

/** The names of that kind; none where there is no configuration yet, or none that can be used. */
export async function knownNames(kind: NameKind): Promise<readonly string[]> {
  await using stack = new AsyncDisposableStack()
  try {
    return await look[kind](stack)
  } catch (error) {
    if (error instanceof ExpectedError) return []
    throw error
  }
}
