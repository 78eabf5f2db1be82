import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { databaseIn } from '../../src/storage/open-database.ts'
import { anInstallation } from '../builders.ts'
import { run } from '../cli/run.ts'
import { openBotFixture, places } from './bot-fixture.ts'

const workspace = 'slack:T0BIRCH0001'
const key = 'a1'.repeat(32)
const client = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'secret', PUBLIC_URL: 'https://post.example.org' }

describe.concurrent('tokens of workspaces that cannot be used are told by everything that an operator asks', () => {
  test.for([
    [
      'another key',
      { ...client, MORNING_POST_KEY: 'b2'.repeat(32) },
      /encrypted with the key \w+, and MORNING_POST_KEY is/,
    ],
    ['no key', {}, /MORNING_POST_KEY is not set, and 1 workspace has installed the app/],
    [
      'no credentials of the app',
      { MORNING_POST_KEY: key },
      /SLACK_CLIENT_ID is not set, and 1 workspace has installed/,
    ],
  ] as const)('%s', async ([, env, said], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await mkdir(join(fixture.folder, 'data'))
    const store = await databaseIn({ dataFolder: join(fixture.folder, 'data') }).open()
    const tokens = new TokenCipher(parseEncryptionKey(key, 'MORNING_POST_KEY')).encrypt(workspace, { bot: 'xoxb-1' })
    // It expired long ago, which cannot be changed before its tokens are readable.
    await store.installations.save({ ...anInstallation({ workspace, expiresAt: 5 }), tokens, revision: 0 })
    await store.close()
    const alerts = { platform: 'discord', channel: places.discord }
    await fixture.write('config/morning-post.yaml', JSON.stringify({ alerts, destinations: [] }))

    for (const command of ['status', 'doctor', 'installations']) {
      const { code, stdout, stderr } = await run(fixture, command, { env })
      expect({ command, code }).toEqual({ command, code: 1 })
      expect(stdout + stderr).toMatch(said)
    }
    const bot = fixture.start(env)
    const url = await bot.url()
    const ready = await fetch(`${url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ reasons: [expect.stringMatching(said)] })
    await bot.logged('alert sent')
    const alert = JSON.stringify(fixture.discord.state.messages(places.discord))
    expect(alert).toContain('Nothing can be posted to workspaces that installed the app')
    await bot.stop()
  })
})
