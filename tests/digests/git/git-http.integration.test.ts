import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as forward, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnvironment } from '../../../src/config/environment.ts'
import { redact } from '../../../src/observability/redact.ts'
import { type GitFixture, openGit } from './git-fixture.ts'

const token = 'a-token-of-the-tests'

let fixture: GitFixture
let server: Server
let url: string
/** The user that each accepted request named. */
let users: string[]

beforeEach(async () => {
  fixture = openGit()
  users = []
  const backend = join(String(execFileSync('git', ['--exec-path'])).trim(), 'git-http-backend')
  server = createServer((request, response) => {
    const [user = '', password] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':')
    if (password !== token) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      return
    }
    users.push(user)
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
    const child = spawn(backend, {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: fixture.root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'safe.directory',
        GIT_CONFIG_VALUE_0: '*',
        REQUEST_METHOD: request.method,
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      },
    })
    request.pipe(child.stdin)
    const pieces: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
    child.on('close', () => {
      const output = Buffer.concat(pieces)
      const end = output.indexOf('\r\n\r\n')
      const headers = output
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map((line) => line.split(': ') as [string, string])
      const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200)
      response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')))
      response.end(output.subarray(end + 4))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/remote.git`
  fixture.push({ '2026-05-04.md': 'four\n' })
})

afterEach(async () => {
  await new Promise((closed) => server.close(closed))
  fixture.close()
})

test.each([
  ['x-access-token', ''],
  ['ada', 'ada@'],
])('a repository over HTTP is pulled with the token, as %s', async (user, inAddress) => {
  const { digests } = fixture.open({ url: url.replace('//', `//${inAddress}`) }, { token })
  expect(await digests.pull()).toBe(true)
  expect(Object.keys(digests.state()?.files ?? {})).toEqual(['2026-05-04.md'])
  expect(new Set(users)).toEqual(new Set([user]))
  fixture.push({ '2026-05-05.md': 'five\n' })
  expect(await digests.pull()).toBe(true)
})

test.each([
  ['a wrong token', { token: 'wrong-token' }],
  ['no token', {}],
])('%s is a sentence', async (_, access) => {
  const { digests, lines } = fixture.open({ url }, access)
  expect(await digests.pull()).toBe(false)
  expect(digests.failure()?.code).toBe('git-refused')
  expect(JSON.stringify([lines, digests.state()])).not.toContain('wrong-token')
})

test('a token that is replaced in its file counts at the next pull, and no line shows it', async () => {
  const tokenFile = join(fixture.root, 'token')
  writeFileSync(tokenFile, 'an-expired-token\n')
  const { digests, lines } = fixture.open({ url }, { token: 'an-expired-token', tokenFile })
  expect(await digests.pull()).toBe(false)
  expect(digests.failure()?.code).toBe('git-refused')
  writeFileSync(tokenFile, `${token}\n`)
  expect(await digests.pull()).toBe(true)
  expect(digests.failure()).toBeUndefined()
  fixture.push({ '2026-05-05.md': 'five\n' })
  // A file that is being replaced may be empty or missing for a moment.
  rmSync(tokenFile)
  const { digests: other } = fixture.open({ url, folder: '' }, { token, tokenFile })
  expect(await other.pull()).toBe(true)
  expect(redact(`${token} and an-expired-token`)).toBe('[hidden] and [hidden]')
  expect(JSON.stringify([lines, digests.state()])).not.toContain(token)
})

test('a repository is pulled through a proxy, unless its host is exempt', async () => {
  const asked: string[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { pathname, search } = new URL(request.url ?? '')
    const { method, headers } = request
    const target = forward(new URL(`${pathname}${search}`, url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(target)
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const address = 'http://git.digests.invalid/remote.git'
  const HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const accessOf = (variables: Record<string, string>) => {
    const { git } = readEnvironment({
      MORNING_POST_HOME: fixture.root,
      PATH: process.env.PATH,
      HTTP_PROXY,
      ...variables,
    })
    return { ...git, token }
  }
  try {
    expect(await fixture.open({ url: address }, accessOf({})).digests.pull()).toBe(true)
    expect(asked[0]).toBe(`${address}/info/refs?service=git-upload-pack`)
    const seen = asked.length
    const exempt = fixture.open({ url: address, folder: 'other' }, accessOf({ NO_PROXY: '*.digests.invalid:80' }))
    expect(await exempt.digests.pull()).toBe(false)
    expect(asked).toHaveLength(seen)
  } finally {
    proxy.closeAllConnections()
    proxy.close()
  }
})

test('certificates that Node is given are trusted by git as well', async () => {
  const files = 'tests/fixtures/tls'
  const front = createTlsServer({
    cert: readFileSync(`${files}/server.pem`),
    key: readFileSync(`${files}/server-key.pem`),
  })
  front.on('request', (request, response) => void server.emit('request', request, response))
  await new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening))
  const secure = `https://localhost:${(front.address() as AddressInfo).port}/remote.git`
  const accessOf = (more: Record<string, string>) => ({
    ...readEnvironment({ MORNING_POST_HOME: fixture.root, PATH: process.env.PATH, ...more }).git,
    token,
  })
  try {
    const pull = (more: Record<string, string>) => fixture.open({ url: secure }, accessOf(more)).digests.pull()
    expect(await pull({})).toBe(false)
    expect(await pull({ NODE_EXTRA_CA_CERTS: `${files}/ca.pem` })).toBe(true)
  } finally {
    front.closeAllConnections()
    front.close()
  }
})

test('a repository that is not there is a sentence', async () => {
  const { digests } = fixture.open({ url: url.replace('remote', 'nowhere') }, { token })
  expect(await digests.pull()).toBe(false)
  expect(digests.failure()?.code).toBe('git-no-repository')
})
