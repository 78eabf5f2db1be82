import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hourMs, minuteMs } from '../../src/domain/duration.ts'
import { ExpectedError, LedgerUnusable, TokenRefused } from '../../src/domain/errors.ts'
import { rotationStep } from '../../src/installations/rotation.ts'
import type { Fate } from './fake-grants.ts'
import { cipher, installed, workspace } from './installed-fixture.ts'

test('a token is used as it is until an hour or two before it expires, and is then renewed in the background', async () => {
  const { clock, grants, start } = installed()
  const tokens = start()
  const first = await tokens.token(workspace)
  clock.time += 9 * hourMs
  await tokens.renewIfDue(workspace)
  expect(await tokens.token(workspace)).toBe(first)
  clock.time += 2 * hourMs
  await tokens.renewIfDue(workspace)
  const second = await tokens.token(workspace)
  expect(second).not.toBe(first)
  expect(grants.accepted(second)).toBe(true)
  expect(grants.refreshes).toBe(1)
})

test('many callers at once renew an expired token with one request', async () => {
  const { clock, grants, start } = installed()
  clock.time += 12 * hourMs
  const tokens = start()
  const found = await Promise.all(Array.from({ length: 20 }, () => tokens.token(workspace)))
  expect(new Set(found).size).toBe(1)
  expect(grants.accepted(found[0] ?? '')).toBe(true)
  expect(grants.refreshes).toBe(1)
})

test('a token that the platform refuses as expired is renewed once for all that sent it', async () => {
  const { grants, start } = installed()
  const tokens = start()
  const refused = await tokens.token(workspace)
  const found = await Promise.all(Array.from({ length: 20 }, () => tokens.renew(workspace, refused)))
  expect(new Set(found).size).toBe(1)
  expect(await tokens.renew(workspace, refused)).toBe(found[0])
  expect(grants.refreshes).toBe(1)
})

test('workspaces that were installed together are renewed at different times', async () => {
  const row = installed().store.rows.get(workspace)
  if (!row) throw new Error('nothing is installed')
  const many = Array.from({ length: 1_000 }, (_, at) => ({ ...row, workspace: `slack:T${at}` as const, expiresAt: 0 }))
  const waiting = (minute: number) => many.filter((each) => rotationStep(each, minute * minuteMs) === 'use').length
  const minutes = Array.from({ length: 61 }, (_, at) => waiting(at - 120))
  expect([minutes[0], minutes.at(-1)]).toEqual([1_000, 0])
  for (const [at, count] of minutes.slice(1).entries()) expect((minutes[at] ?? 0) - count).toBeLessThan(50)
})

test('a workspace that is not installed has no token', async () => {
  const { store, start } = installed()
  await expect(start().token('slack:T2')).rejects.toThrow(/^Morning Post is not installed in slack:T2/)
  for (const state of ['needs-reinstall', 'uninstalled'] as const) {
    const row = store.rows.get(workspace)
    if (row) store.rows.set(workspace, { ...row, state })
    await expect(start().token(workspace)).rejects.toThrow(TokenRefused)
    await expect(start().renew(workspace, 'x')).rejects.toThrow(TokenRefused)
  }
})

test('a new pair is stored as soon as the store can be written again', async () => {
  const { clock, grants, store, start } = installed()
  clock.time += 12 * hourMs
  const save = store.save.bind(store)
  let failures = 3
  store.save = async (row) => {
    if (row.refreshIntendedAt === undefined && failures-- > 0) throw new LedgerUnusable('The disk is full.')
    return save(row)
  }
  expect(grants.accepted(await start().token(workspace))).toBe(true)
  expect(failures).toBeLessThan(0)
})

test('the answer for an earlier installation does not replace the tokens of a newer one', async () => {
  const { clock, grants, store, start } = installed()
  clock.time += 12 * hourMs
  grants.onActed = () => {
    const row = store.rows.get(workspace)
    const { tokens } = grants.install()
    if (row) void store.save({ ...row, expiresAt: clock.time + 12 * hourMs, tokens: cipher.encrypt(workspace, tokens) })
  }
  expect(await start().token(workspace)).toBe('xoxe.xoxb-3')
})

test('a workspace that took its tokens back counts as uninstalled, one whose refresh token alone is refused does not', async () => {
  const removed = installed()
  removed.grants.uninstall()
  removed.clock.time += 11.5 * hourMs
  await removed.start().renewIfDue(workspace)
  expect(removed.state()).toBe('uninstalled')

  const { grants, clock, start, state } = installed()
  clock.time += 11.5 * hourMs
  grants.refresh = async () => {
    throw new TokenRefused('invalid_refresh_token')
  }
  await start().renewIfDue(workspace)
  expect(state()).toBe('needs-reinstall')
})

/** A kill at one of the moments around the request, and what the network does. */
interface Attempt {
  readonly killed: 'before-intent' | 'after-intent' | 'acted' | 'before-save' | 'no'
  readonly fate: Fate
}

const attempts = fc.array(
  fc.record<Attempt>({
    killed: fc.constantFrom('before-intent', 'after-intent', 'acted', 'before-save', 'no', 'no', 'no'),
    fate: fc.constantFrom('answered', 'answered', 'answered', 'unsent', 'lost-request', 'lost-answer'),
  }),
  { maxLength: 12 },
)

class Killed extends Error {}

test('however the process is killed, a workspace needs a new installation only if the answer to a refresh was lost', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (script) => {
      const { clock, grants, store, state, start } = installed()
      const save = store.save.bind(store)
      let isLost = false
      for (const { killed, fate } of script) {
        clock.time += 11.5 * hourMs
        grants.fate = fate
        let acted = false
        grants.onActed = () => {
          acted = true
          if (killed === 'acted') throw new Killed()
        }
        store.save = async (row) => {
          const isIntent = !acted && row.refreshIntendedAt === clock.time && row.state === 'active'
          if (killed === 'before-intent' && isIntent) throw new Killed()
          if (killed === 'before-save' && !isIntent) throw new Killed()
          const isSaved = await save(row)
          if (killed === 'after-intent' && isIntent) throw new Killed()
          return isSaved
        }
        await start()
          .renewIfDue(workspace)
          .catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error
          })
        if (acted && (killed === 'acted' || killed === 'before-save' || fate === 'lost-answer')) isLost = true
      }
      // The next start, with everything well.
      grants.fate = 'answered'
      grants.onActed = () => {}
      store.save = save
      clock.time += 11.5 * hourMs
      const tokens = start()
      await tokens.renewIfDue(workspace)
      expect(state()).toBe(isLost ? 'needs-reinstall' : 'active')
      const token = await tokens.token(workspace).catch((error: unknown) => error)
      if (isLost) expect(token).toBeInstanceOf(ExpectedError)
      else expect(grants.accepted(String(token))).toBe(true)
      // What is decided is not asked again.
      const before = grants.refreshes
      if (isLost) await start().renewIfDue(workspace)
      expect(grants.refreshes).toBe(before)
    }),
    { numRuns: 1_000 },
  )
})
