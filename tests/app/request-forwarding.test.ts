import { expect, test } from 'vitest'
import { RequestForwarding } from '../../src/app/request-forwarding.ts'
import { LedgerUnusable } from '../../src/domain/errors.ts'
import type { ActionRequest, InteractionHandler } from '../../src/domain/interaction.ts'
import type { Fence, LaneId, LaneRequests } from '../../src/domain/lane.ts'
import { silentLog } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'

const lane: LaneId = 'slack:default'
const requester = { platform: 'slack', user: 'U1', channel: 'C1', isDirect: false, managesChannel: true, roles: [] }
const request: ActionRequest = {
  requester,
  control: { action: 'command', name: 'next' },
  value: '',
  message: { platform: 'slack', channel: 'C1', message: '1.0' },
}

/** The requests that machines forward, in memory. */
class MemoryRequests implements LaneRequests {
  readonly #open = new Map<string, { lane: LaneId; request: string; answer: (reply: string) => void; taken: number }>()

  ask(asked: LaneId, text: string): Promise<string> {
    const id = String(this.#open.size)
    return new Promise((answer) => this.#open.set(id, { lane: asked, request: text, answer, taken: 0 }))
  }

  async take(fences: readonly Fence[]) {
    return [...this.#open].flatMap(([id, open]) => {
      const fence = fences.find((each) => each.lane === open.lane && open.taken < each.token)
      if (!fence) return []
      open.taken = fence.token
      return [{ id, request: open.request }]
    })
  }

  async reply(id: string, reply: string): Promise<void> {
    this.#open.get(id)?.answer(reply)
  }

  async claim(): Promise<boolean> {
    return true
  }

  async forget(): Promise<void> {}
}

test('a request that only another machine can answer gets the reply of the owner', async () => {
  const requests = new MemoryRequests()
  const asker = new RequestForwarding(requests, () => [], silentLog)
  const owner = new RequestForwarding(requests, () => [{ lane, token: 2 }], silentLog)
  const seen: ActionRequest[] = []
  owner.answerWith({
    action: async (asked) => {
      seen.push(asked)
      return { type: 'text', text: [] }
    },
  } as Partial<InteractionHandler> as InteractionHandler)

  const reply = asker.forward(lane, { kind: 'action', request })
  await asker.answer()
  await owner.answer()
  await owner.answer()
  expect(await reply).toEqual({ type: 'text', text: [] })
  expect(seen).toEqual([request])
})

test.each(['{"kind":"action"}', '{"version":"0.0.0","content":{"kind":"action"}}', 'no JSON'])(
  'a request of another version of the program is left alone: %s',
  async (text) => {
    const requests = new MemoryRequests()
    const owner = new RequestForwarding(requests, () => [{ lane, token: 2 }], silentLog)
    const seen: unknown[] = []
    owner.answerWith({
      command: async (asked) => ({ type: 'text', text: [{ type: 'text', value: String(seen.push(asked)) }] }),
    } as Partial<InteractionHandler> as InteractionHandler)
    void requests.ask(lane, text)
    await owner.answer()
    expect(seen).toEqual([])
  },
)

test('an outage of the database is not logged at each look, as the ledger says it; a bug is', async () => {
  const requests = new MemoryRequests()
  const log = memoryLog()
  const owner = new RequestForwarding(requests, () => [{ lane, token: 1 }], log)
  owner.answerWith({} as InteractionHandler)
  requests.take = () => Promise.reject(new LedgerUnusable('The PostgreSQL database cannot be reached.'))
  await owner.answer()
  expect(log.lines).toEqual([])
  requests.take = () => Promise.reject(new TypeError('no such function'))
  await owner.answer()
  expect(log.lines).toEqual([expect.objectContaining({ message: 'requests of other machines could not be answered' })])
})
