import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FetchFailed } from '../../../src/sources/fetch/fetch-failed.ts'
import { type FetchOptions, safeFetch } from '../../../src/sources/fetch/safe-fetch.ts'
import { answer, type SourceServer, startSourceServer } from '../source-server.ts'

let server: SourceServer
beforeEach(async () => {
  server = await startSourceServer()
})
afterEach(() => server[Symbol.asyncDispose]())

const get = (path: string, options: Partial<FetchOptions> = {}) =>
  safeFetch({ url: new URL(path, server.url).href, accept: '*/*' }, { allow: [server.host], ...options })
const textOf = async (path: string) => String((await get(path)).body)
const to = (location: string, status = 302) => answer('', { location }, status)

test.each([301, 302, 303, 307, 308])('a redirect %i is followed, relative ones as well', async (status) => {
  server.on('/a/old', to('../new', status))
  server.on('/new', answer('found'))
  const document = await get('/a/old')
  expect([String(document.body), document.url]).toEqual(['found', `${server.url}/new`])
})

test('five redirects are followed, a sixth is not', async () => {
  for (let at = 0; at < 6; at += 1) server.on(`/${at}`, to(`/${at + 1}`))
  server.on('/5', answer('found'))
  expect(await textOf('/0')).toBe('found')
  server.on('/5', to('/6'))
  await expect(get('/0')).rejects.toThrow('There were more than 5 redirects.')
  server.on('/loop', to('/loop'))
  await expect(get('/loop')).rejects.toThrow(FetchFailed)
})

test.each([
  ['http://127.0.0.2/', /^127\.0\.0\.2 is not on the public internet/],
  ['http://localhost/', /not on the public internet/],
  ['http://[::1]/', /not on the public internet/],
  ['http://169.254.169.254/latest/meta-data/', /not on the public internet/],
  ['http://127.0.0.1:1/', /Port 1 of 127\.0\.0\.1/],
  ['http://user:secret@127.0.0.1/', /user name or password/],
  ['file:///etc/passwd', /file: is not fetched/],
  ['http://[', /what is no address/],
])('a redirect to %s is not followed', async (location, message) => {
  server.on('/', to(location))
  await expect(get('/')).rejects.toThrow(message)
  expect(server.paths).toEqual(['/'])
})

test('a name is resolved once, and the connection goes to the address that was checked', async () => {
  server.on('/', answer('found'))
  const port = server.host.split(':')[1]
  const asked: string[] = []
  const resolve = async (name: string) => {
    asked.push(name)
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const url = `http://feeds.example:${port}/`
  const document = await safeFetch({ url, accept: '*/*' }, { allow: [`feeds.example:${port}`], resolve })
  expect(String(document.body)).toBe('found')
  expect(asked).toEqual(['feeds.example'])
  expect(server.requests[0]?.headers.host).toBe(`feeds.example:${port}`)
  await expect(safeFetch({ url: 'http://feeds.example/', accept: '*/*' }, { allow: [], resolve })).rejects.toThrow(
    /feeds\.example is 127\.0\.0\.1, which is not on the public internet/,
  )
})

test('a resolution that never ends is given up', async () => {
  const resolve = () => new Promise<never>(() => {})
  const options = { allow: ['slow.example'], resolve, timeoutMs: 50 }
  await expect(safeFetch({ url: 'http://slow.example/', accept: '*/*' }, options)).rejects.toThrow('longer than 0.05')
})

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('an answer in %s is decompressed', async (coding, compress) => {
  server.on('/', answer(compress(Buffer.from('found')), { 'content-encoding': coding }))
  expect(await textOf('/')).toBe('found')
})

const zeros = Buffer.alloc(40_000_000)

test.each([
  ['as it is', zeros, {}],
  ['in gzip', gzipSync(zeros), { 'content-encoding': 'gzip' }],
  ['in br', brotliCompressSync(zeros.subarray(0, 11_000_000)), { 'content-encoding': 'br' }],
])('an answer of more than 10 MB %s is refused', async (_, body, headers) => {
  server.on('/', answer(body, headers))
  await expect(get('/')).rejects.toThrow('The answer is larger than 10 MB.')
})

test('an answer in an encoding that was not asked for, or broken, is refused', async () => {
  server.on('/', answer('x', { 'content-encoding': 'gzip, gzip' }))
  await expect(get('/')).rejects.toThrow('encoded as "gzip, gzip"')
  server.on('/', answer('not gzip at all', { 'content-encoding': 'gzip' }))
  await expect(get('/')).rejects.toThrow(/cannot be decompressed/)
  server.on('/', answer(gzipSync(Buffer.from('found')).subarray(0, 15), { 'content-encoding': 'gzip' }))
  await expect(get('/')).rejects.toThrow(/cannot be decompressed/)
})

test('an answer that comes too slowly is given up, however steadily it comes', async () => {
  server.on('/', (_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(timer))
  })
  await expect(get('/', { timeoutMs: 200 })).rejects.toThrow('The answer took longer than 0.2 seconds.')
  server.on('/', () => {})
  await expect(get('/', { timeoutMs: 50 })).rejects.toThrow(/longer than/)
})

test('a server that cannot be reached, hangs up or answers nonsense is one sentence', async () => {
  server.on('/', (request) => void request.socket.destroy())
  await expect(get('/')).rejects.toThrow(/^127\.0\.0\.1 cannot be reached: /)
  server.on('/', (request) => void request.socket.end('nonsense\r\n\r\n'))
  await expect(get('/')).rejects.toThrow(/^127\.0\.0\.1 cannot be reached: /)
  await expect(safeFetch({ url: 'nothing', accept: '*/*' }, { allow: [] })).rejects.toThrow(/https:\/\//)
})

test.each([
  ['120', 120_000],
  [new Date(Date.now() + 3_600_000).toUTCString(), 3_600_000],
  ['soon', undefined],
  ['-5', undefined],
])('Retry-After: %s is understood', async (value, ms) => {
  server.on('/', answer('', { 'retry-after': value }, 503))
  const error = await get('/').catch((each: unknown) => each)
  expect(error).toBeInstanceOf(FetchFailed)
  if (!(error instanceof FetchFailed)) return
  if (ms === undefined) expect(error.retryAfterMs).toBeUndefined()
  else expect(Math.abs((error.retryAfterMs ?? 0) - ms)).toBeLessThan(60_000)
})
