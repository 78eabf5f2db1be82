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
 * The text of a document: by its signature, else as its header or it itself says, else as UTF-8, else as Windows-1252.
 * If header and document disagree, UTF-8 is taken where the bytes are UTF-8: servers add a header to files they do not know.
 */
export function decodeDocument(bytes: Uint8Array, contentType = ''): string {
  const signed = signatures.find(([, start]) => start.every((byte, at) => bytes[at] === byte))
  if (signed) return decodeAs(bytes, signed[0]) ?? ''
  const header = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1]
  const prologue = new TextDecoder('latin1').decode(bytes.subarray(0, prologueBytes))
  const own =
    /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)/i.exec(prologue)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(prologue)?.[1]
  const [stated, other] = [header, own].flatMap((label) => nameOf(label) ?? [])
  // A document that can be read so far is not UTF-16, whatever it says.
  if (stated && !stated.startsWith('utf-16') && (other === undefined || other === stated)) {
    return decodeAs(bytes, stated) ?? ''
  }
  return decodeAs(bytes, 'utf-8', true) ?? decodeAs(bytes, stated ?? 'windows-1252') ?? ''
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
