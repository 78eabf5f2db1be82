import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { ProxyAgent, request } from 'undici'
import { expect, test } from 'vitest'
import { isUnsent, networkReason } from '../../../src/adapters/shared/network-errors.ts'

async function failureOf(url: string): Promise<unknown> {
  return fetch(url, { method: 'POST', body: 'hello', signal: AbortSignal.timeout(5_000) }).then(
    () => undefined,
    (error: unknown) => error,
  )
}

async function withServer<T>(
  answer: RequestListener,
  use: (url: string) => Promise<T>,
  tunnel?: (request: IncomingMessage, socket: Duplex) => void,
): Promise<T> {
  const server = createServer(answer)
  if (tunnel) server.on('connect', tunnel)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('too many open files are no fault of the platform', () => {
  const error = Object.assign(new Error('connect EMFILE'), { code: 'EMFILE', syscall: 'connect' })
  expect(networkReason(new TypeError('fetch failed', { cause: error }))).toBe('EMFILE: the bot has too many files open')
  expect(isUnsent(error)).toBe(true)
})

test('no server is listening: nothing was sent', async () => {
  const url = await withServer(
    () => {},
    async (address) => address,
  )
  const error = await failureOf(url)
  expect(isUnsent(error)).toBe(true)
  expect(networkReason(error)).toBe('ECONNREFUSED')
})

test('a proxy that refuses the tunnel: nothing was sent, and its status is named', async () => {
  const error = await withServer(
    () => {},
    async (proxy) => {
      const dispatcher = new ProxyAgent({ uri: proxy, proxyTunnel: true })
      return await request('http://slack.invalid/', { dispatcher }).catch((reason: unknown) => reason)
    },
    (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
  )
  expect(isUnsent(error)).toBe(true)
  expect(networkReason(error)).toBe('the proxy answers 407')
  expect(networkReason(new TypeError('fetch failed', { cause: error }))).toBe('the proxy answers 407')
})

test('a connection cut after the request: it may have arrived', async () => {
  const error = await withServer((request) => request.socket.destroy(), failureOf)
  expect(error).toBeInstanceOf(Error)
  expect(isUnsent(error)).toBe(false)
})

test('no answer in time: it may have arrived', async () => {
  const error = await withServer(
    () => {},
    (url) =>
      fetch(url, { signal: AbortSignal.timeout(50) }).then(
        () => undefined,
        (reason: unknown) => reason,
      ),
  )
  expect(isUnsent(error)).toBe(false)
  expect(networkReason(error)).toBe('no answer in time')
})

test('of several addresses, all must have refused', () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' })
  const failed = (errors: Error[]) => new TypeError('fetch failed', { cause: new AggregateError(errors) })
  expect(isUnsent(failed([refused, refused]))).toBe(true)
  expect(isUnsent(failed([refused, reset]))).toBe(false)
})

test('a certificate that cannot be trusted: nothing was sent', () => {
  const cause = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
  expect(isUnsent(new TypeError('fetch failed', { cause }))).toBe(true)
})
