import { z } from 'zod'
import { limits } from '../limits.ts'

// https://docs.slack.dev/reference/block-kit/composition-objects/text-object

export function plainText(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(Math.min(max, limits.textObject)),
    emoji: z.boolean().optional(),
  })
}

function mrkdwn(max: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(Math.min(max, limits.textObject)),
    verbatim: z.boolean().optional(),
  })
}

/** Either kind of text object. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])
}

/** An identifier of a block or an action, chosen by the app. */
export const id = z.string().min(1).max(limits.id)

/** An address with a scheme; Slack does not fetch it before the message is shown. */
export const url = z.string().max(limits.url).refine(URL.canParse, { error: 'invalid url' })

/** An address that Slack fetches by itself. */
export const webUrl = z
  .string()
  .max(limits.url)
  .refine((value) => URL.canParse(value) && /^https?:/i.test(value), { error: 'invalid url' })

/** What every block may carry. */
export const block = { block_id: id.optional() }
