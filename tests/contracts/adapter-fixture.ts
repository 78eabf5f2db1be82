import type { Action } from '../../src/domain/action.ts'
import type { Clock } from '../../src/domain/clock.ts'
import type { MessageRef } from '../../src/domain/delivery.ts'
import type { InteractionHandler } from '../../src/domain/interaction.ts'
import type { Log } from '../../src/domain/log.ts'
import type { ApiCall } from '../../src/domain/part.ts'
import type { PlatformConnection, Posting } from '../../src/domain/platform.ts'
import type { FaultKind, Faults } from '../../src/simulator/faults.ts'

/** A message as everybody sees it. */
export interface Seen {
  readonly id: string
  /** The message in whose thread it stands. */
  readonly under?: string
  /** Everything that was sent, as text to search in. */
  readonly words: string
  readonly notifies: readonly string[]
}

/** One platform over real sockets, with its strict simulator. */
export interface AdapterFixture {
  readonly platform: PlatformConnection
  /** The exact call that posts it. */
  readonly request: (posting: Posting) => ApiCall
  readonly faults: Faults
  readonly channel: string
  /** A channel that does not exist. */
  readonly nowhere: string
  readonly reader: string
  readonly colleague: string
  /** Is this call one that posts a message, or one that reads a channel? */
  readonly posts: (call: string) => boolean
  readonly reads: (call: string) => boolean
  /** Oldest first. */
  seen(): readonly Seen[]
  /** What only this person sees in the channel, oldest first. */
  whispered(to: string): readonly string[]
  /** The messages between the bot and this person outside all channels, oldest first. */
  conversation(person: string): readonly string[]
  /** The reader uses a control of ours; resolves once the platform knows that it was heard. */
  use(message: MessageRef, control: Action, value: string): Promise<void>
  /** The reader uses a control in something that only they see, or in their conversation with the bot. */
  useInPrivate(control: Action, value?: string): Promise<void>
  /** The reader types `/digest`, with what the platform lets them say; resolves like `use`. */
  ask(about: string, details?: Readonly<Record<string, string>>): Promise<void>
  /** The same, in their conversation with the bot. */
  askDirectly(about: string): Promise<void>
  /** A colleague says this in the channel, and the reader chooses *Suggest for the digest* in its menu; resolves like `use`. */
  suggestMessage(text: string): Promise<void>
  /** The title and the fields of the dialog that the reader has before them. */
  dialog(): { readonly title: string; readonly fields: readonly string[] } | undefined
  /** The reader sends that dialog. */
  fillIn(values: Readonly<Record<string, string | readonly string[]>>): Promise<void>
  /** How long after it was asked for a dialog can no longer be shown, in milliseconds. */
  readonly dialogWithinMs: number
  /** This person blocks messages from the bot. */
  shutOut(person: string): void
  /** The reader uses a control that the bot wrote in an older version of itself. */
  useOutdated(): Promise<void>
  /** Resolves when something new can be seen. */
  change(): Promise<void>
  /** Another connection to the same platform, with a token that was never given out. */
  stranger(): PlatformConnection
  /** The invalid calls that the simulator recorded. */
  complaints(): readonly unknown[]
  close(): Promise<void>
}

/** A slow machine is not an error. */
export const patience = { timeout: 120_000 }

/** No rate limits. The simulator must have them turned off as well. */
export const hurriedClock: Clock = { now: () => Date.now(), wait: async () => {} }

export type OpenAdapterFixture = (handler: Partial<InteractionHandler>) => Promise<AdapterFixture>

/** Only expected requests have an answer. */
export function onlyThese(handler: Partial<InteractionHandler>): InteractionHandler {
  const nobody = async () => {
    throw new Error('nobody should be asked this')
  }
  const others = {
    command: nobody,
    action: nobody,
    submit: nobody,
    suggestLinks: nobody,
    suggest: nobody,
    home: nobody,
  }
  return { subcommandNames: () => ['help', 'next'], ...others, ...handler }
}

/** Remembers every line, for tests of messages to an admin. */
export function memoryLog(): Log & { readonly lines: { level: string; fields: object; message: string }[] } {
  const lines: { level: string; fields: object; message: string }[] = []
  const note = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message })
  return { lines, debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
}

/** Lets the next call that matches meet this fault. */
export function fail(fixture: AdapterFixture, which: 'posts' | 'reads', kind: FaultKind, times = 1): void {
  fixture.faults.inject({ matches: fixture[which], kind, times })
}

/** Counts the calls that match, and lets them pass. */
export function count(fixture: AdapterFixture, which: 'posts' | 'reads'): () => number {
  let calls = 0
  const matches = (call: string) => {
    if (fixture[which](call)) calls += 1
    return false
  }
  fixture.faults.inject({ matches, kind: { type: 'busy', retryAfterMs: 0 }, times: 1 })
  return () => calls
}
