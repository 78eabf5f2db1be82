import fc from 'fast-check'
import type { Layout } from '../../src/domain/destination.ts'
import type { Digest } from '../../src/domain/digest.ts'
import type { Part } from '../../src/domain/part.ts'
import { arbitraryDigest } from '../arbitrary.ts'

export interface Rendered {
  readonly digest: Digest
  readonly layout: Layout
  readonly parts: readonly Part[]
}

/** Any digests, each rendered once in one of the layouts: rendering takes most of the time of the checks. */
export function anyParts(
  numRuns: number,
  layouts: readonly Layout[],
  render: (digest: Digest, layout: Layout) => readonly Part[],
  digests = arbitraryDigest,
): readonly Rendered[] {
  return fc
    .sample(fc.tuple(digests, fc.constantFrom(...layouts)), numRuns)
    .map(([digest, layout]) => ({ digest, layout, parts: render(digest, layout) }))
}
