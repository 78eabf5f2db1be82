import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { onSmallDisk, smallDisk } from '../tiny-disk.ts'

const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href)

/** Writes until the disk is full, makes room, and writes on. Says what it saw. */
const program = `
  import { rmSync, writeFileSync } from 'node:fs'
  import { DatabaseSync } from 'node:sqlite'
  import { openSavedQueries } from ${source('storage/cache/saved-queries.ts')}
  import { openParseCache } from ${source('storage/cache/parse-cache.ts')}
  import { openStore } from ${source('storage/sqlite/store.ts')}
  const [folder, smallDisk] = process.argv.slice(1)
  const said = []
  const note = (fields, message) => void said.push([message, fields.reason])
  const log = { debug() {}, info: note, warn: note, error: note }
  const file = folder + '/morning-post.sqlite'
  const filler = folder + '/filler'
  if (smallDisk === 'file-system') writeFileSync(filler, Buffer.alloc(300_000))
  const store = await openStore(file, { log })
  const questions = openSavedQueries(folder + '/saved-queries.sqlite', Date.now, log)
  const cache = openParseCache(folder + '/parse-cache.sqlite', log)
  const { ledger } = store
  const id = 'team@main/2026-01-05'
  await ledger.addDelivery({ id, destination: 'team', digest: 'main/2026-01-05', platform: 'slack', channel: 'C1', createdAt: 1 })
  await ledger.recordIntent(id, 'overview', 1)
  let beats = 0
  const fill = async () => { for (; beats < 5_000; beats += 1) await ledger.recordHeartbeat(beats + 1) }
  const why = (error) => error.code
  const full = await fill().catch(why)
  const refused = await ledger.recordIntent(id, 'section-01', 1).catch(why)
  const parts = await ledger.parts(id)
  // A failing cache does not stop the bot.
  cache.put('a', 'b', 'c'.repeat(2_000_000))
  const asked = questions.save('w'.repeat(2_000_000)).length
  if (smallDisk === 'file-system') rmSync(filler)
  else {
    const other = new DatabaseSync(file)
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    other.close()
  }
  const went = (await ledger.recordIntent(id, 'section-01', 2)).state
  const last = await ledger.recordHeartbeat(9_999)
  await store.check()
  await store.close()
  process.stdout.write(JSON.stringify({ full, refused, parts: parts.length, asked, went, isLast: last === beats, said }))
`

test('on a disk that is full nothing is lost and nothing half written, and it goes on when there is room', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const command = [process.execPath, '--input-type=module-typescript', '-e', program, folder, smallDisk]
  const [name = '', ...rest] = onSmallDisk(folder, command)
  const { stdout, stderr } = spawnSync(name, rest, { encoding: 'utf8' })
  expect(stderr).toBe('')
  const { said, ...seen } = JSON.parse(stdout)
  expect(seen).toEqual({
    full: 'ledger_unusable',
    refused: 'ledger_unusable',
    parts: 1,
    asked: 10,
    went: 'intended',
    isLast: true,
  })
  const reason = smallDisk === 'file-system' ? 'is full: make some room' : 'does not work as it should'
  expect(said.filter(([message]: string[]) => message?.startsWith('the ledger'))).toEqual([
    ['the ledger cannot be used', expect.stringContaining(reason)],
    ['the ledger can be used again', null],
  ])
})
