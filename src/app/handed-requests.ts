import type { HandedRequest, InteractionHandler, Reply } from '../domain/interaction.ts'
import type { Fence, LaneId, LaneRequests } from '../domain/lane.ts'
import type { Log } from '../domain/log.ts'

/** Hands requests of readers to the owner of a lane, and answers those that other machines hand over. */
export class HandedRequests {
  readonly #requests: LaneRequests
  readonly #owned: () => readonly Fence[]
  readonly #log: Log
  #handler: InteractionHandler | undefined

  constructor(requests: LaneRequests, owned: () => readonly Fence[], log: Log) {
    this.#requests = requests
    this.#owned = owned
    this.#log = log
  }

  /** Answers with this handler from now on, which hands nothing over itself. */
  answerWith(handler: InteractionHandler): void {
    this.#handler = handler
  }

  /** The owner's reply; undefined if there is none in time. */
  async handOver(lane: LaneId, handed: HandedRequest): Promise<Reply | undefined> {
    const reply = await this.#requests.ask(lane, JSON.stringify(handed))
    return reply === undefined ? undefined : (JSON.parse(reply) as Reply)
  }

  /** Answers what was handed over. Never rejects. */
  async answer(): Promise<void> {
    const fences = this.#owned()
    if (!this.#handler || fences.length === 0) return
    try {
      const taken = await this.#requests.take(fences)
      await Promise.all(taken.map(({ id, request }) => this.#answerOne(id, JSON.parse(request) as HandedRequest)))
    } catch (error) {
      this.#log.warn({ reason: String(error) }, 'requests of other machines could not be answered')
    }
  }

  async #answerOne(id: string, { kind, request }: HandedRequest): Promise<void> {
    if (!this.#handler) return
    const reply = await (kind === 'command'
      ? this.#handler.command(request)
      : kind === 'action'
        ? this.#handler.action(request)
        : this.#handler.submit(request))
    await this.#requests.reply(id, JSON.stringify(reply))
  }
}
