import type { BaseInteraction } from 'discord.js'
import { messageFlags } from '../../formatters/discord/message.ts'
import type { DiscordApi } from './api.ts'

/** https://docs.discord.com/developers/interactions/receiving-and-responding, "Interaction Callback Type" */
const callback = { message: 4, deferred: 5, update: 7, choices: 8, modal: 9 } as const

type Body = Readonly<Record<string, unknown>>

/**
 * The line to a reader that one interaction opens: three seconds for the first word, a quarter of an hour for the rest.
 * Bodies go out as they were rendered: the SDK's own methods would rewrite them. All throw an `ExpectedError`.
 */
export class InteractionResponse {
  readonly #callbackPath: `/${string}`
  readonly #followUpPath: `/${string}`
  readonly #api: DiscordApi
  #state: 'waiting' | 'deferred' | 'answered' = 'waiting'

  constructor({ id, token, applicationId }: Pick<BaseInteraction, 'id' | 'token' | 'applicationId'>, api: DiscordApi) {
    this.#callbackPath = `/interactions/${id}/${token}/callback`
    this.#followUpPath = `/webhooks/${applicationId}/${token}`
    this.#api = api
  }

  /** Shows "thinking…" to the reader alone. */
  async defer(): Promise<void> {
    await this.#first(callback.deferred, { flags: messageFlags.ephemeral })
    this.#state = 'deferred'
  }

  /** Says something for the reader's eyes only. */
  async say(body: Body): Promise<void> {
    const flags = Number(body.flags ?? 0) | messageFlags.ephemeral
    if (this.#state === 'waiting') await this.#first(callback.message, { ...body, flags })
    else if (this.#state === 'deferred') await this.amend(body)
    else await this.#send('POST', this.#followUpPath, { ...body, flags })
  }

  /** Changes what was said first. */
  async amend(body: Body): Promise<void> {
    await this.#send('PATCH', `${this.#followUpPath}/messages/@original`, withoutPrivacy(body))
    this.#state = 'answered'
  }

  /** Puts something in the place of the message whose control was used. Must be the first word. */
  async replace(body: Body): Promise<void> {
    await this.#first(callback.update, withoutPrivacy(body))
  }

  /** Shows a dialog. Must be the first word. */
  async show(modal: Body): Promise<void> {
    await this.#first(callback.modal, modal)
  }

  /** Offers what can be typed next. Must be the first word. */
  async offer(choices: readonly object[]): Promise<void> {
    await this.#first(callback.choices, { choices })
  }

  /** Says something to everybody in the channel, once the reader has been answered. */
  async sayToEverybody(body: Body): Promise<void> {
    await this.#send('POST', this.#followUpPath, body)
  }

  async #first(type: number, data: Body): Promise<void> {
    await this.#send('POST', this.#callbackPath, { type, data })
    this.#state = 'answered'
  }

  async #send(verb: 'POST' | 'PATCH', path: `/${string}`, body: Body): Promise<void> {
    await this.#api.call(verb, path, { body, isAnonymous: true })
  }
}

/** Whether a message is private is decided when it is first sent. */
function withoutPrivacy(body: Body): Body {
  return { ...body, flags: Number(body.flags ?? 0) & ~messageFlags.ephemeral }
}
