import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { syncArchive } from '../../src/app/search-indexer.ts'
import type { Desk } from '../../src/commands/context.ts'
import { frontDesk } from '../../src/commands/handler.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { openLibrary } from '../../src/digests/repository.ts'
import type { Control } from '../../src/domain/action.ts'
import type { Card } from '../../src/domain/card.ts'
import { deliveryId, type MessageRef } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { DigestId, Inline } from '../../src/domain/digest.ts'
import type { ReadingCache } from '../../src/domain/digest-repository.ts'
import type { Answers, Asker, Reply } from '../../src/domain/interaction.ts'
import { blocksText, plainText } from '../../src/domain/text.ts'
import { openQuestions } from '../../src/storage/cache/saved-queries.ts'
import { openStore } from '../../src/storage/ledger/store.ts'
import { openArchive, type SqliteArchive } from '../../src/storage/search/search-index.ts'
import { silentLog } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { MemoryPlatform } from '../memory-platform.ts'

/** A Thursday morning, the day of the newest digest that comes with Morning Post. */
export const thursday = Date.parse('2026-03-12T09:00:00Z')

export const newestId = 'main/2026-03-12' as DigestId

/** A reader who manages the channel they ask in. */
export const reader: Asker = {
  platform: 'slack',
  user: 'U1',
  channel: 'C1',
  isDirect: false,
  timezone: 'Europe/London',
  language: 'en-GB',
  managesChannel: true,
  roles: [],
}

const readings = new Map<string, string>()
/** Each file is read once, however many tests there are. */
const cache: ReadingCache = {
  get: (file, stamp) => readings.get(`${file} ${stamp}`),
  put: (file, stamp, reading) => void readings.set(`${file} ${stamp}`, reading),
}

/** The front desk with everything behind it real but the platforms, and what a test may turn. */
export class Rig {
  readonly slack = new MemoryPlatform('slack')
  readonly discord = new MemoryPlatform('discord')
  /** Those of the configuration file. */
  configured: Destination[] = []
  managers: { slack?: string[]; discord?: string[] } = {}
  reports: ReturnType<Desk['reports']>
  /** What the log was told that is no error. */
  readonly logged: object[] = []
  now = thursday
  /** How often the scheduler was asked to look again. */
  wakes = 0
  readonly desk: Desk
  readonly archive: SqliteArchive
  #answers: Answers
  readonly #close: () => Promise<void>

  private constructor(archive: SqliteArchive, desk: (rig: Rig) => Desk, close: () => Promise<void>) {
    this.archive = archive
    this.desk = desk(this)
    this.#answers = frontDesk(this.desk)
    this.#close = close
  }

  /** Opens it over the digests that come with Morning Post, or those of another folder. */
  static async open(digests = 'digests'): Promise<Rig> {
    const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
    const library = await openLibrary({ folder: digests, vocabulary, cache })
    const archive = openArchive(join(folder, 'archive.sqlite'))
    const signal = new AbortController().signal
    await syncArchive(library, archive, signal)
    const store = await openStore(join(folder, 'morning-post.sqlite'))
    const questions = openQuestions(join(folder, 'questions.sqlite'))
    const close = async () => {
      questions.close()
      await store.close()
      await library.close()
    }
    const deskFor = (rig: Rig): Desk => ({
      ...store,
      library,
      archive,
      questions,
      vocabulary,
      platforms: new Map([
        ['slack', rig.slack],
        ['discord', rig.discord],
      ]),
      destinations: () => [...rig.configured, ...store.subscriptions.all().map(({ destination }) => destination)],
      managers: (platform) => rig.managers[platform],
      reports: () => rig.reports,
      wake: () => {
        rig.wakes += 1
      },
      clock: { now: () => rig.now, wait: async () => {} },
      log: {
        ...silentLog,
        info: (fields) => void rig.logged.push(fields),
        warn: (fields) => void rig.logged.push(fields),
      },
      signal,
    })
    return new Rig(archive, deskFor, close)
  }

  async close(): Promise<void> {
    this.archive.close()
    await this.#close()
  }

  /** Whatever is looked up from now on throws. */
  breakArchive(): void {
    const fail = () => {
      throw new Error('the disk is full')
    }
    Object.assign(this.archive, { search: fail, tags: fail, titles: fail, similar: fail })
  }

  /** As after a restart: nothing is known but what was written down. */
  restart(): void {
    this.#answers = frontDesk({ ...this.desk })
  }

  type(text: string, asker: Partial<Asker> = {}): Promise<Reply> {
    return this.#answers.command({ asker: { ...reader, ...asker }, text })
  }

  use(control: Control, asker: Partial<Asker> = {}, value = '', message: Partial<MessageRef> = {}): Promise<Reply> {
    const who = { ...reader, ...asker }
    const ref = { platform: who.platform, channel: who.channel, message: 'private', ...message }
    return this.#answers.control({ asker: who, control, value, message: ref })
  }

  submit(
    control: Control,
    values: Record<string, readonly string[]>,
    asker: Partial<Asker> = {},
    from?: MessageRef,
  ): Promise<Reply> {
    return this.#answers.submit({ asker: { ...reader, ...asker }, control, values, ...(from && { message: from }) })
  }

  suggest(typed: string, asker: Partial<Asker> = {}) {
    return this.#answers.suggest({ ...reader, ...asker }, typed)
  }

  home(asker: Partial<Asker> = {}) {
    return this.#answers.home({ ...reader, ...asker })
  }

  /** Posts a digest to a destination, as the morning does. */
  async deliver(destination: Destination, digest: DigestId = newestId): Promise<void> {
    const { name, platform, channel } = destination
    const id = deliveryId(destination, digest)
    const entry = await this.desk.ledger.owe({ id, destination: name, digest, platform, channel, owedAt: this.now })
    const found = await this.desk.library.get(digest)
    if (!found) throw new Error(`there is no digest ${digest}`)
    await deliver(entry, destination, found, { ...this.desk, platform: this[platform] })
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
export function press(reply: Reply | readonly Card[], label: string): Control {
  const cards = 'type' in reply ? cardsOf(reply) : reply
  const found = cards.flatMap(({ buttons }) => buttons).find((button) => button.label === label)
  if (!found || !('control' in found)) throw new Error(`there is no button ${label} in: ${cardsText(cards)}`)
  return found.control
}

export function linksOf(reply: Reply): string[] {
  const links: string[] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if ('url' in value && typeof value.url === 'string') links.push(value.url)
    for (const inner of Object.values(value)) walk(inner)
  }
  walk(reply)
  return links
}

export function strongWords(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((inline) => (inline.type === 'strong' ? [plainText(inline.children)] : []))
}
