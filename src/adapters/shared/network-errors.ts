import { Ambiguous, ExpectedError, PlatformBusy, PlatformUnreachable, TokenRefused } from '../../domain/errors.ts'
import { failureReason } from '../../i18n/failures.ts'
import { usedProxyAtFault } from '../../lib/proxy.ts'
import { unreadableCause } from '../../lib/unreadable-cause.ts'

/**
 * Whether a network error proves that the request was never sent: DNS, connecting or TLS failed. Anything else (a reset, a
 * timeout, a closed socket) may have happened after the platform had read it.
 */
export function isUnsent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (refusalOfProxy(error) !== undefined) return true
  // Several addresses of one name were tried: each must have failed before anything was sent.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isUnsent)
  // A DOMException has a number for a code.
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  if (typeof code === 'string' && (beforeSending.has(code) || code.startsWith('ERR_TLS_'))) return true
  return isUnsent(error.cause)
}

/** A reason that can be looked up: `ECONNREFUSED` instead of "fetch failed". */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  const { code } = error as { code?: unknown }
  const refusal = refusalOfProxy(error)
  if (refusal !== undefined) return `the proxy answers ${refusal}`
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time'
  // The SDKs have codes of their own, in lower case.
  if (typeof code === 'string' && /^[A-Z_\d]+$/.test(code)) {
    if (unreadableCause(code) === 'files') return `${code}: the bot has too many files open`
    const proxy = usedProxyAtFault(error)
    return proxy === undefined ? code : `${code} at the proxy ${proxy}`
  }
  return error.cause === undefined ? 'no answer' : networkReason(error.cause)
}

/**
 * The status with which a proxy refused a tunnel, before which nothing is sent. Undici has no code for it:
 * https://github.com/nodejs/undici/blob/main/lib/dispatcher/proxy-agent.js
 */
const refusalOfProxy = ({ message }: Error) => /^Proxy response \((\d{3})\) !== 200/.exec(message)?.[1]

/** Codes of undici and OpenSSL: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const beforeSending = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** The error of a failed connection attempt: there was no message to post, so none can be lost. */
export function connectionError(platform: string, meaning: Error): ExpectedError {
  const isClear = [TokenRefused, PlatformBusy, PlatformUnreachable].some((kind) => meaning instanceof kind)
  if (isClear) return meaning as ExpectedError
  const unexpected = meaning instanceof ExpectedError ? meaning.reason : failureReason('unexpected-response')
  const why = meaning instanceof Ambiguous ? meaning.what : unexpected
  return new PlatformUnreachable(platform, why, { cause: meaning })
}
