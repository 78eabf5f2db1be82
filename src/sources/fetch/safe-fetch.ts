import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { failureReason } from '../../i18n/failures.ts'
import { proxyDispatcherFor } from '../../lib/proxy.ts'
import { readRetryAfter } from '../../lib/retry-after.ts'
import { version } from '../../lib/version.ts'
import { FetchFailed } from './fetch-failed.ts'
import {
  type AllowedHost,
  checkAddress,
  type ResolvedAddress,
  type ResolveName,
  resolveChecked,
} from './public-address.ts'
import { acceptedEncodings, readBody } from './read-body.ts'

export interface FetchSettings {
  /** How servers reach the operator: an address or a page, in the `User-Agent`. */
  readonly contact?: string
  /** Hosts that may be private and on any port. */
  readonly allow: readonly AllowedHost[]
}

interface FetchRequest {
  readonly url: string
  /** Media types, as in the header `Accept`. */
  readonly accept: string
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

/** A server's response; without `body` if nothing changed (304). */
export interface FetchedDocument {
  readonly body: Buffer | undefined
  readonly contentType: string
  readonly etag?: string
  readonly lastModified?: string
  /** After redirects. */
  readonly url: string
}

export interface FetchOptions extends FetchSettings {
  readonly signal?: AbortSignal
  /** Replaces the system's resolver, in tests. */
  readonly resolve?: ResolveName
  readonly timeoutMs?: number
}

/** The largest document, decompressed, in bytes. */
const maxBytes = 10_000_000

/** How long everything about one document may take, redirects and a slow body included, in milliseconds. */
const maxMs = 20_000

const maxRedirects = 5

/** Fetches a document of the public internet. Throws `FetchFailed` with a sentence. */
export async function safeFetch(wanted: FetchRequest, options: FetchOptions): Promise<FetchedDocument> {
  const timeoutMs = options.timeoutMs ?? maxMs
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout
  try {
    return await withSignal(follow(wanted, { ...options, signal }), signal)
  } catch (error) {
    if (error instanceof FetchFailed) throw error
    if (timeout.aborted) {
      throw new FetchFailed(failureReason('source-slow', String(timeoutMs / 1000)), { cause: error })
    }
    if (options.signal?.aborted) throw new FetchFailed(failureReason('source-stopping'), { cause: error })
    const reason = failureReason('source-unreachable', hostOf(wanted.url), describe(error))
    throw new FetchFailed(reason, { cause: error })
  }
}

/** Also ends what cannot be aborted, such as the resolution of a name. */
async function withSignal<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

async function follow(wanted: FetchRequest, options: FetchOptions & { readonly signal: AbortSignal }) {
  let url = parse(wanted.url)
  for (let redirects = 0; ; redirects += 1) {
    const answer = await ask(url, wanted, options)
    if ('document' in answer) return answer.document
    if (redirects === maxRedirects) throw new FetchFailed(failureReason('source-redirects', String(maxRedirects)))
    const next = URL.parse(answer.location, url)
    if (!next) throw new FetchFailed(failureReason('source-redirect-address', url.hostname))
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      throw new FetchFailed(failureReason('source-redirect-http', url.hostname))
    }
    url = next
  }
}

function parse(address: string): URL {
  const url = URL.parse(address)
  if (!url) throw new FetchFailed(failureReason('source-no-address'))
  return url
}

type Answer = { readonly document: FetchedDocument } | { readonly location: string }

async function ask(
  url: URL,
  { accept, etag, lastModified }: FetchRequest,
  { contact, allow, resolve, signal }: FetchOptions & { readonly signal: AbortSignal },
): Promise<Answer> {
  checkAddress(url, allow)
  await using connection = await connect(url, allow, resolve)
  const { statusCode, headers, body } = await request(url, {
    dispatcher: connection.dispatcher,
    signal,
    headers: {
      accept,
      'accept-encoding': acceptedEncodings,
      'user-agent': userAgent(contact),
      ...(etag && { 'if-none-match': etag }),
      ...(lastModified && { 'if-modified-since': lastModified }),
    },
  })
  body.on('error', () => {})
  const header = (name: string) => [headers[name]].flat()[0]
  const location = header('location')
  const isRedirect = [301, 302, 303, 307, 308].includes(statusCode) && location !== undefined
  if (statusCode !== 200) {
    body.destroy()
    if (isRedirect) return { location }
    if (statusCode !== 304) throw statusError(url, statusCode, header('retry-after'))
  }
  const bytes = statusCode === 200 ? await readBody(body, header('content-encoding'), maxBytes) : undefined
  const [newEtag, newModified] = [header('etag'), header('last-modified')]
  return {
    document: {
      body: bytes,
      contentType: header('content-type') ?? '',
      ...(newEtag && { etag: newEtag }),
      ...(newModified && { lastModified: newModified }),
      url: url.href,
    },
  }
}

function statusError(url: URL, status: number, retryAfter: string | undefined): FetchFailed {
  const retryAfterMs = readRetryAfter(retryAfter, Date.now())
  return new FetchFailed(failureReason('source-status', url.hostname, String(status)), { retryAfterMs })
}

interface Connection extends AsyncDisposable {
  readonly dispatcher: Dispatcher
}

/**
 * A connection to the checked addresses only: the name is not resolved again, so that a second answer of its name
 * server cannot lead elsewhere. Through a proxy, which resolves names itself, only this machine's answer is checked.
 */
async function connect(url: URL, allow: readonly AllowedHost[], resolve?: ResolveName): Promise<Connection> {
  const proxy = proxyDispatcherFor(url)
  if (proxy) {
    await resolveChecked(url, allow, resolve).catch((error: unknown) => {
      // Behind a proxy, a machine often cannot resolve public names.
      if (!(error instanceof FetchFailed && error.cause)) throw error
    })
    return { dispatcher: proxy, [Symbol.asyncDispose]: async () => {} }
  }
  const addresses = await resolveChecked(url, allow, resolve)
  const agent = new Agent({ connect: { lookup: pinned(addresses) }, pipelining: 0, maxHeaderSize: 32_768 })
  return { dispatcher: agent, [Symbol.asyncDispose]: () => agent.destroy() }
}

function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else if (first) callback(null, first.address, first.family)
    else callback(new Error('no address'), '', 4)
  }
}

function userAgent(contact: string | undefined): string {
  return `MorningPost/${version} (digest bot${contact ? `; ${contact}` : ''})`
}

const hostOf = (address: string): string => URL.parse(address)?.hostname ?? address

function describe(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return String(code ?? message ?? error)
}
