import type { App } from '@slack/bolt'
import { expect, test, vi } from 'vitest'
import { DuplicateRequests } from '../../../src/adapters/slack/duplicate-requests.ts'
import { silentLog } from '../../builders.ts'
import { MemoryInstallations } from '../../installations/memory-installations.ts'

type Middleware = (given: { body: unknown; next: () => Promise<void> }) => Promise<void>

/**
 * A process with a claim store that may be shared. It counts the requests that it handles, and those that it answers
 * unless it is killed before. If it has not answered, another process does so at once.
 */
function machine(claim: (id: string) => Promise<boolean>, isKilled = false) {
  const handled: unknown[] = []
  const answered: unknown[] = []
  const duplicates = new DuplicateRequests(claim, { takeOverMs: 0, responseMs: 60_000 })
  let middleware: Middleware | undefined
  const app = {
    use: (given: Middleware) => {
      middleware = given
    },
  }
  duplicates.drop(app as unknown as Pick<App, 'use'>, silentLog)
  const next = (body: object) => async () => {
    handled.push(body)
    if (!isKilled && (await duplicates.mayRespond(body))) answered.push(body)
  }
  const receive = async (body: object) => middleware?.({ body, next: next(body) })
  return { handled, answered, receive, repeats: duplicates }
}

const sharedClaims = () => {
  const store = new MemoryInstallations()
  return (id: string) => store.useOnce(id, Date.now() + 60_000, Date.now())
}

test('what Slack sends to another machine again, or after a restart, is handled once', async () => {
  const claim = sharedClaims()
  const [first, second] = [machine(claim), machine(claim)]
  const bodies = [
    { event_id: 'Ev1', event: { type: 'app_home_opened' } },
    { command: '/digest', trigger_id: '1.2' },
    { type: 'block_actions', trigger_id: '1.3' },
    { type: 'view_submission', trigger_id: '1.4' },
  ]
  for (const body of bodies) for (const { receive } of [first, second, first]) await receive({ ...body })
  expect(first.handled).toEqual(bodies)
  expect(second.handled).toEqual([])
})

test('machines that get it at the same moment answer it once', async () => {
  const claim = sharedClaims()
  const machines = Array.from({ length: 5 }, () => machine(claim))
  await Promise.all(machines.map(({ receive }) => receive({ event_id: 'Ev1', event: { type: 'app_home_opened' } })))
  expect(machines.flatMap(({ answered }) => answered)).toHaveLength(1)
})

test('what a machine was killed over is answered by one of those that get it again, and by no other', async () => {
  const claim = sharedClaims()
  const [killed, ...others] = [machine(claim, true), machine(claim), machine(claim)]
  const body = { command: '/digest', trigger_id: '1.2' }
  await killed.receive(body)
  for (const { receive } of others) await receive({ ...body })
  expect(others.flatMap(({ answered }) => answered)).toEqual([body])
  // It was only suspended for a while.
  expect(await killed.repeats.mayRespond(body)).toBe(false)
})

test.each(['app_uninstalled', 'tokens_revoked'])(
  '%s is handled each time: a kill may have cut it short',
  async (type) => {
    const { handled, receive } = machine(sharedClaims())
    for (const _ of [0, 1]) await receive({ event_id: 'Ev1', event: { type } })
    expect(handled).toHaveLength(2)
  },
)

test('what has no id of its own is handled each time, such as words typed in a menu', async () => {
  const { handled, receive } = machine(sharedClaims())
  for (const _ of [0, 1]) await receive({ type: 'block_suggestion', value: 'agent' })
  expect(handled).toHaveLength(2)
})

test('a database that does not answer keeps no reader waiting', async () => {
  vi.useFakeTimers()
  const { handled, receive } = machine(() => new Promise(() => {}))
  const received = receive({ command: '/digest', trigger_id: '1.2' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(handled).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(60_000)
  await received
  vi.useRealTimers()
})
