import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import { Ambiguous, StillArriving } from '../../domain/errors.ts'
import type { InteractionHandler } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { MetricsRecorder } from '../../domain/metrics.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { PlatformClient, PlatformConnection, Reservation } from '../../domain/platform.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { slackRequest, slackUpdate } from '../../formatters/slack/api-call.ts'
import { slackCards } from '../../formatters/slack/cards.ts'
import { slackRenderer } from '../../formatters/slack/renderer.ts'
import { startError } from '../shared/start-error.ts'
import { createApi, type SlackApi } from './api.ts'
import { slackError } from './errors.ts'
import { findMessage } from './find.ts'
import { createLinks, type Links } from './links.ts'
import { sdkLogger } from './sdk-logger.ts'
import { sendWithRemedies } from './send.ts'
import { type Connection, openSocket } from './socket-mode.ts'

export interface SlackOptions {
  readonly botToken: string
  readonly appToken: string
  /** Base URL of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string
  readonly log: Log
  readonly vocabulary: Vocabulary
  readonly handler: InteractionHandler
  /** Must be monotonic. */
  readonly clock?: Clock
  readonly metrics?: MetricsRecorder
}

const posted = z.object({ ts: z.string() })
const thread = z.object({ messages: z.array(z.object({ reply_count: z.number().optional() })) })

export function createSlack(options: SlackOptions): PlatformConnection {
  const { botToken: token, apiUrl, log, vocabulary, clock, metrics } = options
  const api = createApi({ token, variable: 'SLACK_BOT_TOKEN', apiUrl, logger: sdkLogger(log), clock, metrics })
  const links = createLinks(api, log)
  const answers = api.as('answer')
  let connection: Connection | undefined

  return {
    name: 'slack',
    renderer: slackRenderer(vocabulary),
    client: createClient(api, links, vocabulary),
    interactive: createClient(answers, links, vocabulary),
    start: async () => {
      try {
        connection = await openSocket(options, answers)
      } catch (error) {
        throw startError('Slack', slackError(error, '', 'SLACK_BOT_TOKEN'))
      }
    },
    get isListening() {
      return connection?.isOpen ?? false
    },
    stop: async () => {
      await connection?.close()
      connection = undefined
    },
  }
}

function createClient(api: SlackApi, links: Links, vocabulary: Vocabulary): PlatformClient {
  const edits = api.as('edit')
  const answers = api.as('answer')
  return {
    clock: api.time,
    reserve: (posting) => reserve(slackRequest(posting), api, links),
    edit: async (ref, posting) => {
      const call = slackUpdate(ref, posting)
      await sendWithRemedies(edits, call.method, call.body)
    },
    find: async (posting, since, lastTriedAt) => {
      const call = slackRequest(posting)
      const settlesInMs = lastTriedAt === undefined ? 0 : await api.time.settlesIn(lastTriedAt)
      const ts = await findMessage(call, since, api)
      if (ts === undefined && settlesInMs > 0) throw new StillArriving('Slack', settlesInMs)
      return ts === undefined ? undefined : refTo(call, ts, links)
    },
    // Every message in Slack can have replies.
    openDiscussion: async (ref) => ({ channel: ref.channel, under: ref }),
    sendDirectMessage: async (user, cards) => {
      for (const body of slackCards(cards, vocabulary)) {
        await answers.call('chat.postMessage', { ...body, channel: user, unfurl_links: false, unfurl_media: false })
      }
    },
    countReplies: async ({ channel, message, thread: parent = message }) => {
      // The parent message is always included and has the count.
      const answer = await sendWithRemedies(answers, 'conversations.replies', { channel, ts: parent, limit: 1 })
      return thread.parse(answer).messages[0]?.reply_count ?? 0
    },
  }
}

async function reserve(call: ApiCall, api: SlackApi, links: Links): Promise<Reservation> {
  const permit = await api.acquire(call.method, call.body)
  const send = async () => {
    const answer = posted.safeParse(await sendWithRemedies(api, call.method, call.body, permit))
    if (!answer.success) throw new Ambiguous('Slack', 'its answer names no message', { cause: answer.error })
    return refTo(call, answer.data.ts, links)
  }
  return { send, release: () => permit.release() }
}

const place = z.object({ channel: z.string(), thread_ts: z.string().optional() })

async function refTo(call: ApiCall, ts: string, links: Links): Promise<MessageRef> {
  const { channel, thread_ts: thread } = place.parse(call.body)
  const link = await links.to(channel, ts, thread)
  return { platform: 'slack', channel, message: ts, ...(thread && { thread }), ...(link && { link }) }
}
