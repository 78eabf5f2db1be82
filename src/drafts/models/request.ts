import { readRetryAfter } from '../../lib/retry-after.ts'
import { redact } from '../../observability/redact.ts'
import { ModelFailure } from './model.ts'

/** The time-out of one answer, in milliseconds: large models write slowly. */
const totalMs = 180_000

/** The longest wait for the next piece of an answer, in milliseconds. */
const silenceMs = 90_000

/** The longest answer that is read, in characters; sections are short. */
const sizeMax = 1_000_000

/** Used where the service does not say when to come back, in milliseconds. */
export const retryMs = 2_000

/** The maximum pause that a service may ask for, in milliseconds. After a longer one, the section is quoted. */
const retryMax = 120_000

export interface Limits {
  readonly totalMs: number
  readonly silenceMs: number
}

/** Posts JSON and returns the JSON of the answer. Throws `ModelFailure`; its message never has the headers. */
export async function postJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  signal: AbortSignal,
  limits: Limits = { totalMs, silenceMs },
): Promise<unknown> {
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(limits.totalMs)])
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: stop,
      // A key must not follow a redirect to another host.
      redirect: 'error',
    })
    const text = await readAll(response, limits.silenceMs, ended)
    if (!response.ok) throw refusal(response, text)
    return parse(text)
  } catch (cause) {
    if (cause instanceof ModelFailure) throw cause
    if (signal.aborted) throw new ModelFailure('the draft was stopped', undefined, { cause })
    const isLate = stop.aborted
    const why = ended.signal.aborted
      ? `sent nothing for ${limits.silenceMs / 1000} s`
      : isLate
        ? `did not answer within ${limits.totalMs / 1000} s`
        : 'cannot be reached'
    throw new ModelFailure(`the model ${why}`, isLate ? undefined : retryMs, { cause })
  }
}

async function readAll(response: Response, silence: number, ended: AbortController): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let timer = setTimeout(() => ended.abort(), silence)
  try {
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer)
      timer = setTimeout(() => ended.abort(), silence)
      text += decoder.decode(chunk, { stream: true })
      if (text.length > sizeMax) throw new ModelFailure('the answer of the model is too long')
    }
    return text + decoder.decode()
  } finally {
    clearTimeout(timer)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ModelFailure('the model’s service sent an incomplete answer', retryMs, { cause })
  }
}

/** The error message of a service, without secrets. */
export const described = (message: unknown): string => redact(String(message)).slice(0, 200)

/** Status 429 and server errors may pass; others mean that the request or the key is wrong. */
function refusal(response: Response, text: string): ModelFailure {
  const { status } = response
  const detail = described(messageOf(text))
  const words = `the model’s service answered ${status}${detail ? `: ${detail}` : ''}`
  if (status !== 429 && status !== 408 && status < 500) return new ModelFailure(words)
  const wanted = readRetryAfter(response.headers.get('retry-after'), Date.now())
  return new ModelFailure(words, wanted === undefined ? retryMs : wanted > retryMax ? undefined : wanted)
}

function messageOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown }
    if (typeof error === 'string') return error
    const { message } = (error ?? {}) as { message?: unknown }
    return typeof message === 'string' ? message : ''
  } catch {
    return ''
  }
}
