import { join } from 'node:path'
import { Confirmations } from '../../src/commands/confirmations.ts'
import { createChatHandler } from '../../src/commands/handler.ts'
import { PostLimit } from '../../src/commands/post-limit.ts'
import type { InteractionHandler } from '../../src/domain/interaction.ts'
import type { SearchIndex } from '../../src/domain/search.ts'
import { openSavedQueries } from '../../src/storage/cache/saved-queries.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { libraryOf, silentLog } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'

/** The morning of the newest synthetic digest. */
const now = Date.parse('2026-12-31T09:00:00Z')

/** The real command handler over a search index; its other files are in this folder. It ends with its thread. */
export async function openChatHandler(index: SearchIndex, folder: string): Promise<InteractionHandler> {
  const store = await openStore(join(folder, 'morning-post.sqlite'))
  return createChatHandler({
    ...store,
    operatorLedger: store.ledger,
    workspaces: { workspaceOf: () => undefined, learn: async () => {} },
    everyDestination: () => [],
    index,
    savedQueries: openSavedQueries(join(folder, 'saved-queries.sqlite')),
    vocabulary,
    // Lookups are answered from the archive alone.
    repository: { ...libraryOf(), publications: () => ['main'] },
    platforms: new Map(),
    destinations: () => [],
    managers: () => undefined,
    visibility: () => 'everyone',
    alertChannels: () => [],
    reports: () => undefined,
    confirmations: new Confirmations(),
    postLimit: new PostLimit(),
    suggestLimit: new PostLimit(),
    suggestCandidate: async ({ address }) => ({ title: address, isNew: true, isRead: true }),
    wake: () => {},
    clock: { now: () => now, wait: async () => {} },
    log: silentLog,
    signal: new AbortController().signal,
  })
}
