import { isUtf8 } from 'node:buffer'
import type { Context } from 'hono'
import { errorAnswer } from './answers.ts'

/** The largest digest that is read, in bytes. */
export const bodyMax = 512 * 1024

const types = ['text/markdown', 'text/x-markdown', 'text/plain', 'application/octet-stream']

/**
 * The media type that curl sends by default with `--data-binary`. A form is rejected by its content: its line ends are
 * encoded. An empty form is an empty file.
 */
const formType = 'application/x-www-form-urlencoded'

/** The Markdown of a request, or a response that says what is wrong with its body. */
export async function readMarkdownBody(context: Context): Promise<Uint8Array | Response> {
  const [type = '', ...parameters] = (context.req.header('content-type') ?? '').split(';').map((each) => each.trim())
  const isForm = type.toLowerCase() === formType
  const wrongType = () =>
    errorAnswer(context, 415, `The type is ${type}.`, 'Send Markdown, with `Content-Type: text/markdown`.')
  if (type !== '' && !isForm && !types.includes(type.toLowerCase())) return wrongType()
  const charset = parameters.find((each) => /^charset=/i.test(each))?.replace(/^charset="?([^"]*)"?$/i, '$1')
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    return errorAnswer(context, 415, `The encoding is ${charset}.`, 'Send the text as UTF-8.')
  }
  const encoding = context.req.header('content-encoding') ?? 'identity'
  if (!/^identity$/i.test(encoding)) {
    return errorAnswer(context, 415, `The content is compressed (${encoding}).`, 'Send it as it is.')
  }
  if (context.req.header('content-range') !== undefined) {
    return errorAnswer(context, 400, 'This is a part of a digest.', 'Send all of it, without `Content-Range`.')
  }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await context.req.arrayBuffer())
  } catch {
    return errorAnswer(context, 400, 'The request ended before all of it arrived.', 'Send it again.')
  }
  if (isForm && bytes.length > 0 && !bytes.includes(0x0a)) return wrongType()
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes
  return errorAnswer(context, 400, 'The body is not text in UTF-8.', 'Save the file as UTF-8, and send it again.')
}

export function tooLarge(context: Context): Response {
  context.header('connection', 'close')
  const what = `The digest holds more than ${bodyMax / 1024} KB.`
  return errorAnswer(context, 413, what, 'Send a shorter one: link pictures instead of embedding them.')
}
