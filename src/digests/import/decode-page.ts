import { type Decoded, decodeText } from '../markdown/decode.ts'

/** How far into a page its own statement about its encoding may be, in bytes: https://html.spec.whatwg.org/#charset */
const prologueBytes = 1024

/**
 * The text of a page's bytes: UTF-8, or the encoding that its signature or the page itself states, if all bytes are valid in
 * it. An encoding is never guessed.
 */
export function decodePage(bytes: Uint8Array, limit: number): Decoded {
  const decoded = decodeText(bytes, limit)
  if (!('rule' in decoded) || decoded.rule !== 'encoding') return decoded
  const encoding = signedEncoding(bytes) ?? statedEncoding(bytes)
  const text = encoding && decodeAs(bytes, encoding)
  return text === undefined || text.includes('\0') ? decoded : { text }
}

function signedEncoding([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Two zero bytes behind it are the signature of UTF-32, which no browser reads.
  return first === 0xff && second === 0xfe && !(third === 0 && fourth === 0) ? 'utf-16le' : undefined
}

function statedEncoding(bytes: Uint8Array): string | undefined {
  const prologue = new TextDecoder('latin1').decode(bytes.subarray(0, prologueBytes))
  const [, xml] = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)/i.exec(prologue) ?? []
  const [, meta] = /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(prologue) ?? []
  const stated = xml ?? meta
  // A page whose beginning can be read as ASCII is not UTF-16, whatever it states.
  return stated !== undefined && /^utf-?16/i.test(stated) ? undefined : stated
}

/** Undefined if the encoding is unknown, or if some bytes are not valid in it. */
function decodeAs(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
