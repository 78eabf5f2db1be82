import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkInstalledPlaces, lackOfToken } from '../../src/doctor/installed-places.ts'
import type { Installation } from '../../src/domain/installation.ts'
import { verdictText } from '../../src/i18n/verdicts.ts'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { databaseIn } from '../../src/storage/open-database.ts'
import { anInstallation, silentLog } from '../builders.ts'
import { read } from '../config/config-fixture.ts'

const key = 'a1'.repeat(32)
const cipher = new TokenCipher(parseEncryptionKey(key, 'MORNING_POST_KEY'))

/** A destination in one workspace of the simulator, and what the check says about it. */
async function open(team: string) {
  const server = await startSlackSimulator()
  onTestFinished(() => server.close())
  const dataFolder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true }))
  const { grants, clientId, clientSecret } = server.workspaces
  const access = () => {
    const code = grants.authorize({ workspace: team, user: 'U1' })
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    return String(grants.access({ code }, basic).access_token)
  }
  const workspace = `slack:${team}` as const
  const store = async (changes: Partial<Installation> = {}) => {
    const opened = await databaseIn({ dataFolder }).open()
    const tokens = cipher.encrypt(workspace, { bot: access() })
    const revision = (await opened.installations.get(workspace))?.revision ?? 0
    await opened.installations.save({ ...anInstallation({ workspace, ...changes }), tokens, revision })
    await opened.close()
  }
  const channel = `C1${team.slice(2)}`
  const yaml = `destinations: [{ name: there, platform: slack, workspace: "${workspace}", channel: ${channel}, timezone: UTC, at: "08:30" }]`
  const config = read(yaml)
  const installing = { clientId, clientSecret, publicUrl: 'https://post.example.org', key }
  const environmentWith = (keys: { current?: string }) => ({
    ...{ dataFolder, keys, installing, credentials: {}, apiUrls: { slack: server.apiUrl, discord: '' } },
  })
  const check = async (keys: { current?: string } = { current: key }) => {
    const environment = environmentWith(keys)
    const [found] = await checkInstalledPlaces(environment, config, silentLog, async () => false)
    return [found?.subject, found?.ok, found && `${found.message} ${found.ok ? '' : found.fix}`]
  }
  const lack = async (current = key) => {
    const opened = await databaseIn({ dataFolder }).open()
    const [destination] = config.destinations
    const found = destination && (await lackOfToken(destination, environmentWith({ current }), opened.installations))
    await opened.close()
    return found && verdictText(found)
  }
  return { check, lack, store, server }
}

test('a destination is checked with the token of its workspace, and each lack of one has its sentence', async () => {
  const { check, store } = await open('T0BIRCH0001')
  expect(await check()).toEqual([
    'there',
    false,
    expect.stringContaining('slack:T0BIRCH0001 has not installed the app'),
  ])
  await store()
  expect(await check()).toEqual(['there', true, expect.stringContaining('is in #morning-post')])
  expect(await check({})).toEqual(['there', false, expect.stringContaining('MORNING_POST_KEY is not set')])
  expect(await check({ current: 'b2'.repeat(32) })).toEqual([
    'there',
    false,
    expect.stringMatching(/encrypted with the key .+ Set the key they were encrypted with, .+ installed again\.$/),
  ])
  await store({ expiresAt: 5 })
  expect(await check()).toEqual(['there', false, expect.stringContaining('has expired')])
  await store({ state: 'needs-reinstall', endedAt: 5 })
  expect(await check()).toEqual(['there', false, expect.stringContaining('has to install the app again')])
  await store({ state: 'uninstalled', endedAt: 5 })
  expect(await check()).toEqual(['there', false, expect.stringContaining('removed the app')])
})

test('the lack of a token is known without the platform', async () => {
  const { lack, store, server } = await open('T0BIRCH0001')
  await server.close()
  expect(await lack()).toBe(
    'It gets nothing: slack:T0BIRCH0001 has not installed the app. An admin there opens https://post.example.org/slack/install.',
  )
  await store()
  expect(await lack()).toBeUndefined()
  expect(await lack('b2'.repeat(32))).toMatch(/encrypted with the key .+, and MORNING_POST_KEY is \w+\. Set the key/)
})
