import type { App } from '@slack/bolt'
import { expect, test, vi } from 'vitest'
import { dropRepeated } from '../../../src/adapters/slack/repeats.ts'
import { silentLog } from '../../builders.ts'
import { MemoryInstallations } from '../../installations/memory-installations.ts'

type Middleware = (given: { body: unknown; next: () => Promise<void> }) => Promise<void>

/** A process with the claims of a store that may be shared; it counts what it handles. */
function machine(claim: (id: string) => Promise<boolean>) {
  const handled: unknown[] = []
  let middleware: Middleware | undefined
  const app = {
    use: (given: Middleware) => {
      middleware = given
    },
  }
  dropRepeated(app as unknown as Pick<App, 'use'>, claim, silentLog)
  const next = (body: unknown) => async () => void handled.push(body)
  const receive = async (body: unknown) => middleware?.({ body, next: next(body) })
  return { handled, receive }
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

test('two machines that get it at the same moment handle it once', async () => {
  const claim = sharedClaims()
  const machines = Array.from({ length: 5 }, () => machine(claim))
  await Promise.all(machines.map(({ receive }) => receive({ event_id: 'Ev1', event: { type: 'app_home_opened' } })))
  expect(machines.flatMap(({ handled }) => handled)).toHaveLength(1)
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
  await received
  expect(handled).toHaveLength(1)
  vi.useRealTimers()
})
