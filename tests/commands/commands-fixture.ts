import { fail } from 'node:assert/strict'
import { PlatformWorkspaces } from '../../src/app/platform-workspaces.ts'
import { updateSearchIndex } from '../../src/app/search-indexer.ts'
import { Confirmations } from '../../src/commands/confirmations.ts'
import type { ChatContext } from '../../src/commands/context.ts'
import { createChatHandler } from '../../src/commands/handler.ts'
import { PostLimit } from '../../src/commands/post-limit.ts'
import type { DeliveryContext } from '../../src/delivery/context.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { openRepository } from '../../src/digests/repository.ts'
import type { Action } from '../../src/domain/action.ts'
import type { Card } from '../../src/domain/card.ts'
import type { MessageRef } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import type { ParseCache } from '../../src/domain/digest-repository.ts'
import type { InteractionHandler, Reply, Requester } from '../../src/domain/interaction.ts'
import type { Ledger } from '../../src/domain/ledger.ts'
import { blocksText, plainText } from '../../src/domain/text.ts'
import { newDelivery } from '../../src/scheduler/delivery-history.ts'
import { openSavedQueries } from '../../src/storage/cache/saved-queries.ts'
import { openSearchIndex, type SqliteSearchIndex } from '../../src/storage/search/search-index.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { silentLog } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { aRequester, platformAtHome } from './requesters.ts'

/** A Thursday morning: the day of the newest sample. */
const thursday = Date.parse('2026-03-12T09:00:00Z')

export const newestId = 'main/2026-03-12' as DigestId

const readings = new Map<string, string>()
/** Each file is read once, however many tests there are. */
const cache: ParseCache = {
  get: (file, stamp) => readings.get(`${file} ${stamp}`),
  put: (file, stamp, reading) => void readings.set(`${file} ${stamp}`, reading),
}

/** A pool of indexes of the samples: indexing them takes most of the time of opening a fixture. */
const spareIndexes: SqliteSearchIndex[] = []

type OpenStore = Awaited<ReturnType<typeof openStore>>
type PostingChatContext = ChatContext & Pick<DeliveryContext, 'ledger'> & Pick<OpenStore, 'reviews'>

/** The chat handler with real dependencies except the platforms, and what a test may change. */
export class CommandsFixture {
  readonly slack = platformAtHome('slack')
  readonly discord = platformAtHome('discord')
  /** Those of the configuration file. */
  configured: Destination[] = []
  managers: { slack?: string[]; discord?: string[] } = {}
  reports: ReturnType<ChatContext['reports']>
  /** The publications that are only for the channels where they are posted. */
  readonly wherePosted = new Set<string>()
  alertChannels: ReturnType<ChatContext['alertChannels']> = []
  /** The log messages that are not errors. */
  readonly logged: object[] = []
  now = thursday
  /** How often the scheduler was asked to look again. */
  wakes = 0
  readonly context: PostingChatContext
  readonly index: SqliteSearchIndex
  #handler: InteractionHandler
  readonly #close: () => Promise<void>

  private constructor(
    index: SqliteSearchIndex,
    createContext: (chat: CommandsFixture) => PostingChatContext,
    close: () => Promise<void>,
  ) {
    this.index = index
    this.context = createContext(this)
    this.#handler = createChatHandler(this.context)
    this.#close = close
  }

  /** Opens it over the digests that come with Morning Post, or those of another folder. */
  static async open(digests = 'digests'): Promise<CommandsFixture> {
    const repository = await openRepository({ folder: () => digests, vocabulary, cache })
    const index = (digests === 'digests' && spareIndexes.pop()) || openSearchIndex(':memory:')
    const signal = new AbortController().signal
    await updateSearchIndex(repository, index, signal)
    const store = await openStore(':memory:')
    const savedQueries = openSavedQueries(':memory:')
    const close = async () => {
      if (digests === 'digests') spareIndexes.push(index)
      else index.close()
      savedQueries.close()
      await store.close()
      await repository.close()
    }
    const dependenciesFor = (chat: CommandsFixture): PostingChatContext => {
      const logged = (fields: object) => void chat.logged.push(fields)
      const platforms = new Map([
        ['slack', chat.slack],
        ['discord', chat.discord],
      ])
      const all = () => [...chat.configured, ...store.subscriptions.all().map(({ destination }) => destination)]
      return {
        ...store,
        operatorLedger: store.ledger,
        workspaces: new PlatformWorkspaces(platforms, silentLog, () => chat.now),
        everyDestination: all,
        repository,
        index,
        savedQueries,
        vocabulary,
        platforms,
        destinations: all,
        managers: (platform) => chat.managers[platform as 'slack' | 'discord'],
        visibility: (publication) => (chat.wherePosted.has(publication) ? 'where-posted' : 'everyone'),
        alertChannels: () => chat.alertChannels,
        reports: () => chat.reports,
        confirmations: new Confirmations(),
        postLimit: new PostLimit(),
        suggestLimit: new PostLimit(),
        suggestCandidate: async ({ address }) => ({ title: address, isNew: true, isRead: true }),
        wake: () => void chat.wakes++,
        clock: { now: () => chat.now, wait: async () => {} },
        log: { ...silentLog, info: logged, warn: logged },
        signal,
      }
    }
    return new CommandsFixture(index, dependenciesFor, close)
  }

  async close(): Promise<void> {
    for (const method of Object.keys(this.index)) Reflect.deleteProperty(this.index, method)
    await this.#close()
  }

  /** All lookups fail from now on. */
  breakArchive(): void {
    const broken = () => fail('the disk is full')
    Object.assign(this.index, { search: broken, tags: broken, titles: broken, similar: broken })
  }

  /** As after a restart: only stored data is known. */
  restart(change: Partial<ChatContext> = {}): void {
    this.#handler = createChatHandler({ ...this.context, ...change })
  }

  type(text: string, requester: Partial<Requester> = {}): Promise<Reply> {
    return this.#handler.command({ requester: aRequester(requester), text })
  }

  use(
    control: Action,
    requester: Partial<Requester> = {},
    value = '',
    message: Partial<MessageRef> = {},
  ): Promise<Reply> {
    const who = aRequester(requester)
    const ref = { platform: who.platform, channel: who.channel, message: 'private', ...message }
    return this.#handler.action({ requester: who, control, value, message: ref })
  }

  /** Says yes to the question in a reply. */
  confirm(question: Reply, requester: Partial<Requester> = {}): Promise<Reply> {
    const controls = cardsOf(question).flatMap(({ buttons }) =>
      buttons.flatMap((each) => ('control' in each ? each.control : [])),
    )
    const control = controls.find(({ action }) => action === 'confirm')
    if (!control) throw new Error(`nothing is asked in: ${said(question)}`)
    return this.use(control, requester)
  }

  submit(
    control: Action,
    values: Record<string, readonly string[]>,
    requester: Partial<Requester> = {},
    from?: MessageRef,
  ): Promise<Reply> {
    return this.#handler.submit({
      requester: aRequester(requester),
      control,
      values,
      ...(from && { message: from }),
    })
  }

  suggest(typed: string, requester: Partial<Requester> = {}) {
    return this.#handler.suggest(aRequester(requester), typed)
  }

  home(requester: Partial<Requester> = {}) {
    return this.#handler.home(aRequester(requester))
  }

  /** Posts a digest to a destination, as the scheduler does in the morning. */
  async deliver(destination: Destination, digest: DigestId = newestId): Promise<void> {
    const { platform } = destination
    const entry = await this.context.ledger.addDelivery(newDelivery(destination, digest, this.now))
    const found = await this.context.repository.get(digest)
    if (!found) throw new Error(`there is no digest ${digest}`)
    const ledger = this.context.ledger as Ledger
    await deliver(entry, destination, found, {
      ...this.context,
      ledger,
      platform: this[platform as 'slack' | 'discord'],
    })
  }
}

/** Everything a reply says, one thing a line: titles, small print, bodies, labels of buttons. */
export function said(reply: Reply): string {
  switch (reply.type) {
    case 'text':
      return plainText(reply.text)
    case 'parts':
      return reply.parts.map(({ plain }) => plain).join('\n')
    case 'form':
      return [reply.form.title, ...reply.form.fields.map(({ label }) => label)].join('\n')
    case 'cards':
      return cardsText(reply.cards)
  }
}

export function cardsText(cards: readonly Card[]): string {
  return cards
    .flatMap(({ title, meta, body, buttons }) => [title, meta, blocksText(body), ...buttons.map(({ label }) => label)])
    .filter(Boolean)
    .join('\n')
}

export function cardsOf(reply: Reply): readonly Card[] {
  if (reply.type !== 'cards') throw new Error(`cards were expected, not ${said(reply)}`)
  return reply.cards
}

/** The titles of the hits on a page, without its heading. */
export function hitsOf(reply: Reply): string[] {
  return cardsOf(reply)
    .slice(1)
    .flatMap(({ title }) => title ?? [])
}

/** The control behind the button of this label. */
export function press(reply: Reply | readonly Card[], label: string): Action {
  const cards = 'type' in reply ? cardsOf(reply) : reply
  const found = cards.flatMap(({ buttons }) => buttons).find((button) => button.label === label)
  if (!found || !('control' in found)) throw new Error(`there is no button ${label} in: ${cardsText(cards)}`)
  return found.control
}
