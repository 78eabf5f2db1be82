import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLoginRecord } from '../../src/storage/login-record.ts'

const day = 86_400_000
const now = Date.parse('2026-01-05T12:00:00Z')
let folder: string
let file: string

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date', 'performance'] })
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  file = join(folder, 'logins.json')
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

const add = (most = 500) => openLoginRecord(file).add('discord', day, most)
const ages = () => openLoginRecord(file).ages('discord', day)

test('logins are known again after a restart, for a day', async () => {
  for (const at of [now, now + 60_001, now + day]) {
    vi.setSystemTime(at)
    await add()
  }
  vi.setSystemTime(now + day + 60_000)
  expect(await ages()).toEqual([day - 1, 60_000])
})

test('no more logins are noted within a day than there may be', async () => {
  expect(await add(1)).toBe(true)
  expect(await add(1)).toBe(false)
  vi.setSystemTime(now + day)
  expect(await add(1)).toBe(true)
})

test('turns of one number come one after the other, those of another beside them', async () => {
  const record = openLoginRecord(file)
  const take = (turn: number) => record.takeTurn('discord', turn, 5_000)
  expect([await take(0), await take(0), await take(0), await take(1)]).toEqual([0, 5_000, 5_000, 0])
  vi.advanceTimersByTime(5_000)
  expect([await take(0), await take(0)]).toEqual([0, 5_000])
})

test('only its owner may read the file', async () => {
  await add()
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a damaged file counts as none, and is written again', async () => {
  writeFileSync(file, '[1, 2')
  expect(await ages()).toEqual([])
  await add()
  expect(await ages()).toEqual([0])
})

test('without the folder, logins count until the process ends', async () => {
  const record = openLoginRecord(join(folder, 'missing', 'logins.json'))
  await record.add('discord', day, 500)
  expect(await record.ages('discord', day)).toEqual([0])
})
