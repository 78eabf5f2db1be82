import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { FileStats } from '../../src/digests/file-stats.ts'
import { StableFiles } from '../../src/digests/stable-files.ts'

let file: string
let now: number
let looks: FileStats

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'morning-post-')), '2026-03-12.md')
  await writeFile(file, 'first')
  now = 0
  const quiet = new StableFiles({ quietMs: () => 0, isUnfinished: async () => false, onUnstable: () => {} })
  looks = new FileStats(
    quiet,
    ({ size }) => String(size),
    () => now,
  )
})

async function stampAt(ms: number): Promise<string | undefined> {
  now = ms
  return (await looks.recentLook(file)).stamp
}

describe('a file that has not changed for two seconds', () => {
  beforeEach(async () => {
    await stampAt(0)
    expect(await stampAt(2_000)).toBe('5')
    await writeFile(file, 'changed')
  })

  test('is not looked at again for a quarter of a second', async () => {
    expect(await stampAt(2_249)).toBe('5')
    expect(await stampAt(2_250)).toBe('7')
  })

  test('is looked at when a change was noticed, and from then on each time', async () => {
    now = 2_001
    expect((await looks.look(file)).stamp).toBe('7')
    await writeFile(file, 'once more')
    expect(await stampAt(2_002)).toBe('9')
  })
})

test('a file that has just changed is looked at each time', async () => {
  await stampAt(0)
  expect(await stampAt(1_999)).toBe('5')
  await writeFile(file, 'changed')
  expect(await stampAt(1_999)).toBe('7')
})
