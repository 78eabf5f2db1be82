import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answerInTime } from '../../src/commands/answer-in-time.ts'
import { sentence } from '../../src/domain/build.ts'
import type { CommandRequest, InteractionHandler, Reply } from '../../src/domain/interaction.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const request = { requester: { language: 'en' }, text: 'agent' } as CommandRequest
const said = sentence('Found')

/** The answer of a handler that takes so long, in milliseconds, once that has passed. */
async function answered(tookMs: number, askedMs: number, stopping = new AbortController()): Promise<Reply | undefined> {
  const command = () => new Promise<Reply>((resolve) => setTimeout(() => resolve(said), tookMs))
  const handler = answerInTime({ command } as unknown as InteractionHandler, stopping.signal)
  let reply: Reply | undefined
  void handler.command(request).then((given) => {
    reply = given
  })
  await vi.advanceTimersByTimeAsync(askedMs)
  return reply
}

const later = sentence('This takes longer than usual. Please try again in a minute.')

test('a reader waits for fifteen seconds, and then is asked to try again', async () => {
  expect(await answered(14_999, 14_999)).toEqual(said)
  expect(await answered(60_000, 14_999)).toBeUndefined()
  expect(await answered(60_000, 15_000)).toEqual(later)
  expect(vi.getTimerCount()).toBe(2)
})

test('a process that stops has a second for its answers', async () => {
  const stopping = new AbortController()
  stopping.abort()
  expect(await answered(900, 900, stopping)).toEqual(said)
  expect(await answered(60_000, 999, stopping)).toBeUndefined()
  const waiting = new AbortController()
  const reply = answered(60_000, 5_000, waiting)
  setTimeout(() => waiting.abort(), 2_000)
  expect(await reply).toEqual(later)
})
