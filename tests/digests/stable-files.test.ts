import type { Stats } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StableFiles } from '../../src/digests/stable-files.ts'
import type { Problem } from '../../src/domain/problem.ts'

const path = 'digests/2026-03-12.md'
const start = Date.UTC(2026, 2, 12, 8)

let unfinished: boolean
let problems: Problem[]
let files: StableFiles

beforeEach(() => {
  vi.useFakeTimers({ now: start, toFake: ['Date', 'performance'] })
  unfinished = false
  problems = []
  files = new StableFiles({
    quietMs: () => 10_000,
    isUnfinished: async () => unfinished,
    onUnstable: (problem) => problems.push(problem),
  })
})

afterEach(() => {
  vi.useRealTimers()
})

/** The file with this size, written and changed at these times. */
const stats = (size: number, mtimeMs = Date.now(), ctimeMs = mtimeMs) => ({ ino: 1, size, mtimeMs, ctimeMs }) as Stats
const after = (ms: number) => vi.advanceTimersByTime(ms)

test('a file that was quiet for long is read at once', async () => {
  expect(await files.isWhole(path, stats(10, start - 10_000))).toBe(true)
})

test('a file that was just written is read once it stays the same', async () => {
  const written = stats(10)
  expect(await files.isWhole(path, written)).toBe(false)
  after(9_999)
  expect(await files.isWhole(path, written)).toBe(false)
  after(1)
  expect(await files.isWhole(path, written)).toBe(true)
})

test('each write starts the wait again', async () => {
  expect(await files.isWhole(path, stats(10))).toBe(false)
  after(9_000)
  const longer = stats(20)
  expect(await files.isWhole(path, longer)).toBe(false)
  after(9_000)
  expect(await files.isWhole(path, longer)).toBe(false)
  after(1_000)
  expect(await files.isWhole(path, longer)).toBe(true)
})

test('a copy that keeps the times of its original is quiet only when it was copied long ago', async () => {
  const copied = stats(10, start - 86_400_000, start)
  expect(await files.isWhole(path, copied)).toBe(false)
  after(10_000)
  expect(await files.isWhole(path, copied)).toBe(true)
})

test('the clock of a file server does not count for what was seen to change', async () => {
  const behind = (size: number) => stats(size, start - 300_000)
  files.notice(path)
  expect(await files.isWhole(path, behind(10))).toBe(false)
  after(10_000)
  expect(await files.isWhole(path, behind(10))).toBe(true)
  expect(await files.isWhole(path, behind(20))).toBe(false)
})

test('a time in the future says nothing', async () => {
  const ahead = stats(10, start + 86_400_000)
  expect(await files.isWhole(path, ahead)).toBe(false)
  after(10_000)
  expect(await files.isWhole(path, ahead)).toBe(true)
})

test('a file that ends in the middle waits six times as long', async () => {
  unfinished = true
  const half = stats(10)
  expect(await files.isWhole(path, half)).toBe(false)
  after(59_999)
  expect(await files.isWhole(path, half)).toBe(false)
  after(1)
  expect(await files.isWhole(path, half)).toBe(true)
  expect(problems).toEqual([])
})

test('a file that never stops changing is read after ten minutes, with a warning', async () => {
  for (let size = 0; size < 120; size++) {
    expect(await files.isWhole(path, stats(size))).toBe(false)
    after(5_000)
  }
  expect(await files.isWhole(path, stats(120))).toBe(true)
  expect(problems).toMatchObject([{ file: path, severity: 'warning', rule: 'keeps-changing' }])
  after(5_000)
  expect(await files.isWhole(path, stats(121))).toBe(false)
  expect(files.problems()).toEqual(problems)
})
