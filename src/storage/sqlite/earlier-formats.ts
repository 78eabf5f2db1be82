import type { SQLOutputValue } from 'node:sqlite'
import type { ShownContent } from '../../domain/delivery.ts'
import { readPartKey } from '../../domain/part-key.ts'

/** Parses the joined strings of version 0.1.0, for the migration to JSON. */
export const earlierFormats = {
  layout_of_0_1_0: (stamp: SQLOutputValue): string | null => {
    if (stamp === null) return null
    try {
      const { content, ...layout } = JSON.parse(String(stamp))
      return JSON.stringify({ ...layout, ...(content && { contentHash: content }) })
    } catch {
      return null
    }
  },
  shown_of_0_1_0: (stamp: SQLOutputValue, takeaways: SQLOutputValue): string | null =>
    stamp === null ? null : JSON.stringify(shownOf(String(stamp), JSON.parse(String(takeaways ?? '[]')))),
}

/** `PIECE:IDENTITY:CONTENT:MESSAGES` or CONTENT alone, which is a hash, `-` for unknown, or `!` with a notice's name. */
function shownOf(stamp: string, takeaways: readonly string[]): ShownContent {
  const [, piece = '', identity = '', own, messages] = /^(.*):([\w-]*):(!?[\w-]+):(\d+)$/.exec(stamp) ?? []
  const content = own ?? stamp
  const key = readPartKey(piece)
  return {
    ...(key && { piece: { key, identity, messages: Number(messages) } }),
    ...(content.startsWith('!') ? { notice: content.slice(1) } : content !== '-' && { contentHash: content }),
    takeaways,
  }
}
