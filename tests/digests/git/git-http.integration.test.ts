import { execFileSync, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
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

test('a repository that is not there is a sentence', async () => {
  const { digests } = fixture.open({ url: url.replace('remote', 'nowhere') }, { token })
  expect(await digests.pull()).toBe(false)
  expect(digests.failure()?.code).toBe('git-no-repository')
})
