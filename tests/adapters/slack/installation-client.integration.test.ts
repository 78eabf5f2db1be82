import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createInstallationClient, nextStep } from '../../../src/adapters/slack/installation-client.ts'
import { Ambiguous, CodeUsed, PlatformBusy, RefusedForNow, TokenRefused } from '../../../src/domain/errors.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'

/** A client of a server that answers everything with this. */
async function answered(answer: object) {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  return createInstallationClient({ clientId: '1.2', clientSecret: 'secret', apiUrl, log: memoryLog() })
}

const refusedWith = (error: string) => answered({ ok: false, error })

test.each([
  ['invalid_refresh_token', TokenRefused],
  ['token_revoked', TokenRefused],
  ['account_inactive', TokenRefused],
  // These errors pass. A workspace that was given up because of one would have to be installed again.
  ['org_login_required', RefusedForNow],
  ['invalid_auth', RefusedForNow],
  ['team_access_not_granted', RefusedForNow],
  ['bad_client_secret', RefusedForNow],
  ['ratelimited', PlatformBusy],
  ['internal_error', Ambiguous],
])('a refresh that Slack refuses with %s throws %o', async (code, expected) => {
  const error = await (await refusedWith(code)).refresh('xoxe-1').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(expected)
  expect(String(error)).not.toContain('SLACK_BOT_TOKEN')
})

test.each([
  ['account_inactive', false],
  ['token_revoked', false],
  ['org_login_required', undefined],
  ['two_factor_setup_required', undefined],
  ['invalid_auth', undefined],
])('a token refused with %s: accepted is %o', async (code, accepted) => {
  expect(await (await refusedWith(code)).accepts('xoxb-1')).toBe(accepted)
})

test('a code that was used is told from one that Slack did not issue', async () => {
  await expect((await refusedWith('code_already_used')).exchange('c')).rejects.toThrow(CodeUsed)
  await expect((await refusedWith('invalid_code')).exchange('c')).rejects.not.toThrow(CodeUsed)
})

const grant = {
  ok: true,
  access_token: 'xoxb-1',
  bot_user_id: 'U1',
  app_id: 'A1',
  scope: 'chat:write,commands',
  team: { id: 'T1', name: 'Team' },
  authed_user: { id: 'U2' },
}

test.each([
  ['without a token', { ...grant, access_token: undefined }],
  ['with a path for an id', { ...grant, team: { id: '../T1', name: 'Team' } }],
  ['without an id', { ...grant, team: { id: '', name: 'Team' } }],
])('an answer %s installs nothing', async (_, answer) => {
  await expect((await answered(answer)).exchange('c')).rejects.toThrow(Ambiguous)
})

test('what was not granted is known', async () => {
  const { scopes } = await (await answered(grant)).exchange('c')
  const { missingScopes } = nextStep({ workspace: 'slack:T1', appId: 'A1', scopes })
  expect(missingScopes).toContain('users:read')
  expect(missingScopes).not.toContain('commands')
})
