import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { anInstallation } from '../../builders.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')

test('an installation is there after a restart, every field of it', async () => {
  const file = newFile()
  const whole = {
    ...anInstallation({ state: 'needs-reinstall', endedAt: 3, expiresAt: 4, refreshIntendedAt: 5, notifiedAt: 6 }),
    tokens: { keyId: 'k1', text: 'AAAA' },
    revision: 0,
  }
  const plain = { ...anInstallation({ workspace: 'slack:E1', scopes: [], isLinked: false }), revision: 0 }
  const first = await openStore(file)
  expect(await first.installations.save(whole)).toBe(true)
  expect(await first.installations.save(plain)).toBe(true)
  await first.close()
  const { installations, close } = await openStore(file)
  expect(await installations.get('slack:T1')).toEqual({ ...whole, revision: 1 })
  expect(await installations.list()).toEqual([
    { ...plain, revision: 1 },
    { ...whole, revision: 1 },
  ])
  expect(await installations.get('slack:T2')).toBeUndefined()
  await close()
})

test('a change is refused if the row was changed since it was read', async () => {
  const { installations, close } = await openStore(newFile())
  const added = { ...anInstallation(), tokens: { keyId: 'k1', text: 'AAAA' }, revision: 0 }
  expect(await installations.save(added)).toBe(true)
  expect(await installations.save({ ...added, name: 'Twice' })).toBe(false)
  const { tokens: _, ...without } = { ...added, revision: 1 }
  expect(await installations.save({ ...without, name: 'First' })).toBe(true)
  expect(await installations.save({ ...without, name: 'Late' })).toBe(false)
  expect(await installations.get('slack:T1')).toEqual({ ...without, name: 'First', revision: 2 })
  expect(await installations.remove('slack:T1', 1)).toBe(false)
  expect(await installations.remove('slack:T1', 2)).toBe(true)
  expect(await installations.list()).toEqual([])
  await close()
})

test('what may be used once is, until it expires', async () => {
  const { installations, close } = await openStore(newFile())
  expect(await installations.useOnce('n', 100, 1)).toBe(true)
  expect(await installations.useOnce('n', 100, 100)).toBe(false)
  expect(await installations.useOnce('m', 100, 2)).toBe(true)
  expect(await installations.useOnce('n', 300, 200)).toBe(true)
  await close()
})
