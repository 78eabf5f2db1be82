import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hourMs } from '../../src/domain/duration.ts'
import { PlatformUnreachable, TokenRefused } from '../../src/domain/errors.ts'
import type { UninstallReport } from '../../src/domain/installation.ts'
import type { Log } from '../../src/domain/log.ts'
import { Installations } from '../../src/installations/installations.ts'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { silentLog } from '../builders.ts'
import { FakeGrants } from './fake-grants.ts'
import { MemoryInstallations } from './memory-installations.ts'

const workspace = 'slack:T1'
const cipher = new TokenCipher(parseEncryptionKey('a1'.repeat(32), 'MORNING_POST_KEY'))

function opened(log: Log = silentLog) {
  const clock = { time: Date.parse('2026-01-05T09:00:00Z'), now: () => clock.time, wait: async () => {} }
  const grants = new FakeGrants(clock.now)
  const store = new MemoryInstallations()
  const installations = new Installations({ store, cipher, client: grants, title: 'Slack', clock, log })
  const state = () => store.rows.get(workspace)?.state
  return { clock, grants, store, installations, state }
}

test('what is installed has a token, and the row shows no secret', async () => {
  const { grants, store, installations } = opened()
  await installations.install('code')
  const token = await installations.token(workspace)
  expect(grants.accepted(token)).toBe(true)
  expect(JSON.stringify([...store.rows])).not.toContain('xox')
})

test('with the wrong key nothing is posted to a workspace and nothing fails for good, and the log says so once', async () => {
  const logged: string[] = []
  const note = (fields: object, message: string) => void logged.push(`${message}: ${JSON.stringify(fields)}`)
  const { store, installations } = opened({ ...silentLog, error: note, info: note })
  await installations.install('code')
  logged.length = 0
  const row = store.rows.get(workspace)
  if (!row?.tokens) throw new Error('It is not installed')
  const other = new TokenCipher(parseEncryptionKey('b2'.repeat(32), 'MORNING_POST_KEY'))
  store.rows.set(workspace, { ...row, tokens: other.encrypt(workspace, cipher.decrypt(workspace, row.tokens)) })
  for (let minute = 0; minute < 3; minute += 1) await installations.refreshStates()
  expect(installations.isActive(workspace)).toBe(false)
  // A delivery that was under way waits as well.
  await expect(installations.token(workspace)).rejects.toThrow(TokenRefused)
  expect(logged).toEqual([
    expect.stringMatching(/^the tokens of workspaces cannot be read, .+"count":1,.+MORNING_POST_KEY_OLD/),
  ])
  store.rows.set(workspace, row)
  await installations.refreshStates()
  expect(installations.isActive(workspace)).toBe(true)
  expect(logged.at(-1)).toMatch(/can be read again/)
})

test('an installation that is repeated replaces the tokens', async () => {
  const { installations, clock, state, store } = opened()
  await installations.install('code')
  const first = await installations.token(workspace)
  const row = store.rows.get(workspace)
  if (row)
    store.rows.set(workspace, { ...row, state: 'needs-reinstall', endedAt: 1, notifiedAt: 2, refreshIntendedAt: 3 })
  clock.time += hourMs
  await installations.install('code')
  expect(await installations.token(workspace)).not.toBe(first)
  expect(state()).toBe('active')
  const { endedAt, notifiedAt, refreshIntendedAt, installedAt } = store.rows.get(workspace) ?? {}
  expect({ endedAt, notifiedAt, refreshIntendedAt, installedAt }).toEqual({ installedAt: clock.time })
})

test('tokens of other users that were revoked change nothing', async () => {
  const { installations, clock, grants, state } = opened()
  await installations.install('code')
  grants.uninstall()
  await installations.noteEnding({ workspace, at: clock.time, users: ['U9'] })
  expect(state()).toBe('active')
  await installations.noteEnding({ workspace, at: clock.time, users: ['U9', 'UBOT1'] })
  expect(state()).toBe('uninstalled')
})

test('a token that the platform refused is not used again, unless there is a newer one', async () => {
  const { installations, clock, grants, state } = opened()
  await installations.install('code')
  const token = await installations.token(workspace)
  await installations.noteRefused(workspace, 'an older one')
  await installations.noteRefused(workspace, token)
  expect(state()).toBe('active')
  grants.uninstall()
  await installations.noteRefused(workspace, token)
  expect(state()).toBe('uninstalled')
  clock.time += 1_000
  await installations.install('code')
  await installations.noteRefused(workspace, token)
  expect(state()).toBe('active')
})

test('a report is checked until the platform answers', async () => {
  const { installations, clock, grants, state } = opened()
  await installations.install('code')
  grants.uninstall()
  const accepts = grants.accepts.bind(grants)
  let failures = 3
  grants.accepts = async (token) => {
    if (failures-- > 0) throw new PlatformUnreachable('Slack', 'ECONNREFUSED')
    return accepts(token)
  }
  await installations.noteEnding({ workspace, at: clock.time })
  expect(state()).toBe('uninstalled')
})

test('a refusal that may be of this machine ends an installation only if the workspace reported its end', async () => {
  const { installations, clock, grants, state } = opened()
  await installations.install('code')
  const token = await installations.token(workspace)
  let asked = 0
  // As of a machine whose address Slack does not know any more, until an operator adds it.
  grants.accepts = async () => (++asked > 3 ? true : undefined)
  await installations.noteRefused(workspace, token)
  expect([state(), asked]).toEqual(['active', 4])
  grants.accepts = async () => undefined
  await installations.noteEnding({ workspace, at: clock.time })
  expect(state()).toBe('uninstalled')
})

test('all workspaces whose tokens expire soon are renewed', async () => {
  const { installations, clock, grants } = opened()
  await installations.install('code')
  clock.time += 11.5 * hourMs
  await installations.renewDue()
  expect(grants.refreshes).toBe(1)
  await installations.renewDue()
  expect(grants.refreshes).toBe(1)
})

test('an installer is notified once that the workspace has to be installed again, while the last token is valid', async () => {
  const { installations, grants, store } = opened()
  await installations.install('code')
  const row = store.rows.get(workspace)
  if (row) store.rows.set(workspace, { ...row, state: 'needs-reinstall' })
  await installations.refreshStates()
  expect(installations.lost.map((each) => each.workspace)).toEqual([workspace])
  await installations.notifyInstallers('Install it again.')
  await installations.notifyInstallers('Install it again.')
  expect(grants.told).toEqual(['U1: Install it again.'])
  await installations.install('code')
  expect(installations.lost).toEqual([])
})

/** What happens next, after that many milliseconds; `report` delivers one of the reports that wait, perhaps twice. */
type Event =
  | { readonly type: 'install' | 'uninstall' | 'renew'; readonly afterMs: number }
  | { readonly type: 'report'; readonly pick: number; readonly again: boolean; readonly afterMs: number }

const afterMs = fc.constantFrom(0, 1, 999, 1_000, 60_000, 11.5 * hourMs)
const events = fc.array(
  fc.oneof(
    fc.record({ type: fc.constantFrom('install' as const, 'uninstall' as const, 'renew' as const), afterMs }),
    fc.record({ type: fc.constant('report' as const), pick: fc.nat(), again: fc.boolean(), afterMs }),
  ),
  { maxLength: 20 },
)

test('reports of removed apps and revoked tokens, in any order and number, end only the installation that ended', async () => {
  await fc.assert(
    fc.asyncProperty(events, async (script: readonly Event[]) => {
      const { installations, clock, grants, state } = opened()
      await installations.install('code')
      const waiting: UninstallReport[] = []
      let isInstalled = true
      const report = async (pick: number, again: boolean) => {
        const ending = waiting[pick % waiting.length]
        if (!ending) return
        if (!again) waiting.splice(pick % waiting.length, 1)
        await installations.noteEnding(ending)
      }
      for (const event of script) {
        clock.time += event.afterMs
        if (event.type === 'install') {
          await installations.install('code')
          isInstalled = true
        } else if (event.type === 'renew') await installations.renewDue()
        else if (event.type === 'report') await report(event.pick, event.again)
        else if (isInstalled) {
          grants.uninstall()
          isInstalled = false
          const at = Math.floor(clock.time / 1_000) * 1_000
          waiting.push({ workspace, at }, { workspace, at, users: ['UBOT1'] })
        }
        if (isInstalled) expect(state()).toBe('active')
      }
      while (waiting.length > 0) await report(script.length, false)
      expect(state() === 'active').toBe(isInstalled)
      if (!isInstalled) expect(state()).toBe('uninstalled')
      await installations.renewDue()
      const token = await installations.token(workspace).catch(() => undefined)
      expect(token !== undefined && grants.accepted(token)).toBe(isInstalled)
    }),
    { numRuns: 2_000 },
  )
})
