import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openLedger } from '../../../src/storage/sqlite/store.ts'
import { ledgerContract } from '../../contracts/ledger.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'ledger.sqlite')

ledgerContract('SQLite', async () => {
  const file = newFile()
  const ledger = openLedger(file)
  const restart = async () => {
    await ledger.close()
    return openLedger(file)
  }
  return { ledger, restart }
})

test('a database from a newer version is refused, not misread', async () => {
  const file = newFile()
  await openLedger(file).close()
  const db = new DatabaseSync(file)
  db.exec('PRAGMA user_version = 999')
  db.close()
  expect(() => openLedger(file)).toThrow(/newer Morning Post/)
})

test('a file that is no database is named, with what can be done', () => {
  const file = newFile()
  writeFileSync(file, 'These are not the bytes of a database, but somebody’s letter.')
  expect(() => openLedger(file)).toThrow(`${file} is damaged. Stop the bot and put back a backup`)
})
