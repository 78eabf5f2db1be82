import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { checkDatabase } from '../../src/doctor/database.ts'
import { databaseIn } from '../../src/storage/open-database.ts'

test('the ledger file is checked once there is one: a damaged one and one of a newer version cannot be used', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true }))
  expect(await checkDatabase({ dataFolder })).toEqual([])
  await (await databaseIn({ dataFolder }).open()).close()
  const file = join(dataFolder, 'morning-post.sqlite')
  expect(await checkDatabase({ dataFolder })).toMatchObject([
    { check: 'database', subject: file, ok: true, message: 'It can be read and written.' },
  ])
  const db = new DatabaseSync(file)
  db.exec('PRAGMA user_version = 999')
  db.close()
  expect(await checkDatabase({ dataFolder })).toMatchObject([
    {
      ok: false,
      message: expect.stringMatching(/^\S+ was written by a newer Morning Post \(its tables are version 999, .+\)\.$/),
      fix: expect.stringMatching(/^Install that version again, or restore the copy from before its upgrade/),
    },
  ])
  writeFileSync(file, 'Dear all, '.repeat(1_000))
  expect(await checkDatabase({ dataFolder })).toMatchObject([
    { ok: false, message: `${file} is damaged.`, fix: expect.stringMatching(/^Stop the bot and put back a backup/) },
  ])
})
