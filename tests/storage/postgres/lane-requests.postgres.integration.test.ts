import { expect, onTestFinished, test, vi } from 'vitest'
import { openPostgresStore } from '../../../src/storage/postgres/store.ts'
import { newDatabase } from '../../database.ts'

const lane = 'slack:default'

async function opened(url?: string) {
  const store = await openPostgresStore(url ?? (await newDatabase()))
  onTestFinished(() => store.close())
  if (!store.shared) throw new Error('It is not shared')
  return store.shared.requests
}

test('a request is answered by the owner of its lane, once', async () => {
  const requests = await opened()
  const reply = requests.ask(lane, 'the question')
  await expect.poll(() => requests.take([{ lane: 'discord:0', token: 9 }])).toEqual([])

  const taken = await vi.waitUntil(async () => {
    const found = await requests.take([{ lane, token: 3 }])
    return found.length > 0 && found
  })
  expect(taken).toMatchObject([{ request: 'the question' }])
  expect(await requests.take([{ lane, token: 3 }])).toEqual([])
  await requests.reply(taken[0]?.id ?? '', 'the answer')
  await requests.reply(taken[0]?.id ?? '', 'another answer')
  expect(await reply).toBe('the answer')
})

test('what an owner took and did not answer is taken by the next one', async () => {
  const requests = await opened()
  const reply = requests.ask(lane, 'the question')
  await expect.poll(async () => (await requests.take([{ lane, token: 3 }])).length).toBe(1)
  const [again] = await requests.take([{ lane, token: 4 }])
  await requests.reply(again?.id ?? '', 'the answer')
  expect(await reply).toBe('the answer')
})

test('of many machines that got one interaction, one claims it, as often as it asks', async () => {
  const url = await newDatabase()
  const machines = await Promise.all(Array.from({ length: 8 }, () => opened(url)))
  const claim = () => Promise.all(machines.map((machine) => machine.claim('i1')))
  const claims = await claim()
  expect(claims.filter(Boolean)).toHaveLength(1)
  // The answer to the first claim may have been lost.
  expect(await claim()).toEqual(claims)
  expect(await machines[0]?.claim('i2')).toBe(true)
})
