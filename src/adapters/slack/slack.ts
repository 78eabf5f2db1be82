import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { Ambiguous, StillArriving } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { PlatformClient, PlatformConnection, Reservation } from '../../domain/platform.ts'
import { slackRequest, slackUpdate } from '../../formatters/slack/api-call.ts'
import { slackCards } from '../../formatters/slack/cards.ts'
import { slackRenderer } from '../../formatters/slack/renderer.ts'
import { failureReason } from '../../i18n/failures.ts'
import { connectionError } from '../shared/network-errors.ts'
import { createApi, type SlackApi, type SlackOptions } from './api.ts'
import { refusalCode } from './errors.ts'
import { type FoundMessage, findMessage } from './find.ts'
import { createLinks, type Links } from './links.ts'
import { openSocketMode, type SlackListener } from './socket-mode.ts'

const posted = z.object({
  ts: z.string(),
  message: z.object({ thread_ts: z.string().optional() }).optional().catch(undefined),
})
const thread = z.object({ messages: z.array(z.object({ reply_count: z.number().optional() })) })

export function createSlack(options: SlackOptions): PlatformConnection {
  const { log, vocabulary } = options
  const api = createApi(options)
  const links = createLinks(api, log)
  const answers = api.as('answer')
  let listener: SlackListener | undefined

  return {
    name: 'slack',
    renderer: slackRenderer(vocabulary),
    client: createClient(api, links, options),
    interactive: createClient(answers, links, options),
    start: async () => {
      const identity = await api.checkToken().catch((error: Error) => {
        throw connectionError('Slack', error)
      })
      if (options.handler) listener ??= openSocketMode(options, options.handler, answers, identity)
      await listener?.firstAttempt()
    },
    get listeningOutage() {
      return listener ? listener.outage : { reason: failureReason('not-started'), since: Date.now() }
    },
    stop: async () => {
      await listener?.close()
      listener = undefined
    },
  }
}

function createClient(api: SlackApi, links: Links, { log, vocabulary }: SlackOptions): PlatformClient {
  const edits = api.as('edit')
  const answers = api.as('answer')
  return {
    clock: api.time,
    reserve: (posting) => reserve(slackRequest(posting), api, links, log),
    edit: async (ref, posting) => {
      const call = slackUpdate(ref, posting)
      await edits.call(call.method, call.body)
    },
    delete: async ({ channel, message: ts }) => {
      try {
        await edits.call('chat.delete', { channel, ts })
      } catch (error) {
        if (refusalCode(error) !== 'message_not_found') throw error
      }
    },
    find: async (posting, since, lastTriedAt) => {
      const call = slackRequest(posting)
      const settlesInMs = lastTriedAt === undefined ? 0 : await api.time.settlesIn(lastTriedAt)
      const found = await findMessage(call, since, api)
      if (!found && settlesInMs > 0) throw new StillArriving('Slack', settlesInMs)
      return found && refTo(call, found, links, log)
    },
    sendDirectMessage: async (user, cards) => {
      for (const body of slackCards(cards, vocabulary)) {
        await answers.call('chat.postMessage', { ...body, channel: user, unfurl_links: false, unfurl_media: false })
      }
    },
    discussions: {
      // Every message in Slack can have replies.
      open: async (ref) => ({ channel: ref.channel, under: ref }),
      countReplies: async ({ channel, message, thread: parent = message }) => {
        // The parent message is always included and has the count.
        const answer = await answers.call('conversations.replies', { channel, ts: parent, limit: 1 })
        return thread.parse(answer).messages[0]?.reply_count ?? 0
      },
    },
  }
}

async function reserve(call: ApiCall, api: SlackApi, links: Links, log: Log): Promise<Reservation> {
  const permit = await api.acquire(call.method, call.body)
  const send = async () => {
    const answer = posted.safeParse(await api.call(call.method, call.body, permit))
    if (!answer.success) throw new Ambiguous('Slack', 'its answer names no message', { cause: answer.error })
    const { ts, message } = answer.data
    const thread = message ? message.thread_ts : place.parse(call.body).thread_ts
    return refTo(call, { ts, thread }, links, log)
  }
  return { send, release: () => permit.release() }
}

const place = z.object({ channel: z.string(), thread_ts: z.string().optional() })

/** Slack posts a reply in the channel if the first message of its thread was deleted. */
async function refTo(call: ApiCall, { ts, thread }: FoundMessage, links: Links, log: Log): Promise<MessageRef> {
  const { channel, thread_ts: wanted } = place.parse(call.body)
  const link = await links.to(channel, ts, thread)
  if (wanted && !thread)
    log.warn(
      { platform: 'slack', channel, link },
      'the message of its thread was deleted, so a reply is in the channel',
    )
  return { platform: 'slack', channel, message: ts, ...(thread && { thread }), ...(link && { link }) }
}
