import { z } from 'zod'
import { hourMs, minuteMs } from '../../domain/duration.ts'
import { CannotSay } from '../../domain/errors.ts'
import type { ApiCall } from '../../domain/part.ts'
import { markedDate } from '../../formatters/discord/marker.ts'
import type { DiscordApi } from './api.ts'
import { codes, errorCode } from './errors.ts'

/** https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100

/** Up to 4,000 messages since the first attempt. */
const pagesMax = 40

interface SearchPlace {
  readonly channel: string
  readonly isThread: boolean
}

/** A search: messages from `since` on, in milliseconds since 1970, except `others`. */
export interface Search {
  readonly since: number
  readonly others: ReadonlySet<string>
}

/** The id of the message that this call posted in a channel at or after `since`; undefined if it is certainly not there. */
export async function findInChannel(
  call: ApiCall,
  where: SearchPlace,
  { since, others }: Search,
  api: DiscordApi,
): Promise<string | undefined> {
  const me = await api.ownId()
  let after = earliestSnowflake(since)
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await list(where, after, api)
    const found = page.find(
      (seen) => seen.author.id === me && !others.has(seen.id) && isMessageOf(seen, call.body, since),
    )
    if (found) return found.id
    if (pages === 0 && page.length === 0) await assertReadable(where, after, api)
    if (page.length < pageSize) return undefined
    after = page.map(({ id }) => id).reduce(maxSnowflake)
  }
  throw new CannotSay('Discord', `more than ${pageSize * pagesMax} messages were posted since`)
}

async function list({ channel, isThread }: SearchPlace, after: string, api: DiscordApi): Promise<readonly Message[]> {
  try {
    const query = { after, limit: String(pageSize) }
    return z.array(message).parse(await api.call('GET', `/channels/${channel}/messages`, { query }))
  } catch (error) {
    // The thread was never opened or was deleted, so it has no messages.
    if (isThread && errorCode(error) === codes.unknownChannel) return []
    throw error
  }
}

/**
 * Throws if the bot may not read the history: listing messages then gives an empty list instead of an error. Requesting
 * one message needs the same permission and is refused without it.
 */
async function assertReadable({ channel }: SearchPlace, anyId: string, api: DiscordApi): Promise<void> {
  try {
    await api.call('GET', `/channels/${channel}/messages/${anyId}`)
  } catch (error) {
    const code = errorCode(error)
    if (code === codes.unknownMessage || code === codes.unknownChannel) return
    throw error
  }
}

/**
 * This machine's clock may have been ahead of Discord's by this much at the first attempt: a machine that takes its local time for
 * UTC is wrong by up to 14 hours. In milliseconds.
 */
export const clockErrorMs = 15 * hourMs

/** How far two synchronized clocks may differ, in milliseconds. */
export const clockSkewMs = minuteMs

/** The epoch of snowflakes: https://docs.discord.com/developers/reference#snowflakes */
const epochMs = 1_420_070_400_000

const component = z.object({ id: z.number().optional() })

export const message = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string(),
  components: z.array(component).optional(),
})
export type Message = z.infer<typeof message>

/** A message is recognized by the id of its first component, the date of an overview, or else its text. */
const sent = z.object({ content: z.string().optional(), components: z.array(component).optional() })

/**
 * Whether a message of the bot was created from this body; it may have been edited since. A match by text alone counts
 * only from `since` on: the same text may have been posted before.
 */
export function isMessageOf(seen: Message, body: unknown, since: number): boolean {
  const { content = '', components = [] } = sent.parse(body)
  const marker = components[0]?.id
  if (marker !== undefined && (seen.components ?? []).some(({ id }) => id === marker)) return true
  const date = markedDate(content)
  if (date !== undefined) return markedDate(seen.content) === date
  const isRecent = maxSnowflake(seen.id, idAt(since - clockSkewMs)) === seen.id
  return marker === undefined && isRecent && seen.content === content.trim()
}

/** A lower bound for the id of a message first sent at this time, whatever the clocks say. */
export function earliestSnowflake(since: number): string {
  return idAt(since - clockErrorMs)
}

/** The id of a message that is created at this time. */
export function idAt(moment: number): string {
  return String(BigInt(Math.max(0, Math.floor(moment) - epochMs)) << 22n)
}

/** Ids grow with time and do not fit a number. */
export function maxSnowflake(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other
}
