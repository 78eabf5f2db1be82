import type { AckFn, ReceiverEvent } from '@slack/bolt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { acknowledgeFirst, isAcknowledged } from '../../../src/adapters/slack/acknowledge-first.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** The steps of handling an event, in order. */
function open(type: string | undefined, acknowledge = async () => {}) {
  const steps: unknown[] = []
  const ack = (async (answer?: unknown) => {
    steps.push(['acknowledged', answer])
    await acknowledge()
  }) as AckFn<unknown>
  const blocked = Promise.withResolvers<void>()
  const handle = vi.fn(async (event: ReceiverEvent, answer?: string) => {
    steps.push('handled')
    await blocked.promise
    steps.push(isAcknowledged(event.customProperties) ? 'too late' : 'in time')
    await event.ack(answer)
  })
  const body = type === undefined ? { command: '/digest' } : { type }
  return { steps, handle, blocked, event: { body, ack } satisfies ReceiverEvent }
}

test.each([undefined, 'block_actions', 'message_action', 'event_callback'])(
  'it is acknowledged before it is handled, once: %s',
  async (type) => {
    const { steps, handle, blocked, event } = open(type)
    const done = acknowledgeFirst(event, handle)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(steps).toEqual([['acknowledged', undefined], 'handled'])
    blocked.resolve()
    await done
    expect(steps.filter((step) => Array.isArray(step))).toHaveLength(1)
  },
)

test('a dialog is acknowledged with its answer, and without one if that is slow', async () => {
  const quick = open('view_submission')
  quick.blocked.resolve()
  await acknowledgeFirst(quick.event, (event) => quick.handle(event, 'errors'))
  expect(quick.steps).toEqual(['handled', 'in time', ['acknowledged', 'errors']])

  const slow = open('view_submission')
  const done = acknowledgeFirst(slow.event, (event) => slow.handle(event, 'errors'))
  await vi.advanceTimersByTimeAsync(2_799)
  expect(slow.steps).toEqual(['handled'])
  await vi.advanceTimersByTimeAsync(1)
  slow.blocked.resolve()
  await done
  expect(slow.steps).toEqual(['handled', ['acknowledged', undefined], 'too late'])
})

test('what cannot be acknowledged is not handled: the platform reports it again', async () => {
  const { handle, event } = open('event_callback', async () => {
    throw new Error('the socket is closed')
  })
  await expect(acknowledgeFirst(event, handle)).rejects.toThrow('closed')
  expect(handle).not.toHaveBeenCalled()
})

test('a dialog that nothing answers is acknowledged all the same, also after a bug', async () => {
  const { steps, event } = open('view_submission')
  const bug = async () => {
    throw new TypeError('a bug')
  }
  await expect(acknowledgeFirst(event, bug)).rejects.toThrow('a bug')
  expect(steps).toEqual([['acknowledged', undefined]])
})
