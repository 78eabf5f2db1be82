import { isUtf8 } from 'node:buffer'
import type { ProblemText } from '../../domain/problem.ts'
import { problemText } from '../../i18n/problems.ts'

/** The text of a file, or why its bytes are not text. Positions count from 1. */
export type Decoded =
  | { readonly text: string }
  | (ProblemText & { readonly rule: string; readonly line: number; readonly column: number })

/** Ten times a long digest. Markdown made to be hard to parse takes seconds from here on. */
export const maxBytes = 512 * 1024

/** The text of a digest's or page's bytes: UTF-8, with or without a byte order mark. */
export function decodeText(bytes: Uint8Array, limit = maxBytes): Decoded {
  if (bytes.length > limit) {
    const kind = limit === maxBytes ? 'digest' : 'page'
    return refuse('too-large', problemText('too-large', bytes.length, limit, kind))
  }
  if (looksLikeUtf16(bytes)) return refuse('encoding', problemText('utf-16'))
  // Drops a byte order mark, and puts U+FFFD where the bytes are not UTF-8.
  const text = new TextDecoder().decode(bytes)
  const zero = text.indexOf('\0')
  if (zero >= 0) return { ...refuse('binary', problemText('zero-byte')), ...positionOf(text, zero) }
  if (isUtf8(bytes)) return { text }
  return { ...refuse('encoding', problemText('not-utf-8')), ...positionOf(text, text.indexOf('\uFFFD')) }
}

function refuse(rule: string, text: ProblemText) {
  return { rule, ...text, line: 1, column: 1 }
}

/** Why a digest of this size is not read. */
export function explainSize(bytes: number): ProblemText {
  return problemText('too-large', bytes, maxBytes, 'digest')
}

function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return true
  // UTF-16 without a byte order mark: in Latin text, every other byte is zero.
  const head = bytes.subarray(0, 64)
  const zeros = (parity: number) => head.filter((byte, at) => at % 2 === parity && byte === 0).length
  return head.length >= 4 && [0, 1].some((parity) => zeros(parity) >= head.length / 4 && zeros(1 - parity) === 0)
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
