import type { Part } from '../../domain/part.ts'
import { type Json, records, string } from '../../lib/json.ts'
import type { RichText, SlackBlock } from './block-kit.ts'
import { measure } from './limits.ts'

/** The part with links in place of images: of those addresses, or all. Undefined if it has none of them. */
export function withoutImagesOnSlack(part: Part, urls: readonly string[] = []): Part | undefined {
  const body = bodyWithoutImages(part.body, urls)
  return body && { ...part, body, budget: measure(body.blocks as readonly SlackBlock[]) }
}

/** The same for the body of any message. */
export function bodyWithoutImages(body: Json, urls: readonly string[] = []): Json | undefined {
  const isMeant = ({ type, image_url: url }: Json) =>
    type === 'image' && (urls.length === 0 || urls.includes(string(url)))
  const blocks = records(body.blocks)
  if (!blocks.some(isMeant)) return undefined
  return { ...body, blocks: blocks.map((block) => (isMeant(block) ? imageLink(block) : block)) }
}

function imageLink({ image_url: url, alt_text: alt }: Json): RichText {
  const link = { type: 'link', url: string(url), text: string(alt) } as const
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [link] }] }
}
