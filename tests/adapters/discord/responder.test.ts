import { expect, onTestFinished, test, vi } from 'vitest'
import type { DiscordApi } from '../../../src/adapters/discord/api.ts'
import { InteractionResponse, sendReply } from '../../../src/adapters/discord/responder.ts'
import { silentLog } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'

/** What is sent before there is an answer, to a reader who has waited for so long, in milliseconds. */
function sentAfter(waitedMs: number): unknown[] {
  const sent: unknown[] = []
  const api = { call: async (_: string, __: string, { body }: { body: unknown }) => void sent.push(body) }
  const response = new InteractionResponse({ id: '1', token: 't', applicationId: '2' }, api as unknown as DiscordApi)
  const requester = {
    platform: 'discord',
    user: '3',
    channel: '4',
    isDirect: false,
    managesChannel: false,
    roles: [],
  } as const
  const to = { requester, response, takesDialog: true, isReplaceable: false }
  void sendReply(new Promise(() => {}), to, { vocabulary, log: silentLog, receivedAt: performance.now() - waitedMs })
  return sent
}

test('an answer is announced in time, at once if another machine should have given it', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const announced = expect.objectContaining({ type: 5 })
  const [first, next] = [sentAfter(0), sentAfter(1_800)]
  await vi.advanceTimersByTimeAsync(1)
  expect([first, next]).toEqual([[], [announced]])
  await vi.advanceTimersByTimeAsync(1_500)
  expect([first, next]).toEqual([[announced], [announced]])
})
