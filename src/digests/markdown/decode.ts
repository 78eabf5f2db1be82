import { isUtf8 } from 'node:buffer'
import type { ProblemText } from '../../domain/problem.ts'

/** The text of a file, or why its bytes are no text. Positions count from 1. */
export type Decoded =
  | { readonly text: string }
  | (ProblemText & { readonly rule: string; readonly line: number; readonly column: number })

/** Ten times a long digest. Markdown made to be hard to parse takes seconds from here on. */
export const maxBytes = 512 * 1024

const saveAsUtf8 = 'Save it as UTF-8.'

export const noText: ProblemText = { message: 'This file is no text: it holds a zero byte.', fix: 'Save it as text.' }

/** The text of a digest's or page's bytes: UTF-8, with or without a byte order mark. */
export function decodeText(bytes: Uint8Array, limit = maxBytes): Decoded {
  if (bytes.length > limit) {
    const kind = limit === maxBytes ? 'digest' : 'page'
    return refuse('too-large', explainSize(bytes.length, limit, kind))
  }
  if (looksLikeUtf16(bytes)) return refuse('encoding', { message: 'This file is in UTF-16.', fix: saveAsUtf8 })
  // Leaves a byte order mark out, and puts U+FFFD where the bytes are no UTF-8.
  const text = new TextDecoder().decode(bytes)
  const zero = text.indexOf('\0')
  if (zero >= 0) return { ...refuse('binary', noText), ...positionOf(text, zero) }
  if (isUtf8(bytes)) return { text }
  const message = 'This file is not UTF-8; it may be in Latin-1 or Windows-1252.'
  return { ...refuse('encoding', { message, fix: saveAsUtf8 }), ...positionOf(text, text.indexOf('\uFFFD')) }
}

function refuse(rule: string, text: ProblemText) {
  return { rule, ...text, line: 1, column: 1 }
}

/** Why a file of this size is not read. */
export function explainSize(bytes: number, limit = maxBytes, kind = 'digest'): ProblemText {
  const message = `This file holds ${formatSize(bytes)}; a ${kind} may hold ${formatSize(limit)}.`
  return { message, fix: 'Make it shorter, or split it.' }
}

/** `12 bytes`, `256 KB`, `10.2 MB`. */
function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB']
  return `${Math.ceil(size * 10) / 10} ${unit}`
}

function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return true
  // Without a mark: every other byte of plain Latin text is zero.
  const head = bytes.subarray(0, 64)
  const zeros = (parity: number) => head.filter((byte, at) => at % 2 === parity && byte === 0).length
  return head.length >= 4 && [0, 1].some((parity) => zeros(parity) >= head.length / 4 && zeros(1 - parity) === 0)
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
