import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type GitFixture, openGit } from './git-fixture.ts'

let fixture: GitFixture

beforeEach(() => {
  fixture = openGit()
})

afterEach(() => fixture.close())

const at = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8')

test('the newest commit is read, and what did not change stays the same file', async () => {
  const { digests, current } = fixture.open()
  fixture.push({ '2026-05-04.md': 'four\n', 'zh/2026-05-04.md': '四\n', 'notes.txt': 'no digest\n' })
  expect(await digests.pull()).toBe(true)
  expect(readdirSync(current, { recursive: true }).sort()).toEqual(['2026-05-04.md', 'zh', 'zh/2026-05-04.md'])
  const before = statSync(join(current, '2026-05-04.md')).ino
  expect(await digests.pull()).toBe(false)
  fixture.push({ '2026-05-05.md': 'five\n', 'zh/2026-05-04.md': null })
  expect(await digests.pull()).toBe(true)
  expect(readdirSync(current).sort()).toEqual(['2026-05-04.md', '2026-05-05.md'])
  expect(statSync(join(current, '2026-05-04.md')).ino).toBe(before)
  expect(digests.state()).toMatchObject({ commit: fixture.git('rev-parse', 'HEAD').trim() })
})

test('a branch and a folder are read, and nothing beside them', async () => {
  const { digests, current } = fixture.open({ branch: 'drafts/may', folder: 'daily/posts' })
  fixture.push({ '2026-01-01.md': 'other\n' })
  fixture.git('checkout', '--quiet', '-b', 'drafts/may')
  fixture.push({ 'daily/posts/2026-05-04.md': 'four\n' })
  expect(await digests.pull()).toBe(true)
  expect(readdirSync(current)).toEqual(['2026-05-04.md'])
})

test('a branch that was written again is followed', async () => {
  const { digests, current } = fixture.open()
  fixture.push({ '2026-05-04.md': 'four\n' })
  await digests.pull()
  fixture.git('commit', '--quiet', '--amend', '--allow-empty', '-m', 'Again')
  fixture.push({ '2026-05-04.md': 'four again\n' }, '--force')
  expect(await digests.pull()).toBe(true)
  expect(at(current, '2026-05-04.md')).toBe('four again\n')
})

test('a failure leaves the last good state, is logged once, and ends with a line', async () => {
  const { digests, current, lines } = fixture.open({ branch: 'main' })
  fixture.push({ '2026-05-04.md': 'four\n' })
  await digests.pull()
  fixture.git('push', '--quiet', 'origin', 'main:other')
  fixture.git('--git-dir', fixture.remote, 'update-ref', '-d', 'refs/heads/main')
  for (let count = 0; count < 2; count++) expect(await digests.pull()).toBe(false)
  expect(digests.state()?.failure).toMatchObject({ reason: { code: 'git-no-branch' }, tries: 2, isLasting: true })
  expect(at(current, '2026-05-04.md')).toBe('four\n')
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1)
  // Another process finds it again.
  expect(fixture.open({ branch: 'main' }).digests.state()?.failure?.reason.code).toBe('git-no-branch')
  fixture.push({ '2026-05-05.md': 'five\n' })
  expect(await digests.pull()).toBe(true)
  expect(digests.state()?.failure).toBeUndefined()
  expect(lines.map(({ message }) => message)).toContain('the git repository of the digests can be pulled again')
})

test.each([
  ['git-no-repository', { url: 'file:///nowhere/at/all.git' }],
  ['git-unreachable', { url: 'http://127.0.0.1:1/digests.git' }],
  ['git-no-folder', { folder: 'nowhere' }],
  ['git-no-folder', { folder: '2026-05-04.md' }],
])('%s is a sentence, and the folder is empty until there is a commit', async (code, settings) => {
  fixture.push({ '2026-05-04.md': 'four\n' })
  const { digests, current } = fixture.open(settings)
  await digests.prepare(60_000)
  expect(digests.state()?.failure?.reason.code).toBe(code)
  expect(readdirSync(current)).toEqual([])
})

test('an empty repository is no wrong branch, and its first commit is read', async () => {
  const { digests, current } = fixture.open()
  await digests.prepare(60_000)
  expect(digests.state()?.failure).toMatchObject({ reason: { code: 'git-no-branches' }, isLasting: false })
  fixture.push({ '2026-05-04.md': 'four\n' })
  expect(await digests.pull()).toBe(true)
  expect(readdirSync(current)).toEqual(['2026-05-04.md'])
})

test('a repository whose own branch has no commit names those that have', async () => {
  fixture.git('checkout', '--quiet', '-b', 'posts')
  fixture.push({ '2026-05-04.md': 'four\n' })
  const { digests } = fixture.open()
  await digests.pull()
  expect(digests.state()?.failure?.reason.text).toMatch(/"branch" under "digests": posts\.$/)
})

test('a web page in the place of a repository is no wrong branch', async () => {
  await using server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>Log in'))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = server.address() as AddressInfo
  const { digests } = fixture.open({ url: `http://127.0.0.1:${port}/digests.git`, branch: 'main' })
  await digests.pull()
  expect(digests.state()?.failure).toMatchObject({ reason: { code: 'git-no-branches' }, isLasting: false })
})

test('a machine without git says so', async () => {
  const { digests } = fixture.open({}, { variables: { PATH: '/nonexistent' } })
  await digests.pull()
  expect(digests.state()?.failure?.reason.code).toBe('git-missing')
})

test('links, submodules, pointers, large files and hooks of a repository do nothing', async () => {
  const { digests, current } = fixture.open()
  const secret = join(fixture.root, 'secret.md')
  writeFileSync(secret, 'secret\n')
  symlinkSync(secret, join(fixture.work, '2026-05-01.md'))
  symlinkSync(fixture.root, join(fixture.work, 'zh'))
  fixture.push({
    '2026-05-02.md': 'x'.repeat(600 * 1024),
    '2026-05-03.md': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n',
    '2026-05-04.md': 'four\n',
    '.gitattributes': '*.md filter=run eol=crlf\n',
    'deep/er/and/deeper/2026-05-04.md': 'too deep\n',
    'deep/er/and/deeper/notes.md': 'no digest\n',
    '.hidden/2026-05-06.md': 'hidden\n',
  })
  fixture.git('update-index', '--add', '--cacheinfo', `160000,${fixture.git('rev-parse', 'HEAD').trim()},2026-05-05.md`)
  fixture.git('commit', '--quiet', '-m', 'A submodule')
  fixture.git('push', '--quiet', 'origin', 'HEAD')
  expect(await digests.pull()).toBe(true)
  expect(readdirSync(current, { recursive: true })).toEqual(['2026-05-04.md'])
  expect(at(current, '2026-05-04.md')).toBe('four\n')
  expect(digests.problems().map(({ file, rule, severity }) => [file.slice(-13), rule, severity])).toEqual([
    ['2026-05-01.md', 'git-link', 'error'],
    ['2026-05-02.md', 'too-large', 'error'],
    ['2026-05-05.md', 'git-submodule', 'error'],
    ['2026-05-04.md', 'git-path', 'error'],
    ['2026-05-03.md', 'git-lfs', 'error'],
  ])
})

test('a damaged copy is made again', async () => {
  const { digests, current } = fixture.open()
  fixture.push({ '2026-05-04.md': 'four\n' })
  await digests.pull()
  fixture.push({ '2026-05-04.md': 'five\n' })
  const copy = join(current, '../repository.git')
  writeFileSync(join(copy, 'HEAD'), 'broken\n')
  rmSync(join(copy, 'objects'), { recursive: true })
  expect(await digests.pull()).toBe(false)
  expect(at(current, '2026-05-04.md')).toBe('four\n')
  expect(await digests.pull()).toBe(true)
  expect(at(current, '2026-05-04.md')).toBe('five\n')
})

test('a checkout that a crash cut short is not read, and goes away', async () => {
  const { digests, current } = fixture.open()
  fixture.push({ '2026-05-04.md': 'four\n' })
  await digests.pull()
  const half = join(current, '../checkouts/half')
  symlinkSync('half', join(current, '../current.tmp'))
  fixture.push({ '2026-05-05.md': 'five\n' })
  await digests.pull()
  fixture.push({ '2026-05-06.md': 'six\n' })
  await digests.pull()
  expect(readdirSync(current)).toHaveLength(3)
  expect(existsSync(half)).toBe(false)
  // The one before may still be read.
  expect(readdirSync(join(current, '../checkouts'))).toHaveLength(2)
})

test('a pull that is stopped ends git and says nothing', async () => {
  const { digests, lines } = fixture.open()
  fixture.push({ '2026-05-04.md': 'four\n' })
  const pulling = digests.pull()
  await digests.stop()
  expect(await pulling).toBe(false)
  expect(lines).toEqual([])
})

test('a failure that may pass is reported when a second try fails as well', async () => {
  const { digests } = fixture.open()
  fixture.push({ '2026-05-04.md': 'four\n' })
  await digests.pull()
  rmSync(fixture.remote, { recursive: true })
  writeFileSync(fixture.remote, 'no repository any more\n')
  await digests.pull()
  expect(digests.state()?.failure).toMatchObject({ tries: 1, isLasting: false })
  expect(digests.failure()).toBeUndefined()
  await digests.pull()
  expect(digests.failure()?.text).toContain('git failed')
  const other = fixture.open({ url: 'http://127.0.0.1:1/digests.git' })
  await other.digests.pull()
  // Nothing was pulled before, so there is nothing to read.
  expect(other.digests.failure()?.code).toBe('git-unreachable')
})
