import { z } from 'zod'
import { markedDate } from '../../formatters/discord/marker.ts'

/**
 * Our clock may have been ahead of Discord's by this much when the message was first tried: a machine that takes its
 * local time for UTC is wrong by up to 14 hours. In milliseconds.
 */
export const clockErrorMs = 15 * 3_600_000

/** How far two good clocks may differ, in milliseconds. */
const clockSkewMs = 60_000

/** Where Discord's time begins: https://docs.discord.com/developers/reference#snowflakes */
const epochMs = 1_420_070_400_000

const component = z.object({ id: z.number().optional() })

export const message = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string(),
  components: z.array(component).optional(),
})
export type Message = z.infer<typeof message>

/** What of a message is ours to recognise: the id of its first component, the date of an overview, or else its words. */
const sent = z.object({ content: z.string().optional(), components: z.array(component).optional() })

/**
 * Whether a message of ours is the one that this body became, and may have been edited since. Words alone may have been
 * said before: they count only from `since` on.
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

/** An id such as a message may have that was sent at this time: ours is never before it, however clocks differ. */
export function earliestSnowflake(since: number): string {
  return idAt(since - clockErrorMs)
}

function idAt(moment: number): string {
  return String(BigInt(Math.max(0, Math.floor(moment) - epochMs)) << 22n)
}

/** Ids grow with time, and are too long for a number. */
export function maxSnowflake(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other
}
