import { randomBytes } from 'node:crypto'
import { minuteMs } from '../../domain/duration.ts'
import type { Json } from '../../lib/json.ts'
import { failWith } from '../../validators/discord/error.ts'
import type { DiscordMessage, DiscordState } from './state.ts'

/** interactions/receiving-and-responding, "Interaction Type". */
export const interactionType = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const
type InteractionType = (typeof interactionType)[keyof typeof interactionType]

/** interactions/receiving-and-responding: the first answer comes within 3 seconds, the rest within 15 minutes. */
const answerWithinMs = 3000
const tokenMs = 15 * minuteMs
export interface Use {
  readonly type: InteractionType
  readonly user: string
  readonly channelId: string
  readonly data: Json
  readonly source?: DiscordMessage
}
export interface Answer {
  readonly choices?: readonly Json[]
  readonly modal?: Json
}

export interface Interaction extends Use {
  readonly id: string
  readonly token: string
  readonly openedAt: number
  state: 'waiting' | 'deferred' | 'answered' | 'late'
  ephemeral: boolean
  /** The message that `@original` means. */
  original?: DiscordMessage
  readonly messages: DiscordMessage[]
  settle(answer: Answer): void
}

/** The interactions that the bot may still answer. */
export class Interactions {
  readonly #state: DiscordState
  readonly #answerWithinMs: number
  readonly #open = new Map<string, Interaction>()
  readonly #waiting = new Map<Interaction, (why: Error) => void>()

  constructor(state: DiscordState, withinMs = answerWithinMs) {
    this.#state = state
    this.#answerWithinMs = withinMs
  }

  /** Starts an interaction; `answered` rejects if the bot does not answer in time. */
  open(use: Use): { readonly interaction: Interaction; readonly answered: Promise<Answer> } {
    const { promise: answered, resolve, reject } = Promise.withResolvers<Answer>()
    const interaction: Interaction = {
      ...use,
      id: this.#state.ids.next(),
      token: randomBytes(48).toString('base64url'),
      openedAt: Date.now(),
      state: 'waiting',
      ephemeral: false,
      messages: [],
      settle: (answer) => {
        this.#waiting.delete(interaction)
        clearTimeout(timer)
        resolve(answer)
      },
    }
    const timer = setTimeout(() => {
      interaction.state = 'late'
      this.#waiting.delete(interaction)
      reject(new Error(`The bot did not answer within ${this.#answerWithinMs} ms`))
    }, this.#answerWithinMs)
    this.#waiting.set(interaction, (why) => {
      clearTimeout(timer)
      reject(why)
    })
    this.#open.set(interaction.token, interaction)
    return { interaction, answered }
  }

  /** The interaction that waits for its first answer. Otherwise throws the error response. */
  awaiting(id: string, token: string): Interaction {
    const interaction = this.#open.get(token)
    if (interaction?.id !== id || interaction.state === 'late') return failWith(10062)
    return interaction.state === 'waiting' ? interaction : failWith(40060)
  }

  /** The interaction that was answered and can be followed up. Otherwise throws the error response. */
  answered(application: string, token: string): Interaction {
    if (application !== this.#state.bot.id) failWith(10015)
    const interaction = this.#open.get(token)
    if (!interaction || Date.now() - interaction.openedAt > tokenMs) return failWith(50027)
    return interaction.state === 'waiting' || interaction.state === 'late' ? failWith(10015) : interaction
  }
  close(): void {
    for (const give of this.#waiting.values()) give(new Error('The simulator was closed'))
    this.#waiting.clear()
  }
}
