import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import { Ambiguous } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { Platform } from '../../domain/platform.ts'
import type { Answers } from '../../domain/request.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { slackCardParts } from '../../formatters/slack/card-parts.ts'
import { slackCards } from '../../formatters/slack/cards.ts'
import { slackLine } from '../../formatters/slack/line.ts'
import { slackPrompt, slackSeed } from '../../formatters/slack/prompt.ts'
import { renderSlack } from '../../formatters/slack/render.ts'
import { slackRequest, slackUpdate } from '../../formatters/slack/request.ts'
import { createPace, systemClock } from '../pace.ts'
import { startError } from '../start.ts'
import { createApi, type SlackApi } from './api.ts'
import { attempt } from './attempt.ts'
import type { Connection } from './connection.ts'
import { slackError } from './errors.ts'
import { findMessage } from './find.ts'
import { sdkLog } from './log.ts'
import { openSocket } from './socket.ts'

export interface SlackOptions {
  readonly botToken: string
  readonly appToken: string
  /** Base URL of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string
  readonly log: Log
  readonly vocabulary: Vocabulary
  readonly answers: Answers
  readonly clock?: Clock
}

/** Slack as a platform. Posting works without `start`, which listens for what readers do. */
export interface SlackPlatform extends Platform {
  /** Throws `TokenRefused` or `PlatformUnreachable`. */
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * "About one message a second in a channel" and "several hundred a minute in a workspace":
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
const gaps = { inChannel: 1_100, overall: 250 }

const posted = z.object({ ts: z.string() })
const permalink = z.object({ permalink: z.string() })
const thread = z.object({ messages: z.array(z.object({ reply_count: z.number().optional() })) })

export function createSlack(options: SlackOptions): SlackPlatform {
  const { botToken, apiUrl, log, vocabulary, clock = systemClock } = options
  const api = createApi(botToken, 'SLACK_BOT_TOKEN', apiUrl, sdkLog(log))
  const pace = createPace(gaps, clock)
  let connection: Connection | undefined

  return {
    name: 'slack',
    can: { layouts: ['sections', 'thread', 'overview'] },
    render: (digest, layout, discussion, marks) => renderSlack(digest, layout, vocabulary, discussion, marks),
    renderPrompt: slackPrompt,
    renderSeed: slackSeed,
    renderLine: slackLine,
    renderCards: (key, cards) => slackCardParts(key, cards, vocabulary),
    request: slackRequest,
    post: (posting) =>
      pace.run(posting.place.channel, async () => {
        const call = slackRequest(posting)
        const answer = posted.safeParse(await attempt(api, call.method, call.body))
        if (!answer.success) throw new Ambiguous('Slack', 'its answer names no message', { cause: answer.error })
        return refTo(call, answer.data.ts, api, log)
      }),
    edit: (ref, posting) =>
      pace.run(ref.channel, async () => {
        const call = slackUpdate(ref, posting)
        await attempt(api, call.method, call.body)
      }),
    find: async (posting, since) => {
      const call = slackRequest(posting)
      const ts = await findMessage(call, since, api)
      return ts === undefined ? undefined : refTo(call, ts, api, log)
    },
    // In Slack every message has its thread already.
    openDiscussion: async (ref) => ({ channel: ref.channel, under: ref }),
    whisper: async (user, cards) => {
      for (const body of slackCards(cards, vocabulary)) {
        const message = { ...body, channel: user, unfurl_links: false, unfurl_media: false }
        await pace.run(user, () => api.call('chat.postMessage', message))
      }
    },
    countReplies: async ({ channel, message, thread: parent = message }) => {
      // The first message comes along whatever is asked for, and knows the number.
      const answer = await attempt(api, 'conversations.replies', { channel, ts: parent, limit: 1 })
      return thread.parse(answer).messages[0]?.reply_count ?? 0
    },
    start: async () => {
      try {
        connection = await openSocket(options, api)
      } catch (error) {
        throw startError('Slack', slackError(error, '', 'SLACK_BOT_TOKEN'))
      }
    },
    stop: async () => {
      await connection?.close()
      connection = undefined
    },
  }
}

async function refTo(call: ApiCall, ts: string, api: SlackApi, log: Log): Promise<MessageRef> {
  const { channel, thread_ts: thread } = z
    .object({ channel: z.string(), thread_ts: z.string().optional() })
    .parse(call.body)
  const link = await linkTo(channel, ts, api, log)
  return { platform: 'slack', channel, message: ts, ...(thread && { thread }), ...(link && { link }) }
}

/** A message without a link is still a message. */
async function linkTo(channel: string, ts: string, api: SlackApi, log: Log): Promise<string | undefined> {
  try {
    return permalink.parse(await api.call('chat.getPermalink', { channel, message_ts: ts })).permalink
  } catch (error) {
    log.debug({ channel, err: error }, 'Slack gave no link to the message')
    return undefined
  }
}
