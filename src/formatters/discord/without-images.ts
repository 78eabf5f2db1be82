import { link } from '../../domain/build.ts'
import type { Part } from '../../domain/part.ts'
import { type Json, record, records, string } from '../../lib/json.ts'
import { text } from './components.ts'
import { inlineMarkdown } from './inlines.ts'

const mediaGallery = 12

/** The part with links in place of images: of those addresses, or all. Undefined if it has none of them. */
export function withoutImagesOnDiscord(part: Part, urls: readonly string[] = []): Part | undefined {
  const body = bodyWithoutImages(part.body, urls)
  return body && { ...part, body }
}

/** The same for the body of any message, that of a forum post or of a response to an interaction. */
export function bodyWithoutImages(body: Json, urls: readonly string[] = []): Json | undefined {
  const changed = withoutImages(body, (url) => urls.length === 0 || urls.includes(url)) as Json
  return JSON.stringify(changed) === JSON.stringify(body) ? undefined : changed
}

function withoutImages(node: unknown, isMeant: (url: string) => boolean): unknown {
  if (Array.isArray(node))
    return node.flatMap((inner) => (isGallery(inner) ? split(inner, isMeant) : withoutImages(inner, isMeant)))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, withoutImages(inner, isMeant)]))
}

function isGallery(node: unknown): node is Json {
  return typeof node === 'object' && node !== null && 'type' in node && node.type === mediaGallery
}

/** The images that stay, then the others as links. */
function split({ items, ...gallery }: Json, isMeant: (url: string) => boolean): Json[] {
  const urlOf = ({ media }: Json) => string(record(media).url)
  const kept = records(items).filter((item) => !isMeant(urlOf(item)))
  const links = records(items)
    .filter((item) => isMeant(urlOf(item)))
    .map((item) => inlineMarkdown([link(string(item.description), urlOf(item))]))
  return [
    ...(kept.length > 0 ? [{ ...gallery, items: kept }] : []),
    ...(links.length > 0 ? [{ ...text(links.join('\n')) }] : []),
  ]
}
