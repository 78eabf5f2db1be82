import type { BaseInteraction } from 'discord.js'
import { Ambiguous, ImageRefused, PlatformUnreachable } from '../../domain/errors.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { discordShared } from '../../formatters/discord/cards.ts'
import { messageFlags } from '../../formatters/discord/message.ts'
import { discordModal } from '../../formatters/discord/modal.ts'
import { discordReply } from '../../formatters/discord/replies.ts'
import { bodyWithoutImages } from '../../formatters/discord/without-images.ts'
import { withTimeout } from '../../lib/clock.ts'
import { fallbackReply, logUndelivered } from '../shared/fallback-replies.ts'
import { retryLost } from '../shared/retry-lost.ts'
import type { DiscordApi } from './api.ts'
import { codes, discordError, errorCode, isTooLate } from './errors.ts'

/**
 * Discord waits three seconds for the first response. Only the first can be a dialog or replace a message, so the answer
 * gets this long before "thinking…" is sent instead. In milliseconds.
 */
const firstResponseMs = 1_500

export interface ResponderContext {
  readonly vocabulary: Vocabulary
  readonly log: Log
  /** When the interaction came, by `performance.now()`. */
  readonly receivedAt: number
}

interface Recipient {
  readonly requester: Requester
  readonly response: InteractionResponse
  /** Whether Discord lets a dialog be opened: not right after another one. */
  readonly takesDialog: boolean
  /** Whether the control that was used is in a message that only its reader sees. */
  readonly isReplaceable: boolean
}

/** Sends a reply to its reader, showing "thinking…" until it is ready. Never throws: what cannot be delivered is logged. */
export async function sendReply(work: Promise<Reply>, to: Recipient, context: ResponderContext): Promise<void> {
  try {
    // Another process may have handled it already.
    const leftMs = context.receivedAt + firstResponseMs - performance.now()
    const early = await withTimeout(work, Math.max(0, leftMs))
    if (early) await sendAtOnce(early, to, context)
    else {
      await to.response.defer()
      await sendAsMessages(await work, to, context)
    }
  } catch (error) {
    logFailure(error, context)
    if (isTooLate(error)) return
    await sendMessages(fallbackReply('failed', to.requester), to.response, context).catch((again: unknown) =>
      logFailure(again, context),
    )
  }
}

async function sendAtOnce(reply: Reply, to: Recipient, context: ResponderContext): Promise<void> {
  const { response, takesDialog, isReplaceable } = to
  if (reply.type === 'form' && takesDialog) return response.openDialog(discordModal(reply.form))
  if (reply.type !== 'cards' || reply.show !== 'replace' || !isReplaceable) return sendAsMessages(reply, to, context)
  const [first, ...others] = discordReply(reply, context.vocabulary)
  if (first) await response.replace(first)
  for (const body of others) await response.send(body)
}

async function sendAsMessages(
  reply: Reply,
  { response, requester }: Recipient,
  context: ResponderContext,
): Promise<void> {
  if (reply.type === 'form') return sendMessages(fallbackReply('tooLateForDialog', requester), response, context)
  if (reply.type !== 'cards' || reply.show !== 'shared' || requester.isDirect) {
    return sendMessages(reply, response, context)
  }
  await sendMessages(fallbackReply('shared', requester), response, context)
  try {
    for (const body of discordShared(reply.cards, requester.user, context.vocabulary))
      await response.sendToEveryone({ ...body })
  } catch (error) {
    logFailure(error, context)
    for (const body of discordReply(fallbackReply('notShared', requester), context.vocabulary))
      await response.edit(body)
  }
}

function logFailure(error: unknown, { log }: ResponderContext): void {
  logUndelivered(discordError(error), { platform: 'discord' }, log)
}

async function sendMessages(
  reply: Exclude<Reply, { type: 'form' }>,
  response: InteractionResponse,
  { vocabulary }: ResponderContext,
): Promise<void> {
  for (const body of discordReply(reply, vocabulary)) await response.send(body)
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding, "Interaction Callback Type" */
const callback = { message: 4, deferred: 5, update: 7, choices: 8, modal: 9 } as const

type Body = Readonly<Record<string, unknown>>

/**
 * Responds to one interaction: Discord allows three seconds for the first response and 15 minutes for the others. Bodies
 * are sent as they were rendered: the SDK's own methods would rewrite them. All methods throw an `ExpectedError`.
 */
export class InteractionResponse {
  readonly #callbackPath: `/${string}`
  readonly #followUpPath: `/${string}`
  readonly #api: DiscordApi
  readonly #onResponded: () => void
  #state: 'waiting' | 'deferred' | 'answered' = 'waiting'

  /** `onResponded` is called when Discord has taken the first response. */
  constructor(
    { id, token, applicationId }: Pick<BaseInteraction, 'id' | 'token' | 'applicationId'>,
    api: DiscordApi,
    onResponded: () => void = () => {},
  ) {
    this.#onResponded = onResponded
    this.#callbackPath = `/interactions/${id}/${token}/callback`
    this.#followUpPath = `/webhooks/${applicationId}/${token}`
    this.#api = api
  }

  /** Shows "thinking…" to the reader alone. */
  async defer(): Promise<void> {
    await this.#respond(callback.deferred, { flags: messageFlags.ephemeral })
    this.#state = 'deferred'
  }

  /** Sends a message that only the reader sees. */
  async send(body: Body): Promise<void> {
    const flags = Number(body.flags ?? 0) | messageFlags.ephemeral
    if (this.#state === 'waiting') await this.#respond(callback.message, { ...body, flags })
    else if (this.#state === 'deferred') await this.edit(body)
    else await this.#request('POST', this.#followUpPath, { ...body, flags })
  }

  /** Edits the first response. */
  async edit(body: Body): Promise<void> {
    await this.#request('PATCH', `${this.#followUpPath}/messages/@original`, withoutPrivacy(body))
    this.#state = 'answered'
  }

  /** Replaces the message whose control was used. Must be the first response. */
  async replace(body: Body): Promise<void> {
    await this.#respond(callback.update, withoutPrivacy(body))
  }

  /** Opens a dialog. Must be the first response. */
  async openDialog(modal: Body): Promise<void> {
    await this.#respond(callback.modal, modal)
  }

  /** Sends choices for autocomplete. Must be the first response. */
  async offer(choices: readonly object[]): Promise<void> {
    await this.#respond(callback.choices, { choices })
  }

  /** Sends a message that everyone in the channel sees. Must not be the first response. */
  async sendToEveryone(body: Body): Promise<void> {
    await this.#request('POST', this.#followUpPath, body)
  }

  async #respond(type: number, data: Body): Promise<void> {
    await this.#request('POST', this.#callbackPath, { type, data })
    this.#state = 'answered'
    this.#onResponded()
  }

  async #request(verb: 'POST' | 'PATCH', path: `/${string}`, body: Body): Promise<void> {
    try {
      await this.#repeat(verb, path, body)
    } catch (error) {
      const plainer = error instanceof ImageRefused ? bodyWithoutImages(body, error.urls) : undefined
      if (!plainer) throw error
      await this.#repeat(verb, path, plainer)
    }
  }

  /** A request that may have arrived is sent again only if it cannot act twice: an edit, and the first response. */
  async #repeat(verb: 'POST' | 'PATCH', path: `/${string}`, body: Body): Promise<void> {
    const isFirst = path === this.#callbackPath
    const send = async (tries: number) => {
      try {
        await this.#api.call(verb, path, { body, isAnonymous: true })
      } catch (error) {
        // An earlier attempt arrived.
        if (!(isFirst && tries > 1 && errorCode(error) === codes.alreadyResponded)) throw error
      }
    }
    await retryLost(
      send,
      (error) => error instanceof PlatformUnreachable || ((isFirst || verb === 'PATCH') && error instanceof Ambiguous),
    )
  }
}

/** The privacy of a message is set when it is first sent and must not be in an edit. */
function withoutPrivacy(body: Body): Body {
  return { ...body, flags: Number(body.flags ?? 0) & ~messageFlags.ephemeral }
}
