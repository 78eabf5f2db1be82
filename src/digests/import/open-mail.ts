import type { Day } from '../../domain/day.ts'
import { readDate } from '../markdown/front-matter-date.ts'

/** How deep the parts of an e-mail may be in one another. */
const depthMax = 32
/** Of all headers together, in bytes. */
const headersMax = 256 * 1024
/** Of the start of a file that is looked at for headers, in bytes. */
const headBytes = 64 * 1024

/** Mail programs that save a whole mailbox write a line before each e-mail. */
const mailboxLine = /^From \S.*\r?\n/

/** A field with its further lines. */
const fields = /^(?:[!-9;-~]+:.*(?:\r?\n[ \t].*)*\r?\n){2,}/

/** Header fields that only e-mails begin with. */
const sign =
  /^(?:(?:mime-version|received|return-path|message-id|content-transfer-encoding|dkim-signature): ?\S|content-type: ?(?:text|multipart|message)\/)/im

/** A text that was copied out of an e-mail: its letters are still encoded (quoted-printable). */
const encoded = /=[C-F][\dA-F](?:=[89AB][\dA-F]){1,3}[\s\S]*=[C-F][\dA-F](?:=[89AB][\dA-F]){1,3}/
const encodedHeaders = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n'

/** Whether bytes begin with the headers of an e-mail, or have its encoding. */
export function isMail(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headBytes)).replace(mailboxLine, '')
  return sign.test(fields.exec(head)?.[0] ?? '') || encoded.test(head)
}

interface OpenMail {
  /** In UTF-8: its HTML, or else its text; empty if it has neither. */
  readonly page: Uint8Array
  /** Its subject. */
  readonly title?: string
  /** That of its date, in the time zone of who sent it. */
  readonly day?: Day
  /** The address of the page that a browser saved in this form (`.mht`): it is no e-mail. */
  readonly url?: string
}

/** What a saved e-mail says, or the one that is attached to it, without other attachments. An e-mail that cannot be read is empty. */
export async function openMail(bytes: Uint8Array): Promise<OpenMail> {
  // Few imports are e-mails.
  const { default: PostalMime } = await import('postal-mime')
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headBytes))
  const start = mailboxLine.exec(head)?.[0].length ?? 0
  const own = withHeaders(bytes.subarray(start), head.slice(start))
  const limits = { maxNestingDepth: depthMax, maxHeadersSize: headersMax }
  const mail = await PostalMime.parse(own, limits).catch(() => undefined)
  const { subject = '', html = '', text = '', attachments = [] } = mail ?? {}
  // The e-mail was forwarded with a short note.
  const [forwarded, ...others] = attachments.filter(({ mimeType }) => mimeType === 'message/rfc822')
  if (html.trim() === '' && forwarded && others.length === 0 && typeof forwarded.content !== 'string')
    return openMail(new Uint8Array(forwarded.content))
  const title = subject.replace(/\s+/g, ' ').trim()
  const page = new TextEncoder().encode(html.trim() === '' ? text.trim() : html)
  const day = readDate(mail?.headers.find(({ key }) => key === 'date')?.value ?? '')?.day
  const from = mail?.headers.find(({ key }) => key === 'snapshot-content-location')?.value ?? ''
  const url = /^https?:/i.test(from) && URL.canParse(from) ? from : undefined
  return { page, ...(title !== '' && { title }), ...(day && { day }), ...(url && { url }) }
}

/** Adds the missing headers to an encoded text: some are copied with only a subject, or without any header. */
function withHeaders(bytes: Uint8Array, head: string): Uint8Array {
  const written = fields.exec(head)?.[0]
  if (sign.test(written ?? '')) return bytes
  const added = written === undefined ? `${encodedHeaders}\r\n` : encodedHeaders
  // Two signs at the end of a line are a frame: one alone joins it with the next line.
  const body = Buffer.from(bytes)
    .toString('latin1')
    .replace(/={2,}(?=[ \t]*\r?$)/gm, (frame) => '=3D'.repeat(frame.length))
  return Buffer.from(added + body, 'latin1')
}
