import { z } from 'zod'

const text = z.string().optional()
const field = z.strictObject({ title: z.string(), value: z.string(), short: z.boolean().optional() })

/** https://docs.slack.dev/messaging/formatting-message-text#attachments: the legacy way, before blocks. */
export const attachments = z.array(
  z.strictObject({
    /** Judged with the blocks of the message. */
    blocks: z.array(z.unknown()).optional(),
    fields: z.array(field).optional(),
    mrkdwn_in: z.array(z.enum(['pretext', 'text', 'fields'])).optional(),
    actions: z.array(z.unknown()).optional(),
    fallback: text,
    color: text,
    pretext: text,
    author_name: text,
    author_link: text,
    author_icon: text,
    title: text,
    title_link: text,
    text,
    image_url: text,
    thumb_url: text,
    footer: text,
    footer_icon: text,
    ts: z.union([z.string(), z.number()]).optional(),
    callback_id: text,
  }),
)
