import { exec, spawn, spawnSync } from 'node:child_process'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../src/storage/sqlite/store.ts'

const refused = /A unit test may not/

test('a unit test cannot open a socket', async () => {
  expect(() => createServer().listen(0)).toThrow(refused)
  expect(() => get('http://127.0.0.1:65500')).toThrow(refused)
  await expect(fetch('http://127.0.0.1:65500')).rejects.toMatchObject({
    cause: { message: expect.stringMatching(refused) },
  })
})

test('a unit test cannot start a process', () => {
  for (const start of [spawn, spawnSync, exec]) expect(() => start('true')).toThrow(refused)
})

test('a unit test can open a database only in memory', async () => {
  await expect(openStore(join('no-such-folder', 'ledger.sqlite'))).rejects.toThrow(refused)
  const store = await openStore(':memory:')
  await store.close()
})
