import { mkdir, mkdtemp, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FolderPoller } from '../../src/digests/folder-poller.ts'
import { openRepository } from '../../src/digests/repository.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import { goodDigest, vocabulary } from './markdown/digest-fixture.ts'

let root: string
let clock = Date.UTC(2026, 0, 1) / 1000

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digests-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(root, { recursive: true })
})

/** Writes a file with times in the past, each a second after the one before. */
async function write(name: string, content: string = goodDigest): Promise<void> {
  const path = join(root, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  clock++
  await utimes(path, clock, clock)
}

const forgetful = { get: () => undefined, put: () => {} }
const open = () => openRepository({ folder: () => root, vocabulary, cache: forgetful })
const id = (text: string) => text as DigestId

test('without a watcher, polling finds what was added, written, removed and published again', async () => {
  await write('2026-03-11.md')
  const digests = await open()
  expect(await digests.poll()).toEqual([])
  expect(await digests.poll()).toEqual([])

  await write('2026-03-12.md')
  expect(await digests.poll()).toEqual(['main/2026-03-12'])

  await write('2026-03-11.md', goodDigest.replace('Small models', 'Large models'))
  expect(await digests.poll()).toEqual(['main/2026-03-11'])
  expect(await digests.get(id('main/2026-03-11'))).toMatchObject({ title: 'Large models, long memories' })

  await write('zh/2026-03-12.md')
  expect(await digests.poll()).toEqual(['zh/2026-03-12'])

  await rm(join(root, '2026-03-12.md'))
  expect(await digests.poll()).toEqual(['main/2026-03-12'])
  expect(await digests.poll()).toEqual([])
})

test('polling finds a folder that appears later, and a link that leads elsewhere', async () => {
  const folder = join(root, 'current')
  const digests = await openRepository({ folder: () => folder, vocabulary, cache: forgetful })
  expect(await digests.poll()).toEqual([])
  await write('first/2026-03-12.md')
  await write('second/2026-03-12.md', goodDigest.replace('Small models', 'Large models'))
  await symlink(join(root, 'first'), folder)
  expect(await digests.poll()).toEqual(['main/2026-03-12'])

  await symlink(join(root, 'second'), join(root, 'next'))
  await rename(join(root, 'next'), folder)
  expect(await digests.poll()).toEqual(['main/2026-03-12'])
  expect(await digests.get(id('main/2026-03-12'))).toMatchObject({ title: 'Large models, long memories' })
})

test('polling finds a copy that keeps the size and the time of what it replaces', async () => {
  await write('2026-03-12.md')
  const digests = await open()
  await digests.poll()
  await write('2026-03-12.md', goodDigest.replace('Small models', 'Large models'))
  await utimes(join(root, '2026-03-12.md'), clock - 1, clock - 1)
  expect(await digests.poll()).toEqual(['main/2026-03-12'])
})

test('polling finds the folder behind a link that led nowhere', async () => {
  const folder = join(root, 'digests')
  await mkdir(folder)
  await symlink(join(root, 'elsewhere', 'zh'), join(folder, 'zh'))
  await symlink(join(root, 'elsewhere', '2026'), join(folder, '2026'))
  // A folder that has just changed is listed in any case.
  await utimes(folder, clock, clock)
  const digests = await openRepository({ folder: () => folder, vocabulary, cache: forgetful })
  expect(await digests.poll()).toEqual([])
  await write('elsewhere/zh/2026-03-12.md')
  await write('elsewhere/2026/03/12.md')
  expect([...(await digests.poll())].sort()).toEqual(['main/2026-03-12', 'zh/2026-03-12'])
})

test('polling finds what was added to a folder whose times never change', async () => {
  const poller = new FolderPoller()
  const folder = join(root, 'bucket')
  await write('bucket/2026-03-11.md')
  const looks = async (times: number) => {
    const found = []
    for (let calls = 0; calls < times; calls += 1) found.push(await poller.haveChanged([folder]))
    return found
  }
  const { atime, mtime } = await stat(folder)
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000)
  expect(await looks(20)).toEqual([true, ...Array.from({ length: 19 }, () => false)])
  await write('bucket/2026-03-12.md')
  await utimes(folder, atime, mtime)
  // The time of the last change is new; a mount without times has none.
  await looks(1)
  expect((await looks(19)).filter(Boolean)).toHaveLength(1)
})

test('a correction of an old digest is found, too: the old ones take turns', async () => {
  const days = Array.from({ length: 400 }, (_, at) => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10))
  for (const day of days) await write(`${day}.md`)
  const digests = await open()
  for (let polls = 0; polls < 5; polls += 1) expect(await digests.poll()).toEqual([])
  await write('2025-01-02.md', goodDigest.replace('Small models', 'Large models'))
  const found: DigestId[] = []
  for (let polls = 0; polls < 4; polls += 1) found.push(...(await digests.poll()))
  expect(found).toEqual(['main/2025-01-02'])
})
