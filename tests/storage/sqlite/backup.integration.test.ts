import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../../src/domain/errors.ts'
import { ledgerMigrations } from '../../../src/storage/ledger/migrations.ts'
import { backUp, restore } from '../../../src/storage/sqlite/backup.ts'
import { replaceFile } from '../../../src/storage/sqlite/files.ts'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { aDelivery, partKey } from '../../builders.ts'

const { id } = aDelivery()

let folder: string
let file: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  file = join(folder, 'morning-post.sqlite')
  const { ledger, close } = await openStore(file)
  await ledger.addDelivery(aDelivery())
  await ledger.recordIntent(id, partKey('overview'), 1)
  await close()
})

async function partsIn(copy: string) {
  const { ledger, close } = await openStore(copy, { isThrowaway: true })
  const parts = await ledger.parts(id)
  await close()
  return parts
}

const leftovers = () => readdirSync(folder).filter((name) => name.includes('.new'))

/** Intends and records one part after the other, as fast as it can, and says how many it has recorded. */
const writer = `
  import { openStore } from ${JSON.stringify(new URL('../../../src/storage/sqlite/store.ts', import.meta.url).href)}
  const [file, id] = process.argv.slice(1)
  const { ledger } = await openStore(file)
  for (let part = 1; ; part += 1) {
    await ledger.recordIntent(id, 'prose-' + part, part)
    await ledger.recordReceipt(id, 'prose-' + part, { platform: 'slack', channel: 'C1', message: String(part) }, part)
    process.stdout.write(part + '\\n')
    await new Promise((resolve) => setImmediate(resolve))
  }
`

test('copies made while a process writes all the time are whole, and each holds a beginning of what was written', async () => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', writer, file, id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let recorded = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    recorded = Number(text.trim().split('\n').at(-1))
  })
  const gone = once(child, 'exit').then(() => expect.fail('the writer ended'))
  const written = () => Promise.race([once(child.stdout, 'data'), gone])
  await written()
  const copies: { copy: string; atLeast: number }[] = []
  for (let round = 0; round < 5; round += 1) {
    const atLeast = recorded
    copies.push({ copy: backUp(file, join(folder, `copy-${round}`), false, Date.now()).file, atLeast })
    await written()
  }
  child.kill('SIGKILL')
  await gone.catch(() => {})

  for (const { copy, atLeast } of copies) {
    const [overview, ...parts] = await partsIn(copy)
    expect(overview?.key).toBe('overview')
    expect(parts.map(({ key }) => key)).toEqual(parts.map((_, index) => `prose-${index + 1}`))
    const open = parts.filter(({ state }) => state !== 'posted')
    // Of the last one only the intent may have been there.
    expect(open).toEqual(parts.slice(parts.length - open.length))
    expect(open.length).toBeLessThanOrEqual(1)
    expect(parts.length - open.length).toBeGreaterThanOrEqual(atLeast)
  }
  expect(leftovers()).toEqual([])
})

describe('backup', () => {
  test('into a folder gets a name that sorts by time', async () => {
    const { file: copy, deliveries, parts } = backUp(file, folder, false, Date.parse('2026-03-12T06:30:00Z'))
    expect(copy).toBe(join(folder, 'morning-post-20260312T063000Z.sqlite'))
    expect({ deliveries, parts }).toEqual({ deliveries: 1, parts: 1 })
    expect(await partsIn(copy)).toHaveLength(1)
  })

  test('replaces a file only with --overwrite, and then at once', async () => {
    const copy = join(folder, 'copy')
    writeFileSync(copy, 'somebody’s letter')
    expect(() => backUp(file, copy, false, 1)).toThrow(
      `${copy} exists. Name another file, or replace it with --overwrite.`,
    )
    expect(readFileSync(copy, 'utf8')).toBe('somebody’s letter')
    backUp(file, copy, true, 1)
    expect(await partsIn(copy)).toHaveLength(1)
    expect(() => backUp(file, file, true, 1)).toThrow(`${file} is the ledger itself.`)
  })

  test('of nothing, into nothing, and of something broken is refused, and leaves nothing behind', async () => {
    expect(() => backUp(join(folder, 'none.sqlite'), join(folder, 'copy'), false, 1)).toThrow(/nothing to back up yet/)
    expect(() => backUp(file, join(folder, 'no', 'folder'), false, 1)).toThrow(ConfigurationError)
    const bytes = readFileSync(file)
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 'garbage ')]))
    expect(() => backUp(file, join(folder, 'copy'), false, 1)).toThrow(/is damaged/)
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
  })

  test('of what breaks the rules of its own tables is refused', () => {
    const db = new DatabaseSync(file)
    db.exec("PRAGMA ignore_check_constraints = ON; UPDATE parts SET state = 'lost'")
    db.close()
    expect(() => backUp(file, join(folder, 'copy'), false, 1)).toThrow(/The copy is not sound: CHECK/)
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
  })

  test('of an older version is one of this version', async () => {
    const old = new DatabaseSync(join(folder, 'old.sqlite'))
    old.exec([...ledgerMigrations.slice(0, 2), 'PRAGMA user_version = 2'].join(';'))
    old.close()
    expect(backUp(join(folder, 'old.sqlite'), join(folder, 'copy'), false, 1)).toMatchObject({ deliveries: 0 })
  })
})

describe('restore', () => {
  test('puts back what was there', async () => {
    const { file: copy } = backUp(file, join(folder, 'copy'), false, Date.now())
    const { ledger, close } = await openStore(file)
    await ledger.recordIntent(id, partKey('section-01'), 2)
    await close()
    restore(copy, file, Date.now())
    expect((await partsIn(file)).map(({ key }) => key)).toEqual(['overview'])
  })

  test.each([
    ['a letter', (path: string) => writeFileSync(path, 'Dear all, '.repeat(1_000)), /is damaged, or no ledger/],
    [
      'another program’s database',
      (path: string) => new DatabaseSync(path).exec('CREATE TABLE parts (a); PRAGMA user_version = 3'),
      /is no ledger of Morning Post/,
    ],
    [
      'a newer version’s ledger',
      (path: string) =>
        new DatabaseSync(path).exec('CREATE TABLE parts (a); CREATE TABLE deliveries (a); PRAGMA user_version = 999'),
      /was written by a newer Morning Post/,
    ],
    ['nothing', () => {}, /is no file/],
  ])('of %s is refused, and changes nothing', async (_, write, sentence) => {
    const other = join(folder, 'other')
    write(other)
    expect(() => restore(other, file, 1)).toThrow(sentence)
    expect(await partsIn(file)).toHaveLength(1)
    expect(readdirSync(folder).filter((name) => name.includes('replaced') || name.includes('.new'))).toEqual([])
  })

  test('puts a ledger where there is none', async () => {
    const copy = backUp(file, join(folder, 'copy'), false, 1).file
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')
    expect(restore(copy, elsewhere, 2)).not.toHaveProperty('replaced')
    expect(await partsIn(elsewhere)).toHaveLength(1)
  })
})

test('a file that was created meanwhile is not replaced', () => {
  const [draft, taken] = [join(folder, 'draft'), join(folder, 'taken')]
  writeFileSync(draft, 'ours')
  writeFileSync(taken, 'theirs')
  expect(() => replaceFile(draft, taken)).toThrow(/EEXIST/)
  expect(readFileSync(taken, 'utf8')).toBe('theirs')
  replaceFile(draft, taken, true)
  expect(readFileSync(taken, 'utf8')).toBe('ours')
})
