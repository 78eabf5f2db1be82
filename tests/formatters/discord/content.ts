import type { Block, Digest, Inline } from '../../../src/domain/digest.ts'
import { outline, type Piece } from '../../../src/domain/outline.ts'
import type { Part } from '../../../src/domain/part.ts'
import { webAddress } from '../../../src/domain/web-address.ts'
import { leaves } from '../card-texts.ts'

interface Component {
  readonly content?: string
  readonly components?: readonly Component[]
}

/** All markdown of a part, in order. */
export function markdownOf({ body }: Part): string {
  const message = (body.message ?? body) as { content?: string; components?: readonly Component[] }
  return [message.content, ...texts(message.components ?? [])].filter(Boolean).join('\n')
}

function texts(components: readonly Component[]): string[] {
  return components.flatMap(({ content, components = [] }) => [...(content ? [content] : []), ...texts(components)])
}

/** The words that a reader must find, in this order; words of different styles count as different words. */
export function textsOf(digest: Digest): string[] {
  const pieces = outline(digest)
  const intro = pieces.filter((piece) => piece.type === 'prose' && piece.prose.before === 'overview')
  const ordered = [...intro, ...pieces.filter((piece) => !intro.includes(piece))]
  return [digest.title ?? '', ...ordered.flatMap((piece) => pieceTexts(piece, digest))]
}

function pieceTexts(piece: Piece, { overview, sections }: Digest): string[] {
  switch (piece.type) {
    case 'overview': {
      const tags = overview?.length === sections.length ? sections.map(({ tag }) => tag) : []
      return piece.highlights.flatMap(({ headline, text }, at) => [
        tags[at] ?? '',
        ...leaves(headline),
        ...leaves(text),
      ])
    }
    case 'section': {
      const { number, tag = '', title, body, takeaways, source } = piece.section
      return [number, tag, ...leaves([title, body, takeaways, source])]
    }
    case 'notes':
      return piece.notes.flatMap(({ number = '', tag = '', title, text }) => [number, tag, ...leaves([title, text])])
    case 'observation':
      return leaves(piece.blocks)
    case 'prose':
      return leaves([piece.prose.title, piece.prose.blocks])
  }
}

/** Every address in a digest. */
export function linksOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linksOf)
  if (typeof value !== 'object' || value === null) return []
  const node = value as Inline | Block
  const own = node.type === 'link' && webAddress(node.url) ? [node.url] : []
  return [...own, ...Object.values(value).flatMap(linksOf)]
}

/** An address as a browser would open it. */
export function destinationOf(url: string): string {
  return decodeURIComponent(new URL(url).href)
}
