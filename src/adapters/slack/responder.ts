import { RespondError } from '@slack/bolt'
import type { MessageRef } from '../../domain/delivery.ts'
import { PlatformUnreachable } from '../../domain/errors.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { slackShared } from '../../formatters/slack/cards.ts'
import { slackModal } from '../../formatters/slack/modal.ts'
import { slackReply } from '../../formatters/slack/replies.ts'
import { fallbackReply } from '../shared/fallback-replies.ts'
import { logUndelivered } from '../shared/safe-answer.ts'
import type { SlackApi } from './api.ts'
import { serializeMetadata } from './context.ts'
import { refusalCode, slackError } from './errors.ts'
import type { ResponseChannel } from './response-channel.ts'

/** What is needed to say anything. */
export interface ResponderContext {
  readonly api: SlackApi
  readonly vocabulary: Vocabulary
  readonly log: Log
}

/** Who is answered, and what for. */
interface Caller {
  readonly requester: Requester
  /** Lets a dialog be opened. */
  readonly trigger: string
  readonly voice: ResponseChannel
  /** The message whose control was used, where it was one. */
  readonly message?: MessageRef
}

/** Brings a reply to its reader. Never throws: what cannot be said is noted. */
export async function sendReply(reply: Reply, to: Caller, speaker: ResponderContext): Promise<void> {
  const { vocabulary, log } = speaker
  const about = { platform: 'slack', reply: reply.type } as const
  try {
    await speak(reply, to, speaker)
  } catch (error) {
    logUndelivered(meaningOf(error), about, log)
    // Nothing is taken at that address any more.
    if (error instanceof RespondError && error.statusCode === 404) return
    // Slack would not say why: at least the reader is not left waiting.
    await sayAll(fallbackReply('failed', to.requester), to.voice, vocabulary).catch((again: unknown) =>
      logUndelivered(meaningOf(again), about, log),
    )
  }
}

async function speak(
  reply: Reply,
  { requester, trigger, voice, message }: Caller,
  { api, vocabulary, log }: ResponderContext,
): Promise<void> {
  if (reply.type === 'form') {
    const shown = await show(slackModal(reply.form, serializeMetadata(requester, message)), trigger, api, log)
    if (!shown) await sayAll(fallbackReply('tooLateForDialog', requester), voice, vocabulary)
  } else if (reply.type === 'cards' && reply.show === 'shared' && !requester.isDirect) {
    try {
      for (const body of slackShared(reply.cards, requester.user, vocabulary)) await voice.toEverybody(body)
    } catch (error) {
      logUndelivered(meaningOf(error), { platform: 'slack', reply: 'shared' }, log)
      await sayAll(fallbackReply('notShared', requester), voice, vocabulary)
    }
  } else await sayAll(reply, voice, vocabulary)
}

async function sayAll(
  reply: Exclude<Reply, { type: 'form' }>,
  voice: ResponseChannel,
  vocabulary: Vocabulary,
): Promise<void> {
  const replaces = reply.type === 'cards' && reply.show === 'replace'
  for (const [at, body] of slackReply(reply, vocabulary).entries()) {
    if (at === 0 && replaces && voice.replace) await voice.replace(body)
    else await voice.privately(body)
  }
}

/** Opens a dialog; false when the click is too long ago, or was used up. */
async function show(view: object, trigger: string, api: SlackApi, log: Log): Promise<boolean> {
  try {
    await api.send('views.open', { view, trigger_id: trigger })
    return true
  } catch (error) {
    if (!/^(expired|exchanged|invalid)_trigger/.test(refusalCode(error) ?? '')) throw error
    logUndelivered(meaningOf(error), { platform: 'slack', reply: 'form' }, log)
    return false
  }
}

function meaningOf(error: unknown) {
  if (error instanceof RespondError)
    return new PlatformUnreachable('Slack', `HTTP ${error.statusCode}`, { cause: error })
  return slackError(error, '', 'SLACK_BOT_TOKEN')
}
