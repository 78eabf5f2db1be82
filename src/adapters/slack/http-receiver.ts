import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { App, Receiver } from '@slack/bolt'
import { z } from 'zod'
import { minuteMs } from '../../domain/duration.ts'
import type { Log } from '../../domain/log.ts'
import { parseJson } from '../../lib/json.ts'
import { SignedRequests } from './signed-requests.ts'

/** Where Slack's requests arrive. */
export interface HttpAddress {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
}

/** The path of all requests. */
export const eventsPath = '/slack/events'

/** Slack's largest requests have a few hundred kilobytes. In bytes. */
const bodyMax = 1_048_576

/** How long a client may take to send its headers, and all of its request, in milliseconds. */
const [headersTimeout, requestTimeout] = [5_000, 10_000]

/** Longer than load balancers keep a connection that is not used, in milliseconds: they must be the ones to close it. */
const keepAliveTimeout = 75_000

/** How often these are checked, in milliseconds. */
const connectionsCheckingInterval = 1_000

const connectionsMax = 1_024

/** Refused requests are logged at most once in this time, in milliseconds. */
const logPauseMs = minuteMs

const word = z.string().optional()
const typed = z.looseObject({ type: word, event_id: word, trigger_id: word })

/** Receives Slack's requests over HTTP. The app acknowledges each. */
export class HttpReceiver implements Receiver {
  readonly #requests: SignedRequests
  readonly #log: Log
  readonly #running = new Set<Promise<void>>()
  #app: App | undefined
  #server: Server | undefined
  /** The refused requests of each reason that are not logged yet, and when it was last logged. */
  readonly #refused = new Map<string, { count: number; loggedAt: number }>()

  constructor(secrets: readonly string[], log: Log) {
    this.#requests = new SignedRequests(secrets)
    this.#log = log
  }

  init(app: App): void {
    this.#app = app
  }

  /** Throws Node's error if it cannot listen there. */
  start({ host, port }: HttpAddress): Promise<Server> {
    const { promise, resolve, reject } = Promise.withResolvers<Server>()
    const timeouts = { headersTimeout, requestTimeout, keepAliveTimeout, connectionsCheckingInterval }
    const server = createServer(timeouts, (request, response) => void this.#answer(request, response))
    server.maxConnections = connectionsMax
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
    this.#server = server
    return promise
  }

  /** Resolves when all requests are answered. */
  async stop(): Promise<void> {
    const server = this.#server
    if (!server?.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeIdleConnections()
    await Promise.all(this.#running)
    server.closeIdleConnections()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? ''
    if (request.method !== 'POST') {
      const isHere = path === eventsPath
      return end(isHere ? response.setHeader('Allow', 'POST') : response, isHere ? 405 : 404, greeting)
    }
    const body = await readBody(request).catch(() => undefined)
    if (body === undefined) return end(response.setHeader('Connection', 'close'), 413)
    if (path !== eventsPath) {
      if (!this.#requests.problemOf(request.headers, body)) this.#refuse(wrongPath(path))
      return end(response, 404, greeting)
    }
    const form = isForm(request) ? new URLSearchParams(body) : undefined
    // Slack tests the certificate with a request without a signature, which asks for nothing.
    if (form?.get('ssl_check') === '1') return end(response, 200)
    const problem = this.#requests.problemOf(request.headers, body)
    if (problem) {
      this.#refuse(problem)
      return end(response, 401)
    }
    const parsed = typed.safeParse(form ? readForm(form) : parseJson(body))
    if (!parsed.success) return end(response, 400)
    if (parsed.data.type === 'url_verification') return end(response, 200, { challenge: parsed.data.challenge })
    // Suggestions are not deduplicated, because a reader may type the same words again.
    const isSuggestion = parsed.data.type === 'block_suggestion'
    if (!isSuggestion && this.#requests.isRepeated(body, parsed.data)) return end(response, 200)
    const handled = this.#handle(parsed.data, response)
    this.#running.add(handled)
    await handled
    this.#running.delete(handled)
  }

  async #handle(body: z.infer<typeof typed>, response: ServerResponse): Promise<void> {
    try {
      await this.#app?.processEvent({ body, ack: (answer) => endAndFlush(response, answer) })
    } catch (error) {
      this.#log.error({ platform: 'slack', err: error }, 'an event from Slack was not handled')
    } finally {
      end(response, 200)
    }
  }

  #refuse(reason: string): void {
    // Logged without the time, which differs for each request.
    const kind = reason.replace(/\d+/g, '')
    const { count, loggedAt } = this.#refused.get(kind) ?? { count: 0, loggedAt: Number.NEGATIVE_INFINITY }
    const now = performance.now()
    const isDue = now - loggedAt >= logPauseMs
    this.#refused.set(kind, isDue ? { count: 0, loggedAt: now } : { count: count + 1, loggedAt })
    if (!isDue) return
    const fields = { platform: 'slack', reason, count: count + 1 }
    this.#log.warn(fields, 'a request was refused, because Slack did not send it or the settings are wrong')
  }
}

/** For a person who opens the address to test whether the proxy reaches the bot. */
const greeting = `This is Morning Post. It takes what Slack posts to ${eventsPath}.\n`

/** Only paths of signed requests are logged: anyone may choose the path of another one. */
function wrongPath(path: string): string {
  return `it came to ${path.slice(0, 200)}, and not to ${eventsPath}: let the proxy pass that path on`
}

/** Answers once; later calls do nothing. */
function end(response: ServerResponse, status: number, answer?: unknown): void {
  if (response.writableEnded) return
  if (answer === undefined || answer === '') response.writeHead(status).end()
  else if (answer === greeting) response.writeHead(status, { 'Content-Type': 'text/plain' }).end(greeting)
  else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
}

/**
 * Resolves when the acknowledgement is with the operating system, or the connection is gone. Node keeps it back until the
 * promises that are ready have run, and one of these may wait for a locked file.
 */
async function endAndFlush(response: ServerResponse, answer: unknown): Promise<void> {
  end(response, 200, answer)
  if (!response.writableFinished && !response.closed)
    await Promise.race([once(response, 'finish'), once(response, 'close')])
}

/** Throws if it is too large or breaks off. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  // The answer needs the connection that a plain loop would destroy.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyMax) throw new RangeError('the request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function isForm(request: IncomingMessage): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
}

/** Commands are the form itself; buttons, menus, dialogs and shortcuts are JSON in its field `payload`. */
function readForm(form: URLSearchParams): unknown {
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : parseJson(payload)
}
