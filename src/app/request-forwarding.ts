import { z } from 'zod'
import type { PlatformName } from '../domain/destination.ts'
import { errorFields, LedgerUnusable } from '../domain/errors.ts'
import type { ForwardedRequest, InteractionHandler, Reply } from '../domain/interaction.ts'
import type { Fence, LaneId, LaneRequests } from '../domain/lane.ts'
import type { Log } from '../domain/log.ts'
import { parseJson } from '../lib/json.ts'
import { version } from '../lib/version.ts'

/**
 * The envelope of a forwarded request or reply. During an update, two versions may have different requests and replies.
 */
const envelope = z.object({ version: z.literal(version), content: z.unknown() })

function write(content: ForwardedRequest | Reply): string {
  return JSON.stringify({ version, content } satisfies z.input<typeof envelope>)
}

/** Undefined if another version of the program wrote it. */
function read<Content extends ForwardedRequest | Reply>(text: string | undefined): Content | undefined {
  return envelope.safeParse(parseJson(text ?? '')).data?.content as Content | undefined
}

type OnChannelChange = (platform: PlatformName, channel: string) => void

/** Forwards requests of readers to the machine that owns a lane, and acts upon those that other machines forward. */
export class RequestForwarding {
  readonly #requests: LaneRequests
  readonly #owned: () => readonly Fence[]
  readonly #log: Log
  #handler: InteractionHandler | undefined
  #onChannelChange: OnChannelChange | undefined

  constructor(requests: LaneRequests, owned: () => readonly Fence[], log: Log) {
    this.#requests = requests
    this.#owned = owned
    this.#log = log
  }

  /** Answers with this handler from now on, which forwards nothing itself, and reports changed channels. */
  answerWith(handler: InteractionHandler, onChannelChange?: OnChannelChange): void {
    this.#handler = handler
    this.#onChannelChange = onChannelChange
  }

  /** The owner's reply; undefined if there is none in time. */
  async forward(lane: LaneId, forwarded: ForwardedRequest): Promise<Reply | undefined> {
    return read<Reply>(await this.#requests.ask(lane, write(forwarded)))
  }

  /** Answers what was forwarded over. Never rejects. */
  async answer(): Promise<void> {
    const fences = this.#owned()
    if (!this.#handler || fences.length === 0) return
    try {
      const taken = await this.#requests.take(fences)
      await Promise.all(taken.map(({ id, request }) => this.#answerOne(id, read<ForwardedRequest>(request))))
    } catch (error) {
      // The ledger logs this itself, once; a machine asks every few seconds.
      if (error instanceof LedgerUnusable) return
      this.#log.warn(errorFields(error), 'requests of other machines could not be answered')
    }
  }

  async #answerOne(id: string, forwarded: ForwardedRequest | undefined): Promise<void> {
    if (!this.#handler || !forwarded) return
    const reply = await this.#replyTo(this.#handler, forwarded)
    await this.#requests.reply(id, write(reply))
  }

  async #replyTo(handler: InteractionHandler, { kind, request }: ForwardedRequest): Promise<Reply> {
    switch (kind) {
      case 'command':
        return handler.command(request)
      case 'action':
        return handler.action(request)
      case 'submit':
        return handler.submit(request)
      case 'channel':
        this.#onChannelChange?.(request.platform, request.channel)
        return { type: 'text', text: [] }
    }
  }
}
