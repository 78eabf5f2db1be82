import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LoginRecordFile } from '../../src/storage/login-record.ts'

const day = 86_400_000
const now = Date.parse('2026-01-05T12:00:00Z')
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  file = join(folder, 'logins.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('logins are known again after a restart, for a day', () => {
  const record = new LoginRecordFile(file)
  record.add(now - day - 1)
  record.add(now - 5_000)
  record.add(now)
  expect(new LoginRecordFile(file).since(now - day)).toEqual([now - 5_000, now])
})

test('only its owner may read the file', () => {
  new LoginRecordFile(file).add(now)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a damaged file counts as none, and is written anew', () => {
  writeFileSync(file, '[1, 2')
  const record = new LoginRecordFile(file)
  expect(record.since(0)).toEqual([])
  record.add(now)
  expect(new LoginRecordFile(file).since(0)).toEqual([now])
})

test('without the folder, logins count until the process ends', () => {
  const record = new LoginRecordFile(join(folder, 'missing', 'logins.json'))
  record.add(now)
  expect(record.since(0)).toEqual([now])
})
