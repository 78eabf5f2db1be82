import type { Block, Image, Inline } from './digest.ts'
import type { Reply } from './interaction.ts'

/** A paragraph of plain words and styled pieces. */
export function paragraph(...pieces: readonly (string | Inline)[]): Block {
  return { type: 'paragraph', children: pieces.map(inline) }
}

/** A list of one paragraph an item, with bullets or numbers. */
export function bullets(items: readonly (readonly (string | Inline)[])[], ordered = false): Block {
  return { type: 'list', ordered, start: 1, items: items.map((item) => ({ children: [paragraph(...item)] })) }
}

/** A reply of one sentence. */
export function sentence(...pieces: readonly (string | Inline)[]): Extract<Reply, { type: 'text' }> {
  return { type: 'text', text: pieces.map(inline) }
}

export function unstyled(value: string): Inline {
  return { type: 'text', value }
}

export function strong(...pieces: readonly (string | Inline)[]): Inline {
  return { type: 'strong', children: pieces.map(inline) }
}

export function code(value: string): Inline {
  return { type: 'code', value }
}

/** A mention of a channel. */
export function channelMention(channel: string): Inline {
  return { type: 'channel', value: channel }
}

export function link(value: string, url: string): Inline {
  return { type: 'link', url, children: [unstyled(value)] }
}

/** An image as a link, for places that can show only text. */
export function imageLink({ alt, url }: Image): Inline {
  return link(alt, url)
}

function inline(piece: string | Inline): Inline {
  return typeof piece === 'string' ? unstyled(piece) : piece
}
