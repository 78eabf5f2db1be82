import type { RespondArguments, RespondFn } from '@slack/bolt'
import type { Requester } from '../../domain/interaction.ts'
import type { MessageBody } from '../../formatters/slack/cards.ts'
import type { SlackApi } from './api.ts'

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const responsesMax = 5

/** The ways in which an answer reaches a reader. All throw what Slack has against it. */
export interface ResponseChannel {
  privately(body: MessageBody): Promise<void>
  /** In place of the private message whose control was used; absent where there is none. */
  replace?(body: MessageBody): Promise<void>
  toEverybody(body: MessageBody): Promise<void>
}

const plainly = { unfurl_links: false, unfurl_media: false } as const

/** Speaks through the address that came with a command or click. It works where the bot is no member, too. */
export function responseUrlChannel(
  respond: RespondFn,
  requester: Requester,
  about: { readonly thread: string | undefined; readonly isReplaceable: boolean },
  api: SlackApi,
): ResponseChannel {
  const thread = about.thread === undefined ? {} : { thread_ts: about.thread }
  let responses = 0
  const send = async (body: object, how: object) => {
    responses += 1
    await respond({ ...body, ...thread, ...how, ...plainly } as RespondArguments)
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

/** Speaks where there is no such address: after a dialog, and to whoever is in the bot's Home; in a thread, if in one. */
export function messageChannel(
  { user, channel, isDirect }: Requester,
  api: SlackApi,
  thread?: string,
): ResponseChannel {
  const there = thread === undefined ? {} : { thread_ts: thread }
  const directly = async (body: MessageBody) => {
    await api.call('chat.postMessage', { ...body, channel: user, ...plainly })
  }
  const privately = async (body: MessageBody) => {
    if (isDirect) return directly(body)
    try {
      await api.call('chat.postEphemeral', { ...body, ...there, channel, user })
    } catch {
      // The bot need not be in the channel where the command was typed.
      await directly(body)
    }
  }
  return {
    privately,
    toEverybody: async (body) => {
      await api.call('chat.postMessage', { ...body, channel, ...plainly })
    },
  }
}
