import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { discordShared } from '../../formatters/discord/cards.ts'
import { discordModal } from '../../formatters/discord/modal.ts'
import { discordReply } from '../../formatters/discord/replies.ts'
import { fallbackReply } from '../shared/fallback-replies.ts'
import { logUndelivered } from '../shared/safe-answer.ts'
import { discordError, isTooLate } from './errors.ts'
import type { InteractionResponse } from './interaction-response.ts'

/**
 * Discord waits three seconds for the first word. A dialog, or a page in place of another, can only be that word, so it
 * is held back this long for the answer itself; then "thinking…" takes its place. In milliseconds.
 */
const firstWordMs = 1_500

export interface ResponderContext {
  readonly vocabulary: Vocabulary
  readonly log: Log
}

export interface Responder {
  readonly requester: Requester
  readonly response: InteractionResponse
  /** Whether a dialog may be shown: not right after another one. */
  readonly takesDialog: boolean
  /** Whether the control that was used stands in a message that only its reader sees. */
  readonly isReplaceable: boolean
}

/** Brings the reply to its reader when it is there, after a sign of life. Never throws: what cannot be said is noted. */
export async function sendReply(work: Promise<Reply>, caller: Responder, speaker: ResponderContext): Promise<void> {
  try {
    const early = await withTimeout(work)
    if (early) await sayAtOnce(early, caller, speaker)
    else {
      await caller.response.defer()
      await sayInWords(await work, caller, speaker)
    }
  } catch (error) {
    note(error, speaker)
    if (isTooLate(error)) return
    // Whatever is wrong with the answer: at least the reader is not left waiting.
    await sayAll(fallbackReply('failed', caller.requester), caller.response, speaker).catch((again: unknown) =>
      note(again, speaker),
    )
  }
}

async function sayAtOnce(reply: Reply, caller: Responder, speaker: ResponderContext): Promise<void> {
  const { response, takesDialog, isReplaceable } = caller
  if (reply.type === 'form' && takesDialog) return response.show(discordModal(reply.form))
  if (reply.type !== 'cards' || reply.show !== 'replace' || !isReplaceable) return sayInWords(reply, caller, speaker)
  const [first, ...others] = discordReply(reply, speaker.vocabulary)
  if (first) await response.replace(first)
  for (const body of others) await response.say(body)
}

async function sayInWords(reply: Reply, { response, requester }: Responder, speaker: ResponderContext): Promise<void> {
  if (reply.type === 'form') return sayAll(fallbackReply('tooLateForDialog', requester), response, speaker)
  if (reply.type !== 'cards' || reply.show !== 'shared' || requester.isDirect) return sayAll(reply, response, speaker)
  await sayAll(fallbackReply('shared', requester), response, speaker)
  try {
    for (const body of discordShared(reply.cards, requester.user, speaker.vocabulary))
      await response.sayToEverybody({ ...body })
  } catch (error) {
    note(error, speaker)
    for (const body of discordReply(fallbackReply('notShared', requester), speaker.vocabulary))
      await response.amend(body)
  }
}

function note(error: unknown, { log }: ResponderContext): void {
  logUndelivered(discordError(error, ''), { platform: 'discord' }, log)
}

async function sayAll(
  reply: Exclude<Reply, { type: 'form' }>,
  response: InteractionResponse,
  { vocabulary }: ResponderContext,
): Promise<void> {
  for (const body of discordReply(reply, vocabulary)) await response.say(body)
}

/** The reply, if it comes soon enough to be the first word. */
async function withTimeout(work: Promise<Reply>): Promise<Reply | undefined> {
  const enough = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => enough.resolve(undefined), firstWordMs)
  try {
    return await Promise.race([work, enough.promise])
  } finally {
    clearTimeout(timer)
  }
}
