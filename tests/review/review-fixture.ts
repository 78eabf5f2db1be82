import { Confirmations } from '../../src/commands/confirmations.ts'
import type { ChatContext, ConfirmedWork } from '../../src/commands/context.ts'
import type { CandidateState } from '../../src/domain/candidate.ts'
import type { Card } from '../../src/domain/card.ts'
import type { Destination, PlatformName } from '../../src/domain/destination.ts'
import { type Digest, type DigestId, digestId } from '../../src/domain/digest.ts'
import type { Draft } from '../../src/domain/draft.ts'
import type { InteractionHandler, Reply, Requester } from '../../src/domain/interaction.ts'
import type { Platform } from '../../src/domain/platform.ts'
import type { ProblemText } from '../../src/domain/problem.ts'
import type { ReviewChoice, ReviewLedger } from '../../src/domain/review.ts'
import type { ReviewVerb } from '../../src/domain/review-action.ts'
import type { RepeatedStory, ReviewContext } from '../../src/review/context.ts'
import { withReviews } from '../../src/review/handler.ts'
import { Reviews } from '../../src/review/reviews.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDestination, silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'
import { MemoryReviews } from './memory-reviews.ts'
import { aDraft, aSectionDraft, rendered, sevenOClock, todaysId } from './sample-drafts.ts'

export const reviewer: Requester = {
  platform: 'slack',
  user: 'U1',
  name: 'Robin',
  workspace: 'slack:T1',
  channel: 'C0REVIEW',
  isDirect: false,
  managesChannel: true,
  roles: [],
  timezone: 'UTC',
  language: 'en',
}

/** Drafts, digests and a chat platform in memory, and the review between them. */
export class ReviewFixture {
  /** Without one of its own, the reviews are in memory. */
  readonly store: Pick<Store, 'reviews'> & { readonly close: () => Promise<void> }
  readonly slack = new MemoryPlatform()
  readonly platforms = new Map<PlatformName, Platform>([['slack', this.slack]])
  /** The workspace of every channel, without its platform. */
  workspace = 'T1'
  readonly drafts = new Map<DigestId, Draft>()
  /** The published digests, by day. */
  readonly digests = new Map<DigestId, string>()
  readonly used = new Map<string, CandidateState>()
  readonly choices = new Map<string, ReviewChoice>([
    ['main', { platform: 'slack', channel: 'C0REVIEW', people: ['U1', 'U2'], roles: ['R1'] }],
  ])
  destinations: Destination[] = [aDestination({ at: '08:30', timezone: 'UTC' })]
  now = sevenOClock
  isUp = true
  woken = 0
  /** What other digests have by now. */
  repeated: RepeatedStory[] = []
  /** Why `check` would refuse what is approved. */
  problems: readonly ProblemText[] = []
  isEditedByHand = false
  beforeRead: () => void = () => {}
  /** What is read from its file, if that is another digest than the draft. */
  posted: Digest | undefined
  /** Called before each step that changes something outside: it may throw, as if the process was killed there. */
  beforeStep: (step: string) => void = () => {}
  context: ReviewContext
  reviews: Reviews
  handler: InteractionHandler

  private constructor(store: ReviewFixture['store']) {
    this.store = store
    this.context = this.#createContext()
    this.reviews = new Reviews(this.context)
    this.handler = this.#createHandler()
  }

  static async open(draft: Draft | undefined = aDraft()): Promise<ReviewFixture> {
    const fixture = new ReviewFixture(await openStore(':memory:'))
    if (draft) fixture.drafts.set(digestId(draft), draft)
    return fixture
  }

  /** With the reviews in memory, for thousands of mornings. */
  static inMemory(draft: Draft): ReviewFixture {
    const fixture = new ReviewFixture({ reviews: new MemoryReviews(), close: async () => {} })
    fixture.drafts.set(digestId(draft), draft)
    return fixture
  }

  /** A new process with the same files and ledger. */
  restart(): void {
    this.context = this.#createContext()
    this.reviews = new Reviews(this.context)
    this.handler = this.#createHandler()
  }

  async tick(): Promise<void> {
    await this.reviews.tick()
    await this.reviews.idle()
  }

  /** The newest version of the message that asks. */
  get cards(): readonly Card[] {
    const body = this.slack.messages.at(-1)?.posting.part.body as { cards?: readonly Card[] } | undefined
    return body?.cards ?? []
  }

  /** The visible text of the channel. */
  get shown(): string {
    return this.slack.transcript.at(-1) ?? ''
  }

  hash(): string {
    const control = this.cards.flatMap(({ buttons }) => buttons).find((each) => 'control' in each)
    if (!control || !('control' in control) || control.control.action !== 'review') throw new Error('nothing is asked')
    return control.control.hash
  }

  /** Presses a button of the message that asks. */
  async press(verb: ReviewVerb, by: Partial<Requester> = {}, hash = this.hash(), value = ''): Promise<Reply> {
    const ref = this.slack.messages.at(-1)?.ref ?? { platform: 'slack', channel: 'C0REVIEW', message: '?' }
    const control = { action: 'review', verb, digest: todaysId, hash } as const
    const message = value === '' ? ref : { ...ref, message: 'private' }
    const reply = await this.handler.action({ requester: { ...reviewer, ...by }, control, value, message })
    await this.reviews.idle()
    return reply
  }

  async save(section: string, values: Record<string, string>, hash = this.hash()): Promise<Reply> {
    const control = { action: 'review', verb: 'save', digest: todaysId, hash, section } as const
    const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]))
    const reply = await this.handler.submit({ requester: reviewer, control, values: given })
    await this.reviews.idle()
    return reply
  }

  /** Presses the button of a private answer. */
  async confirm(reply: Reply): Promise<Reply> {
    const [button] = reply.type === 'cards' ? reply.cards.flatMap(({ buttons }) => buttons) : []
    const control = button && 'control' in button ? button.control : undefined
    if (control?.action !== 'confirm') throw new Error('nothing is offered')
    const work = this.context.confirmations.take(control.token, reviewer, this.now)
    if (!work) throw new Error('nothing waits')
    return work(reviewer, {} as ChatContext)
  }

  close(): Promise<void> {
    return this.store.close()
  }

  #createContext(): ReviewContext {
    const { store } = this
    return {
      reviews: this.#watched(store.reviews),
      ledger: { gap: async () => undefined },
      drafts: {
        days: (publication) =>
          [...this.drafts.values()].filter((each) => each.publication === publication).map(({ date }) => date),
        read: (publication, date) => {
          this.beforeRead()
          return this.drafts.get(digestId({ publication, date }))
        },
        save: async (draft) => {
          this.beforeStep('save draft')
          this.drafts.set(digestId(draft), draft)
        },
        isEditedByHand: () => this.isEditedByHand,
        close: () => this.beforeStep('close draft'),
      },
      files: { write: (publication, date, markdown) => this.#write(digestId({ publication, date }), markdown) },
      render: {
        digest: rendered,
        markdown: async (digest) => JSON.stringify(digest),
        read: async () => ({ errors: this.problems, ...(this.posted && { digest: this.posted }) }),
      },
      draftSection: async (_, candidate) => aSectionDraft(Number(candidate)),
      repeatedStories: async () => this.repeated,
      candidates: {
        setState: async (_, candidate, state) => {
          this.beforeStep('use candidate')
          this.used.set(candidate, state)
        },
      },
      repository: { files: () => new Map([...this.digests.keys()].map((each) => [each, `digests/${each}.md`])) },
      reviewChoices: () => this.choices,
      destinations: () => this.destinations,
      platforms: this.platforms,
      isUp: () => this.isUp,
      confirmations: new Confirmations<ConfirmedWork>(),
      workspaces: { workspaceOf: ({ platform }) => `${platform}:${this.workspace}`, learn: async () => {} },
      wake: () => {
        this.woken += 1
      },
      clock: { now: () => this.now, wait: async () => {} },
      log: silentLog,
      signal: new AbortController().signal,
    }
  }

  /** Each change is a step, before which and after which the process may be killed. */
  #watched(reviews: ReviewLedger): ReviewLedger {
    return new Proxy(reviews, {
      get: (target, name) => {
        const member = Reflect.get(target, name)
        return typeof member !== 'function'
          ? member
          : async (...given: unknown[]) => {
              this.beforeStep(`before ${String(name)}`)
              const result = await member.apply(target, given)
              this.beforeStep(`after ${String(name)}`)
              return result
            }
      },
    })
  }

  #createHandler(): InteractionHandler {
    const other = async (): Promise<Reply> => ({ type: 'text', text: [] })
    const chat: InteractionHandler = {
      subcommandNames: () => [],
      command: other,
      action: other,
      submit: other,
      suggestLinks: other,
      suggest: async () => [],
      home: async () => [],
    }
    return withReviews(chat, { reviews: this.reviews, context: this.context })
  }

  #write(digest: DigestId, markdown: string): 'written' | 'taken' {
    this.beforeStep('write digest')
    const known = this.digests.get(digest)
    if (known !== undefined) return known === markdown ? 'written' : 'taken'
    this.digests.set(digest, markdown)
    return 'written'
  }
}

/** The words of a reply. */
export function said(reply: Reply): string {
  return JSON.stringify(reply)
}
