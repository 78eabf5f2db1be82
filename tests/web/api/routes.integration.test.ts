import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { DigestId } from '../../../src/domain/digest.ts'
import { type ApiFixture, markdown, openApi, path, token } from './api-fixture.ts'

let api: ApiFixture

beforeEach(async () => {
  api = await openApi()
})

afterEach(() => api.close())

async function reopen(...options: Parameters<typeof openApi>) {
  await api.close()
  api = await openApi(...options)
}

test('a digest is new, then the same, then changed, and GET gives it back', async () => {
  const first = await api.put(markdown())
  expect(first).toMatchObject({ status: 201, headers: { location: path } })
  expect(await api.stored()).toBe(markdown())
  const again = await api.put(markdown())
  expect(again).toMatchObject({ status: 200, headers: { etag: first.headers.etag } })
  expect(JSON.parse(again.body)).toMatchObject({ state: 'unchanged', problems: [] })
  expect(api.changes()).toBe(1)
  const changed = await api.put(markdown('It is slower.'))
  expect(changed.status).toBe(200)
  expect(changed.headers.etag).not.toBe(first.headers.etag)
  const read = await api.call('GET')
  expect(read).toMatchObject({ status: 200, body: markdown('It is slower.'), headers: { etag: changed.headers.etag } })
  expect(await api.call('GET', path, { headers: { 'if-none-match': String(read.headers.etag) } })).toMatchObject({
    status: 304,
    body: '',
  })
  expect(await readdir(api.folder)).toEqual(['2026-05-04.md'])
})

test('another publication gets a folder of its own', async () => {
  expect((await api.put(markdown(), {}, '/api/digests/research/2026-05-04')).status).toBe(201)
  expect(await readFile(join(api.folder, 'research/2026-05-04.md'), 'utf8')).toBe(markdown())
})

test('a digest with mistakes is refused with their places, and what was there stays', async () => {
  await api.put(markdown())
  const broken = markdown().replace('language: en', 'language: en\nurl: nowhere')
  for (const answer of [await api.put(broken), await api.call('POST', `${path}/check`, { body: broken })]) {
    expect(answer.status).toBe(422)
    const { problems } = JSON.parse(answer.body)
    expect(problems).toContainEqual(
      expect.objectContaining({
        line: 3,
        column: 6,
        severity: 'error',
        what: '`url` is no full address that begins with https://.',
        fix: 'Correct it, or remove the line.',
      }),
    )
  }
  expect(await api.stored()).toBe(markdown())
})

test('check judges and stores nothing', async () => {
  expect(await api.call('POST', `${path}/check`, { body: markdown() })).toMatchObject({
    status: 200,
    body: JSON.stringify({ problems: [] }),
  })
  expect(await readdir(api.folder)).toEqual([])
})

test.each([
  [413, 'x'.repeat(512 * 1024 + 1), {}],
  [415, markdown(), { 'content-type': 'application/json' }],
  [415, 'text=%23%23+Featured', { 'content-type': 'application/x-www-form-urlencoded' }],
  [415, markdown(), { 'content-type': 'text/markdown; charset=latin1' }],
  [415, markdown(), { 'content-encoding': 'gzip' }],
  [400, 'a\0b', {}],
  [422, '', {}],
  [422, '', { 'content-type': 'application/x-www-form-urlencoded' }],
])('%s: what is no digest in Markdown is refused', async (status, body, headers) => {
  const answer = await api.put(body, headers)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body).error).toEqual({ what: expect.any(String), fix: expect.any(String) })
  expect(await readdir(api.folder)).toEqual([])
})

test('Markdown that curl calls a form is a digest', async () => {
  const { status } = await api.put(markdown(), { 'content-type': 'application/x-www-form-urlencoded' })
  expect(status).toBe(201)
})

test.each([
  '/api/digests/Main/2026-05-04',
  '/api/digests/2026/2026-05-04',
  '/api/digests/main/2026-02-30',
  '/api/digests/..%2fx/2026-05-04',
])('%s is no place of a digest', async (to) => {
  expect((await api.put(markdown(), {}, to)).status).toBe(400)
})

test('a condition that does not hold changes nothing', async () => {
  expect((await api.put(markdown(), { 'if-match': '*' })).status).toBe(412)
  const { headers } = await api.put(markdown(), { 'if-none-match': '*' })
  const etag = String(headers.etag)
  expect((await api.put(markdown('New.'), { 'if-none-match': '*' })).status).toBe(412)
  expect((await api.put(markdown('New.'), { 'if-match': '"other"' })).status).toBe(412)
  expect((await api.put(markdown('New.'), { 'if-match': `W/${etag}` })).status).toBe(412)
  expect(await api.stored()).toBe(markdown())
  const both = [
    api.put(markdown('One.'), { 'if-match': etag }),
    api.put(markdown('Two.'), { 'if-match': `"x", ${etag}` }),
  ]
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 412])
})

test('DELETE keeps the text and marks it as withdrawn', async () => {
  expect((await api.call('DELETE')).status).toBe(404)
  await api.put(markdown())
  const reason = 'The figures: "wrong".'
  const answer = await api.call('DELETE', `${path}?reason=${encodeURIComponent(reason)}`)
  expect(answer.status).toBe(200)
  expect(await api.stored()).toBe(markdown().replace('---\n', `---\nwithdrawn: ${JSON.stringify(reason)}\n`))
  expect(JSON.parse((await api.call('DELETE')).body)).toMatchObject({ state: 'unchanged', withdrawn: true })
  expect(api.changes()).toBe(2)
  expect((await api.put(markdown())).status).toBe(200)
  expect(await api.stored()).toBe(markdown())
})

test('DELETE keeps front matter in TOML', async () => {
  const toml = (lines: string) => `+++\n${lines}+++\n\n# Models of May\n\nIt is faster.\n`
  await api.put(toml('title = "May"\nwithdrawn = "Old."\n'))
  await api.call('DELETE', `${path}?reason=${encodeURIComponent('"New."')}`)
  expect(await api.stored()).toBe(toml('withdrawn = "\\"New.\\""\ntitle = "May"\n'))
})

test('a file that has its day in its front matter stays as it is if the new text has no date', async () => {
  const files = new Map<DigestId, string>()
  await reopen({ repository: { files: () => files } })
  const file = join(api.folder, 'issue-380.md')
  files.set('main/2026-05-04' as DigestId, file)
  const dated = markdown().replace('---\n', '---\ndate: 2026-05-04\n')
  await writeFile(file, markdown())
  expect((await api.put(dated)).status).toBe(200)
  expect(await readFile(file, 'utf8')).toBe(dated)
  expect((await api.put(markdown('New.'))).status).toBe(200)
  expect(await readFile(file, 'utf8')).toBe(dated)
  expect((await api.call('GET')).body).toBe(markdown('New.'))
})

test('a file that cannot be read is withdrawn as well, without its text', async () => {
  await writeFile(join(api.folder, '2026-05-04.md'), '---\n: [\n---\n')
  expect((await api.call('DELETE')).status).toBe(200)
  expect(await api.stored()).toBe('---\nwithdrawn: "No reason was given."\nlanguage: en\ndate: 2026-05-04\n---\n')
})

test('two files for one day are left alone', async () => {
  for (const name of ['2026-05-04.md', '2026-05-04.markdown']) await writeFile(join(api.folder, name), markdown())
  expect((await api.put(markdown('New.'))).status).toBe(409)
  expect((await api.call('DELETE')).status).toBe(409)
})

test('digests that come from elsewhere are not changed here', async () => {
  await reopen({ folder: () => undefined })
  expect((await api.put(markdown())).status).toBe(409)
  expect((await api.call('DELETE')).status).toBe(409)
  expect((await api.call('POST', `${path}/check`, { body: markdown() })).status).toBe(200)
})

test('a file that is in the way is a sentence', async () => {
  await writeFile(join(api.folder, 'research'), '')
  const answer = await api.put(markdown(), {}, '/api/digests/research/2026-05-04')
  expect(answer.status).toBe(503)
  expect(answer.body).toContain('a file has the name of its folder')
})

test('other methods and addresses are refused as JSON', async () => {
  expect(await api.call('PATCH')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, PUT, DELETE' } })
  expect((await api.call('GET', `${path}/check`)).status).toBe(405)
  expect((await api.call('GET', '/api/nothing')).status).toBe(404)
})

test('a request that ends too early stores nothing', async () => {
  const { hostname, port } = new URL(api.url)
  const socket = connect(Number(port), hostname)
  socket.end(
    `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Length: 900\r\n\r\n# Half`,
  )
  await once(socket.resume(), 'close')
  expect(await readdir(api.folder)).toEqual([])
})

test('what a crash left behind does not stay in the way', async () => {
  await writeFile(join(api.folder, '.2026-05-04.md.tmp'), '# Half')
  expect((await api.put(markdown())).status).toBe(201)
  expect(await readdir(api.folder)).toEqual(['2026-05-04.md'])
})

test('a long digest is checked and withdrawn in worker threads, and blocks no other request', async () => {
  const threads: unknown[] = []
  const note = (thread: unknown) => void threads.push(thread)
  process.on('worker', note)
  onTestFinished(() => void process.off('worker', note))
  await api.put(markdown())
  expect(threads).toEqual([])
  const long = markdown('It went on and on. '.repeat(80).concat('\n\n').repeat(40))
  expect((await api.put(long)).status).toBe(200)
  expect(threads).toHaveLength(1)
  const broken = long.replace('language: en', 'language: en\nurl: nowhere')
  const answer = await api.call('POST', `${path}/check`, { body: broken })
  expect(answer.status).toBe(422)
  expect(JSON.parse(answer.body).problems).toContainEqual(expect.objectContaining({ line: 3, column: 6 }))
  expect((await api.call('DELETE')).status).toBe(200)
  expect(threads).toHaveLength(2)
})
