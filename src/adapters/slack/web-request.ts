import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { request } from 'undici'
import { type Json, parseJson, record, string } from '../../lib/json.ts'
import { onceFor } from '../../lib/once-for.ts'
import { guardedSignal } from '../../lib/request-guard.ts'
import { version } from '../../lib/version.ts'

interface WebRequest {
  /** Base URL of the Web API, with or without a slash at its end. */
  readonly apiUrl: string
  readonly token: string
  readonly method: string
  readonly body: Json
  /** How long to wait for the whole response, in milliseconds. */
  readonly timeoutMs: number
  /** Called with the headers of every response. */
  readonly onHeaders: (headers: { get(name: string): string | null }) => void
}

/**
 * Sends one request to the Web API, as the SDK's `WebClient.apiCall` does, and throws its errors. The client itself
 * takes longer for a message than everything else that the bot does for it: it writes each body and each answer as text
 * three times for a debug log.
 */
export async function sendWebRequest(call: WebRequest): Promise<Json> {
  const { statusCode, headers, text } = await answerTo(call)
  if (statusCode === 429) {
    const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10)
    if (Number.isNaN(seconds)) throw new WebAPIHTTPError(statusCode, '', {}, text)
    throw new WebAPIRateLimitedError(seconds)
  }
  if (statusCode !== 200) throw new WebAPIHTTPError(statusCode, '', {}, text)
  const answer = parse(text)
  if (answer.ok !== true) throw new WebAPIPlatformError({ ...answer, ok: false, error: string(answer.error) })
  // A header lists the scopes of the token: https://docs.slack.dev/authentication/installing-with-oauth#checking
  const scopes = headers
    .get('x-oauth-scopes')
    ?.trim()
    .split(/\s*,\s*/)
  return scopes ? { ...answer, response_metadata: { ...record(answer.response_metadata), scopes } } : answer
}

async function answerTo({ apiUrl, token, method, body, timeoutMs, onHeaders }: WebRequest) {
  try {
    const response = await request(`${apiUrl.replace(/\/$/, '')}/${method}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'user-agent': `morning-post/${version}`,
      },
      body: formOf(body),
      ...guardedSignal(AbortSignal.timeout(timeoutMs)),
    })
    const headers = { get: (name: string) => [response.headers[name] ?? []].flat()[0] ?? null }
    onHeaders(headers)
    return { statusCode: response.statusCode, headers, text: await response.body.text() }
  } catch (error) {
    throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)))
  }
}

/** Objects and arrays are JSON within the form: https://docs.slack.dev/apis/web-api/#basics */
function formOf(body: Json): string {
  const fields = Object.entries(body).flatMap(([name, value]) => {
    if (value === undefined || value === null) return []
    if (Array.isArray(value)) return `${name}=${encodedList(value)}`
    return `${name}=${encoded(typeof value === 'object' ? JSON.stringify(value) : String(value))}`
  })
  return fields.join('&')
}

/** The blocks of a digest are the same in all channels, and longer than everything else. */
const encodedList = onceFor((list: readonly unknown[]) => encoded(JSON.stringify(list)))

/** A lone half of a surrogate pair cannot be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** A response that is no JSON object, such as the page of a proxy, is an error with its text. */
function parse(text: string): Json {
  const answer = parseJson(text)
  return answer !== undefined && record(answer) === answer ? record(answer) : { ok: false, error: text }
}
