import type { Block, Inline } from '../../domain/digest.ts'
import { inlineElements } from './inlines.ts'

/** Words of ours, unstyled. */
export function words(value: string): Inline[] {
  return [{ type: 'text', value }]
}

export function paragraph(children: readonly Inline[]): Block {
  return { type: 'paragraph', children }
}

export function strong(children: readonly Inline[]): Inline[] {
  return [{ type: 'strong', children }]
}

/** The pieces that have something to show, a blank between them. */
export function spaced(...pieces: readonly (readonly Inline[])[]): Inline[] {
  return pieces
    .filter((piece) => inlineElements(piece).length > 0)
    .flatMap((piece, at) => (at > 0 ? [...words(' '), ...piece] : piece))
}

export function bullets(items: readonly (readonly Inline[])[], ordered = false): Block {
  return { type: 'list', ordered, start: 1, items: items.map((item) => ({ children: [paragraph(item)] })) }
}
