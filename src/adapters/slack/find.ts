import { z } from 'zod'
import { hourMs } from '../../domain/duration.ts'
import { CannotSay, ExpectedError, PlatformBusy, TokenRefused } from '../../domain/errors.ts'
import type { ApiCall } from '../../domain/part.ts'
import { failureReason } from '../../i18n/failures.ts'
import type { SlackApi } from './api.ts'
import { errorCode } from './errors.ts'

/** Messages of one page, as Slack recommends for pagination; some kinds of apps get 15 at most: https://docs.slack.dev/apis/web-api/rate-limits */
const pageSize = 200

/** With 15 messages each, 600 messages since the first attempt. */
const pagesMax = 40

/**
 * Our clock may have been ahead of Slack's by this much at the first attempt: a machine that takes its local time for UTC
 * is wrong by up to 14 hours. In milliseconds.
 */
const clockErrorMs = 15 * hourMs

const page = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

const sent = z.object({
  channel: z.string(),
  thread_ts: z.string().optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }),
})

export interface FoundMessage {
  readonly ts: string
  /** The first message of the thread that it is in. */
  readonly thread?: string | undefined
}

/**
 * The message that this call posted at or after `since`; undefined if it is certainly not there. A reply whose first
 * message was deleted is in the channel. Throws `CannotSay` if Slack does not show the channel.
 */
export async function findMessage(call: ApiCall, since: number, api: SlackApi): Promise<FoundMessage | undefined> {
  const { channel, thread_ts: thread, metadata } = sent.parse(call.body)
  if (thread === undefined) return look('conversations.history', { channel }, metadata, since, api)
  try {
    return await look('conversations.replies', { channel, ts: thread }, metadata, since, api)
  } catch (error) {
    if (errorCode(error) !== 'thread_not_found') throw error
    return look('conversations.history', { channel }, metadata, since, api)
  }
}

async function look(
  method: 'conversations.history' | 'conversations.replies',
  where: ApiCall['body'],
  metadata: Metadata,
  since: number,
  api: SlackApi,
): Promise<FoundMessage | undefined> {
  const range = { oldest: ((since - clockErrorMs) / 1000).toFixed(6), include_all_metadata: true, limit: pageSize }
  let cursor: string | undefined
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const answer = await read(api, method, { ...where, ...range, ...(cursor && { cursor }) })
    const found = answer.messages.find((message) => sameMarker(message.metadata, metadata))
    // A message with replies has its own timestamp there.
    if (found) return { ts: found.ts, thread: found.thread_ts === found.ts ? undefined : found.thread_ts }
    cursor = answer.response_metadata?.next_cursor
    if (!cursor && answer.has_more) throw new CannotSay('Slack', 'it keeps back a part of the channel')
    if (!cursor) return undefined
  }
  throw new CannotSay('Slack', 'too many messages were posted since')
}

type Metadata = z.infer<typeof sent>['metadata']

function sameMarker(found: Metadata | undefined, wanted: Metadata): boolean {
  return (
    found?.event_type === wanted.event_type &&
    Object.entries(wanted.event_payload).every(([key, value]) => found.event_payload[key] === value)
  )
}

async function read(api: SlackApi, method: string, body: ApiCall['body']): Promise<z.infer<typeof page>> {
  try {
    return page.parse(await api.call(method, body))
  } catch (error) {
    const code = errorCode(error)
    if (code === 'thread_not_found') throw error
    // A channel that the bot is not in accepts no message either, so nothing is uncertain: the search runs once the bot
    // is there.
    if (code === 'channel_not_found') throw error
    if (error instanceof PlatformBusy || error instanceof TokenRefused) throw error
    if (error instanceof ExpectedError) throw new CannotSay('Slack', error.reason, { cause: error })
    if (error instanceof z.ZodError) throw new CannotSay('Slack', failureReason('unknown-format'), { cause: error })
    throw error
  }
}
