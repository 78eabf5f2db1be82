import { z } from 'zod'
import { markedDate } from '../../formatters/discord/marker.ts'

/** Discord's clock and ours may differ by this much, in milliseconds. */
export const clockSkewMs = 60_000

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

/** Whether a message of ours is the one that this body became, and may have been edited since. */
export function isThis(seen: Message, body: unknown): boolean {
  const { content = '', components = [] } = sent.parse(body)
  const marker = components[0]?.id
  if (marker !== undefined && (seen.components ?? []).some(({ id }) => id === marker)) return true
  const date = markedDate(content)
  if (date !== undefined) return markedDate(seen.content) === date
  return marker === undefined && seen.content === content.trim()
}

/** An id such as a message may have that was sent at this time: ours is never before it, however clocks differ. */
export function earliestId(since: number): string {
  return String(BigInt(Math.max(0, Math.floor(since - clockSkewMs) - epochMs)) << 22n)
}

/** Ids grow with time, and are too long for a number. */
export function later(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other
}
