import type { Digest } from './digest.ts'

/**
 * Whether a digest has more than this number of characters, with 20 for each node: what it costs is in proportion to
 * that. Looks no further than to where the answer is known.
 */
export function exceedsLength(limit: number, digest: Digest): boolean {
  const pending: object[] = [digest]
  let length = 0
  for (let next = pending.pop(); next && length < limit; next = pending.pop()) {
    length += 20
    for (const value of Object.values(next)) {
      if (typeof value === 'string') length += value.length
      else if (typeof value === 'object' && value !== null) pending.push(value)
    }
  }
  return length >= limit
}
