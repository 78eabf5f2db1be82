import { expect, test } from 'vitest'
import type { WorkspaceId } from '../../src/domain/workspace-id.ts'
import { rekey } from '../../src/installations/rekey.ts'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { anInstallation } from '../builders.ts'
import { MemoryInstallations } from './memory-installations.ts'

const [oldKey, newKey, thirdKey] = ['a1', 'b2', 'c3'].map((byte) =>
  parseEncryptionKey(byte.repeat(32), 'MORNING_POST_KEY'),
)
if (!oldKey || !newKey || !thirdKey) throw new Error('a key is missing')
const before = new TokenCipher(oldKey)
const during = new TokenCipher(newKey, [oldKey])
const workspaces: readonly WorkspaceId[] = ['slack:T1', 'slack:T2', 'slack:T3', 'slack:T4', 'slack:T5']

async function filled() {
  const store = new MemoryInstallations()
  for (const workspace of workspaces) {
    const tokens = before.encrypt(workspace, { bot: `xoxb-${workspace}`, refresh: `xoxe-${workspace}` })
    await store.save({ ...anInstallation({ workspace }), tokens, revision: 0 })
  }
  await store.save({ ...anInstallation({ workspace: 'slack:T9', state: 'uninstalled' }), revision: 0 })
  return store
}

async function tokensWith(cipher: TokenCipher, store: MemoryInstallations) {
  const rows = (await store.list()).filter(({ tokens }) => tokens)
  return rows.map(({ workspace, tokens }) => tokens && cipher.decrypt(workspace, tokens).bot)
}

const all = workspaces.map((workspace) => `xoxb-${workspace}`)

test('all tokens are under the new key afterwards, and a second run changes nothing', async () => {
  const store = await filled()
  expect(await rekey(store, during)).toEqual({ changed: 5, unchanged: 0, unreadable: [] })
  expect(await tokensWith(new TokenCipher(newKey), store)).toEqual(all)
  expect(await rekey(store, during)).toEqual({ changed: 0, unchanged: 5, unreadable: [] })
})

test('wherever it is interrupted, all tokens can be read with both keys, and the next run ends it', async () => {
  for (const killedAt of workspaces.keys()) {
    const store = await filled()
    const save = store.save.bind(store)
    let saves = 0
    store.save = async (row) => {
      if (saves++ === killedAt) throw new Error('killed')
      return save(row)
    }
    await rekey(store, during).catch(() => {})
    store.save = save
    expect(await tokensWith(during, store)).toEqual(all)
    await rekey(store, during)
    expect(await tokensWith(new TokenCipher(newKey), store)).toEqual(all)
  }
})

test('tokens that the bot renews meanwhile are not replaced by older ones', async () => {
  const store = await filled()
  const get = store.get.bind(store)
  let isRenewed = false
  store.get = async (workspace) => {
    const row = await get(workspace)
    if (workspace === 'slack:T3' && row && !isRenewed) {
      isRenewed = true
      await store.save({ ...row, tokens: before.encrypt(workspace, { bot: 'xoxb-renewed' }) })
    }
    return row
  }
  await rekey(store, during)
  expect(await tokensWith(new TokenCipher(newKey), store)).toEqual(all.with(2, 'xoxb-renewed'))
})

test('a row of a third key is named, and the others are changed', async () => {
  const store = await filled()
  const row = store.rows.get('slack:T2')
  if (row) await store.save({ ...row, tokens: new TokenCipher(thirdKey).encrypt('slack:T2', { bot: 'xoxb-third' }) })
  for (const [changed, unchanged] of [
    [4, 0],
    [0, 4],
  ]) {
    const report = await rekey(store, during)
    expect(report).toMatchObject({ changed, unchanged })
    expect(report.unreadable.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The tokens of slack:T2 .+ to `npm run --silent cli -- installations rekey`\./),
    ])
  }
  const names = new Set((await store.list()).map(({ tokens }) => tokens?.keyId))
  expect([...names].toSorted()).toEqual([newKey.id, thirdKey.id, undefined].toSorted())
})
