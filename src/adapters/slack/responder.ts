import type { RespondArguments, RespondFn } from '@slack/bolt'
import { serializeAction } from '../../domain/action.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import { type ExpectedError, ImageRefused, PlatformUnreachable } from '../../domain/errors.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { type MessageBody, slackShared } from '../../formatters/slack/cards.ts'
import { slackModal } from '../../formatters/slack/modal.ts'
import { slackReply } from '../../formatters/slack/replies.ts'
import { bodyWithoutImages } from '../../formatters/slack/without-images.ts'
import type { Json } from '../../lib/json.ts'
import { fallbackReply, logUndelivered } from '../shared/fallback-replies.ts'
import { isUnsent } from '../shared/network-errors.ts'
import { retryLost } from '../shared/retry-lost.ts'
import type { SlackApi } from './api.ts'
import { RespondError } from './bolt.ts'
import type { DialogOrigins } from './dialog-origin.ts'
import { downgradeBlocks } from './downgrade-blocks.ts'
import { errorCode, slackError } from './errors.ts'

export interface ResponderContext {
  readonly api: SlackApi
  readonly vocabulary: Vocabulary
  readonly log: Log
  readonly dialogs: DialogOrigins
  /** Whether no other process answers. */
  mayRespond(): Promise<boolean>
}

interface Recipient {
  readonly requester: Requester
  /** Lets a dialog be opened. */
  readonly trigger: string
  readonly channel: ResponseChannel
  /** The message whose control was used, if any. */
  readonly message?: MessageRef
}

/** Sends a reply to its reader. Never throws: a reply that fails or cannot be delivered is logged. */
export async function sendReply(reply: Promise<Reply>, to: Recipient, context: ResponderContext): Promise<void> {
  const logFailure = (error: unknown) => logUndelivered(toExpectedError(error), { platform: 'slack' }, context.log)
  try {
    const ready = await reply
    if (await context.mayRespond()) await respond(ready, to, context)
  } catch (error) {
    logFailure(error)
    if (!(await context.mayRespond())) return
    // The response URL has expired: the fallback would fail too.
    if (error instanceof RespondError && error.statusCode === 404) return
    await sendMessages(fallbackReply('failed', to.requester), to.channel, context).catch(logFailure)
  }
}

async function respond(reply: Reply, to: Recipient, context: ResponderContext): Promise<void> {
  const { requester, trigger, channel, message } = to
  if (reply.type === 'form') {
    const { channel: openedIn, user } = requester
    const dialog = { user, callback: serializeAction(reply.form.control) }
    const origin = context.dialogs.write(dialog, { channel: openedIn, message })
    const isOpen = await openDialog(slackModal(reply.form, origin), trigger, context)
    if (!isOpen) await sendMessages(fallbackReply('tooLateForDialog', requester), channel, context)
  } else if (reply.type === 'cards' && reply.show === 'shared' && channel.toEverybody && !requester.isDirect) {
    try {
      for (const body of slackShared(reply.cards, requester, context.vocabulary)) await channel.toEverybody(body)
    } catch (error) {
      logUndelivered(toExpectedError(error), { platform: 'slack', reply: 'shared' }, context.log)
      await sendMessages(fallbackReply('notShared', requester), channel, context)
    }
  } else await sendMessages(reply, channel, context)
}

async function sendMessages(
  reply: Exclude<Reply, { type: 'form' }>,
  channel: ResponseChannel,
  { vocabulary }: ResponderContext,
): Promise<void> {
  const replaces = reply.type === 'cards' && reply.show === 'replace'
  for (const [at, body] of slackReply(reply, vocabulary).entries()) {
    if (at === 0 && replaces && channel.replace) await channel.replace(body)
    else await channel.privately(body)
  }
}

/** Opens a dialog; false if the trigger has expired or was used before. */
async function openDialog(view: object, trigger: string, { api, log }: ResponderContext): Promise<boolean> {
  try {
    await api.call('views.open', { view, trigger_id: trigger })
    return true
  } catch (error) {
    if (!/^(expired|exchanged|invalid)_trigger/.test(errorCode(error) ?? '')) throw error
    logUndelivered(toExpectedError(error), { platform: 'slack', reply: 'form' }, log)
    return false
  }
}

function toExpectedError(error: unknown): ExpectedError {
  if (error instanceof RespondError)
    return new PlatformUnreachable('Slack', `HTTP ${error.statusCode}`, { cause: error })
  return slackError(error)
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const responsesMax = 5

/** The ways in which an answer reaches a reader. */
interface ResponseChannel {
  privately(body: MessageBody): Promise<void>
  /** Replaces the private message whose control was used; absent if there is none. */
  replace?(body: MessageBody): Promise<void>
  /**
   * Through the response URL, which belongs to the click and to no token, so any machine may use it; absent without one.
   */
  toEverybody?(body: MessageBody): Promise<void>
}

type ResponseTarget = Pick<RespondArguments, 'response_type' | 'replace_original'>

const noPreviews = { unfurl_links: false, unfurl_media: false } as const

/** Responds through the response URL of a command or click, which also works where the bot is not a member. */
export function responseUrlChannel(
  respond: RespondFn,
  requester: Requester,
  about: { readonly thread: string | undefined; readonly isReplaceable: boolean },
  api: SlackApi,
): ResponseChannel {
  const thread = about.thread === undefined ? {} : { thread_ts: about.thread }
  let responses = 0
  const send = async (body: object, how: ResponseTarget): Promise<void> => {
    responses += 1
    // A message is replaced twice by the same; another one would be there twice.
    const mayRepeat = (error: unknown) =>
      isUnsent(error) || (how.replace_original === true && !(error instanceof RespondError))
    try {
      await retryLost(() => respond({ ...body, ...thread, ...how, ...noPreviews } as RespondArguments), mayRepeat)
    } catch (error) {
      // Slack does not say why. It may not have fetched an image, or may not know the blocks yet.
      const isRefused = error instanceof RespondError && error.statusCode === 400
      const plainer = isRefused ? (bodyWithoutImages({ ...body }) ?? downgradeBlocks({ ...body })) : undefined
      if (!plainer) throw error
      await send(plainer, how)
    }
  }
  const privately = async (body: MessageBody) => {
    if (responses < responsesMax) await send(body, { response_type: 'ephemeral', replace_original: false })
    else await messageChannel(requester, api, about.thread).privately(body)
  }
  return {
    privately,
    ...(about.isReplaceable && { replace: (body) => send(body, { replace_original: true }) }),
    toEverybody: (body) => send(body, { response_type: 'in_channel', replace_original: false }),
  }
}

/** Responds where there is no response URL: after a dialog and in Home. `thread` keeps it in the thread of the message. */
export function messageChannel(
  { user, channel, isDirect }: Requester,
  api: SlackApi,
  thread?: string,
): ResponseChannel {
  const inThread = thread === undefined ? {} : { thread_ts: thread }
  const call = async (method: string, body: Json) => {
    try {
      await api.call(method, body)
    } catch (error) {
      const plainer = error instanceof ImageRefused ? bodyWithoutImages(body, error.urls) : undefined
      if (!plainer) throw error
      await api.call(method, plainer)
    }
  }
  const directly = (body: MessageBody) => call('chat.postMessage', { ...body, channel: user, ...noPreviews })
  const privately = async (body: MessageBody) => {
    if (isDirect) return directly(body)
    try {
      await call('chat.postEphemeral', { ...body, ...inThread, channel, user })
    } catch {
      // The bot may not be a member of the channel where the command was typed.
      await directly(body)
    }
  }
  return { privately }
}
