import type { StoredInstallation } from '../../src/domain/installation.ts'
import { RotatingTokens, type RotationContext } from '../../src/installations/rotating-tokens.ts'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { silentLog } from '../builders.ts'
import { FakeGrants } from './fake-grants.ts'
import { MemoryInstallations } from './memory-installations.ts'

export const workspace = 'slack:T1'
export const cipher = new TokenCipher(parseEncryptionKey('a1'.repeat(32), 'MORNING_POST_KEY'))

/** One installed workspace, and a bot that can be killed. */
export function installed(options: Pick<RotationContext, 'laneOf'> = {}) {
  const clock = { time: Date.parse('2026-01-05T09:00:00Z'), now: () => clock.time, wait: async () => {} }
  const grants = new FakeGrants(clock.now)
  const store = new MemoryInstallations()
  const { tokens, expiresInMs = 0, grantedAt, ...facts } = grants.install()
  const about = { state: 'active', installedAt: grantedAt, isLinked: true, revision: 0 } as const
  const row: StoredInstallation = { ...facts, ...about }
  const expiresAt = clock.time + expiresInMs
  void store.save({ ...row, expiresAt, tokens: cipher.encrypt(workspace, tokens) })
  const context = { store, cipher, client: grants, title: 'Slack', clock, log: silentLog, ...options }
  const state = () => store.rows.get(workspace)?.state
  const startAs = (laneOf: RotationContext['laneOf']) => new RotatingTokens({ ...context, laneOf })
  return { clock, grants, store, state, startAs, start: () => new RotatingTokens(context) }
}
