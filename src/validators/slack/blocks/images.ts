import { z } from 'zod'
import { limits } from '../limits.ts'
import { block, plainText, url, webUrl } from './text.ts'

// https://docs.slack.dev/reference/block-kit/blocks/image-block, image-element and video-block.

const picture = {
  type: z.literal('image'),
  alt_text: z.string().min(1).max(limits.imageAlt),
  image_url: webUrl.optional(),
  slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url })]).optional(),
}

const oneSource = ({ image_url, slack_file }: { image_url?: unknown; slack_file?: unknown }) =>
  (image_url === undefined) !== (slack_file === undefined)
const oneSourceError = { error: 'must define either "image_url" or "slack_file"' }

export const imageElement = z.strictObject(picture).refine(oneSource, oneSourceError)

export const image = z
  .strictObject({ ...picture, ...block, title: plainText(limits.imageTitle).optional() })
  .refine(oneSource, oneSourceError)

const httpsUrl = webUrl.refine((value) => value.startsWith('https:'), { error: 'invalid url' })

export const video = z.strictObject({
  type: z.literal('video'),
  ...block,
  video_url: httpsUrl,
  thumbnail_url: webUrl,
  alt_text: z.string().min(1).max(limits.videoText),
  title: plainText(limits.videoTitle),
  title_url: httpsUrl.optional(),
  author_name: z.string().min(1).max(limits.videoAuthor).optional(),
  provider_name: z.string().min(1).max(limits.videoAuthor).optional(),
  provider_icon_url: webUrl.optional(),
  description: plainText(limits.videoText).optional(),
})
