import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import type { MessageRef } from '../../../src/domain/delivery.ts'
import { LedgerUnusable } from '../../../src/domain/errors.ts'
import type { Log } from '../../../src/domain/log.ts'
import type { Store } from '../../../src/storage/database.ts'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { aDelivery, partKey, silentLog } from '../../builders.ts'

const { id } = aDelivery()
const ref = (message: string): MessageRef => ({ platform: 'slack', channel: 'C1', message })

let folder: string
let file: string
let said: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  file = join(folder, 'morning-post.sqlite')
  said = []
})

const log: Log = {
  ...silentLog,
  error: (fields, message) => void said.push(`${message}: ${(fields as { reason?: string }).reason}`),
  warn: (_, message) => void said.push(message),
  info: (_, message) => void said.push(message),
}

async function opened(onTestFinished: (close: () => Promise<void>) => void): Promise<Store> {
  const store = await openStore(file, { log })
  onTestFinished(() => store.close())
  return store
}

/** A ledger of some hundred pages, closed. */
async function grown(): Promise<void> {
  const { ledger, close } = await openStore(file)
  await ledger.addDelivery(aDelivery())
  for (let part = 0; part < 40; part += 1) {
    await ledger.recordIntent(id, partKey(`section-${part}`), 1)
    await ledger.recordReceipt(
      id,
      partKey(`section-${part}`),
      { ...ref(String(part)), link: `https://example.org/${'x'.repeat(20_000)}` },
      2,
    )
  }
  await close()
}

/** Overwrites a stretch of the file with what is no database. */
function scribble(at: number, length: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(length, 'garbage '), 0, length, at)
  closeSync(handle)
}

describe('a ledger that another process has locked', () => {
  test('says so once, is waited for, and goes on by itself', async ({ onTestFinished }) => {
    const { ledger, outage } = await opened(onTestFinished)
    await ledger.addDelivery(aDelivery())
    const other = new DatabaseSync(file)
    other.exec('BEGIN EXCLUSIVE')
    await expect(ledger.recordIntent(id, partKey('overview'), 1)).rejects.toThrow(LedgerUnusable)
    await expect(ledger.recordHeartbeat(2)).rejects.toThrow(`${file} is locked by another process`)
    expect(outage()?.message).toContain('locked')
    expect(await ledger.parts(id)).toEqual([])
    other.close()
    await ledger.recordIntent(id, partKey('overview'), 3)
    expect(outage()).toBeUndefined()
    expect(said).toEqual([
      expect.stringMatching(/^the ledger cannot be used: .+ is locked by another process: close/),
      'the ledger can be used again',
    ])
  })

  test('can be opened and read all the same', async ({ onTestFinished }) => {
    await (await openStore(file)).close()
    const other = new DatabaseSync(file)
    onTestFinished(async () => other.close())
    other.exec('BEGIN EXCLUSIVE')
    const { ledger } = await opened(onTestFinished)
    expect(await ledger.unfinished()).toEqual([])
  })
})

describe('a damaged ledger', () => {
  test('is noticed by reading all of it, wherever the damage is', async () => {
    await grown()
    scribble(Math.floor(statSync(file).size / 2 / 4096) * 4096, 4096)
    const { check, close } = await openStore(file)
    await expect(check()).rejects.toThrow(/is damaged: stop the bot and put back a backup/)
    await close()
  })

  test('that was cut short is noticed, too', async () => {
    await grown()
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)
    await expect(openStore(file).then(({ check }) => check())).rejects.toThrow(/is damaged/)
  })

  test('is left alone from then on: nothing more is written into it', async ({ onTestFinished }) => {
    await grown()
    const { ledger, outage } = await opened(onTestFinished)
    await ledger.recordHeartbeat(4)
    // The root of the parts, and nothing else.
    const reader = new DatabaseSync(file)
    const root = Number(reader.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'parts'").get()?.rootpage)
    reader.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    reader.close()
    scribble((root - 1) * 4096, 4096)
    await expect(ledger.parts(id)).rejects.toThrow(/is damaged/)
    await expect(ledger.recordHeartbeat(5)).rejects.toThrow(/is damaged/)
    expect(outage()?.message).toContain('damaged')
    expect(said).toHaveLength(1)
  })
})

describe('a ledger that goes away while it is open', () => {
  test.each([
    ['the file', ['morning-post.sqlite']],
    ['the file and what belongs to it', ['morning-post.sqlite', 'morning-post.sqlite-wal', 'morning-post.sqlite-shm']],
  ])('is put back whole when %s was deleted', async (_, names) => {
    const { ledger, close } = await openStore(file, { log })
    await ledger.addDelivery(aDelivery())
    await ledger.recordIntent(id, partKey('overview'), 1)
    for (const name of names) rmSync(join(folder, name))
    await ledger.recordReceipt(id, partKey('overview'), ref('1'), 2)
    await ledger.recordIntent(id, partKey('section-01'), 3)
    expect(said).toEqual([expect.stringContaining('it was put back, whole')])
    await close()
    const again = await openStore(file)
    expect((await again.ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)).toEqual([
      'overview posted',
      'section-01 intended',
    ])
    // It is the same as when it was new: nothing was lost since.
    expect(await again.ledger.gap()).toMatchObject({ isNew: true })
    await again.close()
    expect(readdirSync(folder).filter((name) => name.includes('new'))).toEqual([])
  })

  test.each([[['-wal']], [['-shm']], [['-wal', '-shm']]])(
    'loses nothing when %j beside it were deleted and the bot is killed',
    async (endings) => {
      const { ledger, close } = await openStore(file, { log })
      await ledger.addDelivery(aDelivery())
      await ledger.recordIntent(id, partKey('overview'), 1)
      for (const ending of endings) rmSync(`${file}${ending}`)
      await ledger.recordReceipt(id, partKey('overview'), ref('1'), 2)
      const killed = mkdtempSync(join(tmpdir(), 'morning-post-'))
      cpSync(folder, killed, { recursive: true })
      await close()
      const again = await openStore(join(killed, 'morning-post.sqlite'))
      expect((await again.ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)).toEqual(['overview posted'])
      await again.close()
      expect(said).toEqual([expect.stringContaining('a file beside the ledger was deleted')])
    },
  )

  test('stops when another file replaces it, and continues when its own is back', async ({ onTestFinished }) => {
    const { ledger } = await opened(onTestFinished)
    await ledger.addDelivery(aDelivery())
    renameSync(file, `${file}.aside`)
    await (await openStore(join(folder, 'other.sqlite'))).close()
    renameSync(join(folder, 'other.sqlite'), file)
    await expect(ledger.recordIntent(id, partKey('overview'), 1)).rejects.toThrow(/was replaced by another file/)
    await expect(ledger.recordIntent(id, partKey('overview'), 1)).rejects.toThrow(LedgerUnusable)
    renameSync(`${file}.aside`, file)
    await ledger.recordIntent(id, partKey('overview'), 2)
    expect(said).toEqual([expect.stringContaining('start the bot again'), 'the ledger can be used again'])
  })

  test('cannot be put back into a folder that is gone', async () => {
    const { ledger, close } = await openStore(file, { log })
    await ledger.addDelivery(aDelivery())
    rmSync(folder, { recursive: true })
    await expect(ledger.recordIntent(id, partKey('overview'), 1)).rejects.toThrow(
      /was deleted while the bot was running/,
    )
    await close()
  })
})

describe('a ledger that cannot be written', () => {
  const attempt = `
    import { mkdirSync } from 'node:fs'
    import { openStore } from ${JSON.stringify(new URL('../../../src/storage/sqlite/store.ts', import.meta.url).href)}
    const [file, action] = process.argv.slice(1)
    // Permissions do not restrict root.
    if (process.getuid() === 0) process.seteuid(65534)
    try {
      const { ledger } = await openStore(file)
      await ledger.recordHeartbeat(1)
      process.stdout.write('written')
    } catch (error) {
      process.stdout.write(\`\${error.code} \${error.message}\`)
    }
  `
  test.each([
    ['in a folder of another user', false],
    ['that exists and belongs to another user', true],
  ])('%s is named, with what to do', async (_, exists) => {
    if (exists) await (await openStore(file)).close()
    if (exists) chmodSync(file, 0o444)
    chmodSync(folder, 0o555)
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', attempt, file], {
      encoding: 'utf8',
    })
    chmodSync(folder, 0o755)
    expect({ stdout, stderr }).toEqual({
      stdout: expect.stringMatching(/^ledger_unusable \S+ cannot be (?:opened|written): make it/),
      stderr: '',
    })
  })
})
