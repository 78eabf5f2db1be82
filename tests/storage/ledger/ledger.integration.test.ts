import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openLedgerFile } from '../../../src/storage/sqlite/open-ledger-file.ts'
import { ledgerContract } from '../../contracts/ledger.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'ledger.sqlite')

ledgerContract('SQLite', async () => {
  const file = newFile()
  const ledger = openLedgerFile(file).ledger
  const restart = async () => {
    await ledger.close()
    return openLedgerFile(file).ledger
  }
  return { ledger, restart }
})

test('a database from a newer version is refused, not misread', async () => {
  const file = newFile()
  await openLedgerFile(file).ledger.close()
  const db = new DatabaseSync(file)
  db.exec('PRAGMA user_version = 999')
  db.close()
  expect(() => openLedgerFile(file).ledger).toThrow(/newer Morning Post/)
})

test('a file that is no database is named, with what can be done', () => {
  const file = newFile()
  writeFileSync(file, 'These are not the bytes of a database, but somebody’s letter.')
  expect(() => openLedgerFile(file).ledger).toThrow(`${file} is damaged: stop the bot and put back a backup`)
})
