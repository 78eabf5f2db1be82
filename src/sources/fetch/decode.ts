/** Signatures of encodings at the start of a document. https://encoding.spec.whatwg.org/#bom-sniff */
const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  // Without a signature, XML begins with `<?`. https://www.w3.org/TR/xml/#sec-guessing
  ['utf-16be', [0x00, 0x3c, 0x00, 0x3f]],
  ['utf-16le', [0x3c, 0x00, 0x3f, 0x00]],
]

/** How far into a document its own statement about its encoding may be, in bytes. */
const prologueBytes = 1024

/**
 * The text of a document: by its signature, else as UTF-8 if its bytes are UTF-8, else as it itself or its header says,
 * else as UTF-8 or Windows-1252, by what reads better. Servers add a header to files they do not know, and pages keep
 * the statement of a template.
 */
export function decodeDocument(bytes: Uint8Array, contentType = ''): string {
  const signed = signatures.find(([, start]) => start.every((byte, at) => bytes[at] === byte))
  if (signed) return decodeAs(bytes, signed[0]) ?? ''
  const header = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1]
  const prologue = new TextDecoder('latin1').decode(bytes.subarray(0, prologueBytes))
  const own =
    /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)/i.exec(prologue)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(prologue)?.[1]
  // A document that can be read so far is not UTF-16, whatever it says.
  const stated = [own, header].map(nameOf).find((name) => name && !name.startsWith('utf-'))
  const utf8 = decodeAs(bytes, 'utf-8', true)
  // Seven-bit encodings such as ISO-2022-JP are UTF-8 as well.
  if (utf8 !== undefined && !(stated && bytes.every((byte) => byte < 0x80))) return utf8
  return decodeAs(bytes, stated ?? (isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252')) ?? ''
}

/** Whether more characters are those of UTF-8 than are broken: a few bytes are lost where a text is cut. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = decodeAs(bytes, 'utf-8') ?? ''
  const broken = text.split('\ufffd').length - 1
  return text.replaceAll(/[\p{ASCII}\ufffd]/gu, '').length > broken
}

/** The standard name of an encoding, or undefined if it is unknown. */
function nameOf(label: string | undefined): string | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

function decodeAs(bytes: Uint8Array, encoding: string, fatal = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes)
  } catch {
    return undefined
  }
}
