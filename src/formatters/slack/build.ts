import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { inlineElements } from './inlines.ts'

/** The pieces that have something to show, a blank between them. */
export function spaced(...pieces: readonly (readonly Inline[])[]): Inline[] {
  return pieces
    .filter((piece) => inlineElements(piece).length > 0)
    .flatMap((piece, at) => (at > 0 ? [unstyled(' '), ...piece] : piece))
}
