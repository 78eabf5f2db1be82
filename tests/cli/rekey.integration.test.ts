import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { databaseIn } from '../../src/storage/open-database.ts'
import { anInstallation } from '../builders.ts'
import { openBotFixture } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

const [oldKey = '', newKey = '', thirdKey = ''] = ['a1', 'b2', 'c3'].map((byte) => byte.repeat(32))

test('rekey says what it changed, what it could not read, and why nothing would change', async (context) => {
  const fixture = await openBotFixture(context)
  const rekey = async (current: string, old: string) => {
    const env = { MORNING_POST_KEY: current, MORNING_POST_KEY_OLD: old }
    const { code, stdout, stderr } = await run(fixture, 'installations rekey', { env })
    return { code, said: (stdout + stderr).trimEnd() }
  }
  expect(await rekey(newKey, oldKey)).toEqual({
    code: 0,
    said: expect.stringMatching(/^There is no database in .+data/),
  })
  const dataFolder = join(fixture.folder, 'data')
  mkdirSync(dataFolder, { mode: 0o700 })
  const store = await databaseIn({ dataFolder }).open()
  const fill = async (workspace: 'slack:T1' | 'slack:T2' | 'slack:T3', key: string) => {
    const tokens = new TokenCipher(parseEncryptionKey(key, 'MORNING_POST_KEY')).encrypt(workspace, { bot: 'xoxb-1' })
    await store.installations.save({ ...anInstallation({ workspace }), tokens, revision: 0 })
  }
  expect((await rekey(newKey, oldKey)).said).toMatch(
    /^No workspace has tokens in .+data, so there is nothing to encrypt\.$/,
  )
  for (const workspace of ['slack:T1', 'slack:T2'] as const) await fill(workspace, oldKey)
  await store.close()

  const same = await rekey(oldKey, Buffer.from(oldKey, 'hex').toString('base64'))
  expect(same).toEqual({
    code: 1,
    said: expect.stringMatching(/^MORNING_POST_KEY and MORNING_POST_KEY_OLD are the same/),
  })
  const third = await rekey(newKey, thirdKey)
  expect(third).toEqual({
    code: 1,
    said: expect.stringMatching(/^The tokens of slack:T1 .+ The same holds for 1 other workspace\.$/),
  })
  expect(await rekey(oldKey, newKey)).toEqual({
    code: 0,
    said: expect.stringMatching(/^Nothing was changed: MORNING_POST_KEY \(\w+\) is the key of 2 workspaces already\./),
  })
  expect(await rekey(newKey, oldKey)).toEqual({
    code: 0,
    said: expect.stringMatching(
      /^The tokens of 2 workspaces are .+ now\.\nRemove MORNING_POST_KEY_OLD, and restart the bot\.$/,
    ),
  })
})
