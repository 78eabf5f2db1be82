import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigurationError } from '../../src/domain/errors.ts'
import { openSavedQueries } from '../../src/storage/cache/saved-queries.ts'
import { createDataFolder, lockDataFolder, tryLockDataFolder } from '../../src/storage/data-folder.ts'
import { databaseIn } from '../../src/storage/open-database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'

const holder = `
  import { lockDataFolder } from ${JSON.stringify(new URL('../../src/storage/data-folder.ts', import.meta.url).href)}
  lockDataFolder(process.argv[1])
  setImmediate(() => {
    gc()
    process.stdout.write('locked')
  })
  setInterval(() => {}, 1000)
`

test('a folder held by another process is refused by name, and free again once that process is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const other = spawn(process.execPath, ['--expose-gc', '--input-type=module-typescript', '-e', holder, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  expect(() => lockDataFolder(folder)).toThrow(ConfigurationError)
  expect(() => lockDataFolder(folder)).toThrow(`process ${other.pid}`)
  other.kill('SIGKILL')
  await once(other, 'exit')
  lockDataFolder(folder).release()
})

test('a folder below a file or a link to nothing cannot be made, and the sentence names what is in the way', () => {
  const root = mkdtempSync(join(tmpdir(), 'morning-post-'))
  writeFileSync(join(root, 'file'), '')
  symlinkSync('/nowhere/at/all', join(root, 'link'))
  const end = 'Mount or make a folder there, or name another one with MORNING_POST_DATA.'
  for (const below of ['', '/data']) {
    expect(() => createDataFolder(join(root, `file${below}`))).toThrow(
      `The data folder ${root}/file${below} cannot be made: ${root}/file is a file. ${end}`,
    )
    expect(() => createDataFolder(join(root, `link${below}`))).toThrow(
      `The data folder ${root}/link${below} cannot be made: ${root}/link is a link to /nowhere/at/all, where nothing is. ${end}`,
    )
  }
})

test('a released folder can be taken again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  lockDataFolder(folder).release()
  expect(() => lockDataFolder(folder).release()).not.toThrow()
})

test('a lock whose file was deleted is taken again, and no other process gets it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const lock = lockDataFolder(folder)
  rmSync(join(folder, 'lock.sqlite'))
  lock.keep()
  expect(tryLockDataFolder(folder)).toBeUndefined()
  lock.release()
  tryLockDataFolder(folder)?.release()
})

test('a process that finds another in its place no longer uses the ledger', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const lock = lockDataFolder(folder)
  const { ledger, close } = await openStore(join(folder, 'morning-post.sqlite'), { lock })
  await ledger.recordHeartbeat(1)
  rmSync(join(folder, 'lock.sqlite'))
  const other = lockDataFolder(folder)
  await expect(ledger.recordHeartbeat(2)).rejects.toThrow(/Two would post twice/)
  other.release()
  await ledger.recordHeartbeat(3)
  await close()
  lock.release()
})

test('the folder and all that is in it are for their owner alone, also what an earlier version left', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'data')
  mkdirSync(folder, { mode: 0o755 })
  for (const name of ['heartbeat.txt', 'search-index.sqlite-wal', 'notes.txt']) {
    writeFileSync(join(folder, name), '', { mode: 0o644 })
  }
  createDataFolder(folder)
  const lock = lockDataFolder(folder)
  const database = databaseIn({ dataFolder: folder })
  const { ledger, close } = await database.open({ lock })
  await ledger.recordHeartbeat(1)
  const savedQueries = openSavedQueries(join(folder, 'saved-queries.sqlite'))
  savedQueries.save('agents')
  const backup = join(folder, '..', 'backup.sqlite')
  await database.backUp(backup, false, 1)
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777] as const)
  expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([['notes.txt', 0o644]])
  expect(modes.map(([name]) => name)).toEqual(
    expect.arrayContaining(['morning-post.sqlite-wal', 'lock.sqlite', 'lock.pid']),
  )
  expect([folder, backup].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600])
  savedQueries.close()
  await close()
  lock.release()
})

const attempt = `
  import { createDataFolder } from ${JSON.stringify(new URL('../../src/storage/data-folder.ts', import.meta.url).href)}
  try {
    createDataFolder(process.argv[1])
  } catch (error) {
    process.stdout.write(error.code + ' ' + error.message)
  }
`

test('a folder of another user is named with its owner, the user of the bot, and the command that helps', () => {
  const isRoot = process.getuid?.() === 0
  const [uid, gid] = isRoot ? [65_534, 65_534] : [process.getuid?.(), process.getgid?.()]
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', attempt, '/usr'], {
    encoding: 'utf8',
    ...(isRoot && { uid, gid }),
  })
  expect({ stdout, stderr }).toEqual({
    stdout:
      `ledger_unusable /usr belongs to user 0, and the bot runs as user ${uid}. Run \`chown -R ${uid}:${gid} /usr\` as ` +
      'root. Until then nothing is posted; the bot goes on by itself.',
    stderr: '',
  })
})

test('what root makes in the folder of another user belongs to that user, and a copy of root is no obstacle', async () => {
  const isRoot = process.getuid?.() === 0
  const [uid, gid] = isRoot ? [65_534, 65_534] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  chownSync(folder, uid, gid)
  createDataFolder(folder)
  const lock = tryLockDataFolder(folder)
  const store = await openStore(join(folder, 'morning-post.sqlite'))
  const owners = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).uid])
  expect(owners).toEqual(
    expect.arrayContaining([
      ['lock.pid', uid],
      ['morning-post.sqlite', uid],
    ]),
  )
  expect(new Set(owners.map(([, owner]) => owner))).toEqual(new Set([uid]))
  await store.close()
  lock?.release()

  writeFileSync(join(folder, 'morning-post-20260312T063000Z.sqlite'), '')
  const asOwner = { encoding: 'utf8', ...(isRoot && { uid, gid }) } as const
  const args = ['--input-type=module-typescript', '-e', attempt, folder]
  const { stdout, stderr } = spawnSync(process.execPath, args, asOwner)
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' })
  rmSync(folder, { recursive: true })
})
