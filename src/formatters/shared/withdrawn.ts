import type { Digest } from '../../domain/digest.ts'
import type { Notice, Part } from '../../domain/part.ts'
import type { PartKey } from '../../domain/part-key.ts'

/**
 * The messages of a withdrawn digest: each is replaced by one line. Those of other digests stay as they are.
 */
export function replaceWithdrawn(
  parts: readonly Part[],
  { withdrawn, title, date, language }: Digest,
  renderLine: (key: PartKey, notice: Notice, language: string) => Part,
): readonly Part[] {
  if (withdrawn === undefined) return parts
  // A preview does not know when it was withdrawn; any time will do.
  const moment = { at: Date.parse(`${date}T12:00:00Z`), dated: true }
  return parts.map(({ key, under }) => {
    const heading = key === 'overview' ? title : undefined
    const notice: Notice = { type: 'withdrawn', reason: withdrawn, moment, ...(heading && { title: heading }) }
    return { ...renderLine(key, notice, language), ...(under !== undefined && { under }) }
  })
}
