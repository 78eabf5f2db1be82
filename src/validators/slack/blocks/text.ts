import { z } from 'zod'
import { webAddress } from '../../../domain/web-address.ts'
import { limits } from '../limits.ts'

// https://docs.slack.dev/reference/block-kit/composition-objects/text-object

export function plainTextSchema(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(Math.min(max, limits.textObject)),
    emoji: z.boolean().optional(),
  })
}

/** Plain text or mrkdwn. */
export function textSchema(max: number) {
  const mrkdwn = z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(Math.min(max, limits.textObject)),
    verbatim: z.boolean().optional(),
  })
  return z.discriminatedUnion('type', [plainTextSchema(max), mrkdwn])
}

/** The id of a block or an action, chosen by the app. */
export const id = z.string().min(1).max(limits.id)

/** An address on the public web. */
export const url = z
  .string()
  .max(limits.url)
  .refine((address) => webAddress(address) === address, { error: 'invalid url' })

/** The fields that every block may have. */
export const block = { block_id: id.optional() }
