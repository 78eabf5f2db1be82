import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { isUnsent, networkReason } from '../../../src/adapters/shared/network-errors.ts'

async function failureOf(url: string): Promise<unknown> {
  return fetch(url, { method: 'POST', body: 'hello', signal: AbortSignal.timeout(5_000) }).then(
    () => undefined,
    (error: unknown) => error,
  )
}

async function withServer<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('no server is listening: nothing was sent', async () => {
  const url = await withServer(
    () => {},
    async (address) => address,
  )
  const error = await failureOf(url)
  expect(isUnsent(error)).toBe(true)
  expect(networkReason(error)).toBe('ECONNREFUSED')
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
