import type { Card } from '../src/domain/card.ts'
import type { MessageRef } from '../src/domain/delivery.ts'
import type { Discussion, Layout, PlatformName } from '../src/domain/destination.ts'
import { type Digest, digestId } from '../src/domain/digest.ts'
import { Ambiguous, CannotSay, MessageRefused, StillArriving } from '../src/domain/errors.ts'
import { outline, pieceKey } from '../src/domain/outline.ts'
import type { CorrectionMarks, DiscussionTopic, Notice, Part } from '../src/domain/part.ts'
import { overviewKey, type PartKey } from '../src/domain/part-key.ts'
import type {
  Audience,
  DiscussionClient,
  Place,
  Platform,
  PlatformClient,
  PlatformClock,
  Posting,
  Renderer,
  Reservation,
  SendAttempts,
} from '../src/domain/platform.ts'
import { blocksText, plainText } from '../src/domain/text.ts'
import type { WorkspaceId } from '../src/domain/workspace-id.ts'
import { partKey } from './builders.ts'

interface Standing {
  readonly posting: Posting
  readonly ref: MessageRef
}

/** The answer is lost, and the platform acts this much later. */
export interface Late {
  readonly lateMs: number
}

/** A platform in memory whose next posts can be scripted to fail. */
export class MemoryPlatform implements Platform, PlatformClient, DiscussionClient {
  readonly name: PlatformName
  readonly renderer: Renderer = Object.assign(Object.create(this), {
    render: async (...given: Parameters<Renderer['render']>) => this.render(...given),
  })
  readonly client = this
  readonly discussions = this
  readonly interactive = this
  /** Of its token; without it, as if one token served many. */
  workspace: WorkspaceId | undefined
  /** The channels that not every member of the workspace may read. */
  readonly closed = new Set<string>()
  readonly audience: Audience = { isOpen: async (channel) => !this.closed.has(channel) }
  readonly messages: Standing[] = []
  /** What happens to each coming post: nothing special, an error before or after the message is stored. */
  readonly script: ('ok' | Error | 'lost-after' | 'lost-before' | Late)[] = []
  /** What happens to each coming thread: nothing special, or an error. */
  readonly threads: ('ok' | Error)[] = []
  /** Direct messages. */
  readonly whispers: { readonly user: string; readonly cards: readonly Card[] }[] = []
  /** How many replies each message has, by its id. */
  readonly replies = new Map<string, number>()
  /** Whether `find` may look. */
  canSay = true
  /** The errors of the coming searches, one each. */
  readonly findScript: Error[] = []
  posts = 0
  beforePost: (posting: Posting) => Promise<unknown> = async () => {}
  /** What happens to each coming edit. */
  readonly editScript: ('ok' | Error | 'lost-after' | 'lost-before' | Late)[] = []
  edits = 0
  /** What happens to each coming deletion. */
  readonly deleteScript: ('ok' | Error | 'lost-after' | 'lost-before')[] = []
  /** The ids of the messages whose deletion was requested, one for each request. */
  readonly deletions: string[] = []
  /** Whether a repeated request gets the message of the first one, as on Discord: then it need not be found. */
  keepsNonces = false
  /** What its clock shows, and how long after it was sent a request may still be acted upon. */
  now = 1_000
  settlesAfterMs = 0
  readonly clock: PlatformClock = {
    now: async () => this.now,
    settlesIn: async (sentAt) => Math.min(this.settlesAfterMs, Math.max(0, sentAt + this.settlesAfterMs - this.now)),
  }
  #lastId = 0
  #late: { readonly at: number; readonly act: () => void }[] = []

  constructor(name: PlatformName = 'slack') {
    this.name = name
  }

  /** The visible messages, replies indented. */
  get transcript(): string[] {
    return this.messages.map(({ posting }) => `${posting.place.under ? '  ↳ ' : ''}${posting.part.plain}`)
  }

  render(
    digest: Digest,
    layout: Layout,
    discussion: Discussion = 'on-click',
    marks: CorrectionMarks = new Map(),
  ): Part[] {
    const under = layout === 'thread' || layout === 'forum' ? { under: overviewKey } : {}
    const markOf = (key: PartKey) => {
      const mark = marks.get(key)
      return mark ? ` (corrected +${mark.added} -${mark.removed})` : ''
    }
    const rest = outline(digest).flatMap((piece) => {
      if (piece.type !== 'section') return []
      const { number, title, takeaways } = piece.section
      const about = { digest: digestId(digest), section: number, title: plainText(title), takeaways }
      const discuss = discussion === 'off' ? {} : { discuss: about }
      return [partOf(pieceKey(piece), `${about.title}${markOf(pieceKey(piece))}`, { ...under, ...discuss })]
    })
    const overview = `${digest.title ?? digest.date}${markOf(overviewKey)}`
    return [partOf(overviewKey, overview), ...(layout === 'overview' ? [] : rest)]
  }

  renderTakeaway(about: DiscussionTopic, point: number): Part {
    return partOf(partKey(`section-${about.section}/${point}`), plainText(about.takeaways[point - 1] ?? []))
  }

  renderAllTakeaways(about: DiscussionTopic): Part {
    return partOf(partKey(`section-${about.section}/all`), about.takeaways.map(plainText).join(' / ') || about.title)
  }

  renderCards(key: PartKey, cards: readonly Card[]): Part[] {
    const labels = (card: Card) => card.buttons.map(({ label }) => label)
    const lines = cards.flatMap((card) => [card.title, blocksText(card.body), ...labels(card)])
    const part = partOf(key, lines.filter(Boolean).join('\n'))
    return [{ ...part, body: { ...part.body, cards } }]
  }

  /** Tests replace it. */
  lighten: Renderer['lighten'] = () => undefined
  withoutImages: Renderer['withoutImages'] = () => undefined

  renderNotice(key: PartKey, notice: Notice): Part {
    if ('reason' in notice) return partOf(key, `${notice.type}: ${notice.reason}`)
    if ('points' in notice)
      return partOf(key, `${notice.type} of ${notice.title}: ${notice.points.join(', ')}`.trimEnd())
    return partOf(key, notice.type)
  }

  async reserve(posting: Posting): Promise<Reservation> {
    return { send: () => this.post(posting), release: () => {} }
  }

  /** Lets time pass: late requests are acted upon. */
  pass(ms: number): void {
    this.now += ms
    const due = this.#late.filter(({ at }) => at <= this.now)
    this.#late = this.#late.filter(({ at }) => at > this.now)
    for (const { act } of due) act()
  }

  #later({ lateMs }: Late, act: () => void): never {
    this.#late.push({ at: this.now + lateMs, act })
    throw new Ambiguous('memory', 'no answer in time')
  }

  async post(posting: Posting): Promise<MessageRef> {
    await this.beforePost(posting)
    this.posts += 1
    const step = this.script.shift() ?? 'ok'
    if (step instanceof Error) throw step
    if (step === 'lost-before') throw new Ambiguous('memory', 'connection reset')
    if (typeof step === 'object') this.#later(step, () => this.#store(posting))
    const ref = this.#store(posting)
    if (step === 'lost-after') throw new Ambiguous('memory', 'connection reset')
    return ref
  }

  #store(posting: Posting): MessageRef {
    const known = this.keepsNonces && this.#sentAs(posting)
    if (known) return known
    this.#lastId += 1
    const message = String(this.#lastId)
    const { channel, under } = posting.place
    const ref: MessageRef = {
      platform: this.name,
      channel,
      message,
      ...(under && { thread: under.thread ?? under.message }),
      link: `https://memory.example/${message}`,
    }
    this.messages.push({ posting, ref })
    return ref
  }

  async edit(ref: MessageRef, posting: Posting): Promise<void> {
    this.edits += 1
    const step = this.editScript.shift() ?? 'ok'
    if (step instanceof Error) throw step
    if (step === 'lost-before') throw new Ambiguous('memory', 'connection reset')
    const at = this.messages.findIndex((standing) => standing.ref.message === ref.message)
    if (at < 0) throw new MessageRefused('memory', 'the message is gone')
    const change = () => {
      this.messages[at] = { ref, posting: { ...posting, place: this.messages[at]?.posting.place ?? posting.place } }
    }
    if (typeof step === 'object') this.#later(step, change)
    change()
    if (step === 'lost-after') throw new Ambiguous('memory', 'connection reset')
  }

  async delete(ref: MessageRef): Promise<void> {
    this.deletions.push(ref.message)
    const step = this.deleteScript.shift() ?? 'ok'
    if (step instanceof Error) throw step
    if (step === 'lost-before') throw new Ambiguous('memory', 'connection reset')
    const at = this.messages.findIndex((standing) => standing.ref.message === ref.message)
    if (at >= 0) this.messages.splice(at, 1)
    if (step === 'lost-after') throw new Ambiguous('memory', 'connection reset')
  }

  async find(sent: Posting, tried: Partial<SendAttempts> = {}): Promise<MessageRef | undefined> {
    const step = this.canSay ? this.findScript.shift() : new CannotSay('memory', 'no history')
    if (step && tried.isRepeated && this.keepsNonces) return undefined
    if (step) throw step
    const found = this.#sentAs(sent, tried.others)
    const settlesInMs = found || tried.lastTriedAt === undefined ? 0 : await this.clock.settlesIn(tried.lastTriedAt)
    if (settlesInMs > 0) throw new StillArriving('memory', settlesInMs)
    return found
  }

  #sentAs({ marker: { delivery, part } }: Posting, others: ReadonlySet<string> = new Set()): MessageRef | undefined {
    const isIt = ({ posting: { marker }, ref }: Standing) =>
      marker.delivery === delivery && marker.part === part && !others.has(ref.message)
    return this.messages.find(isIt)?.ref
  }

  async open(ref: MessageRef): Promise<Place> {
    const step = this.threads.shift() ?? 'ok'
    if (step instanceof Error) throw step
    return { channel: ref.channel, under: ref }
  }

  async sendDirectMessage(user: string, cards: readonly Card[]): Promise<void> {
    const step = this.script.shift()
    if (step instanceof Error) throw step
    this.whispers.push({ user, cards })
  }

  async countReplies(ref: MessageRef): Promise<number> {
    return this.replies.get(ref.thread ?? ref.message) ?? 0
  }
}

function partOf(key: PartKey, plain: string, rest: Partial<Part> = {}): Part {
  return { key, body: { plain }, plain, budget: [], ...rest }
}
