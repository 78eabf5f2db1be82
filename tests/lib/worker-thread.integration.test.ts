import { expect, test } from 'vitest'
import { WorkerThread } from '../../src/lib/worker-thread.ts'

/** A thread that answers with twice the number, but ends at zero. */
function doubling(): WorkerThread<number, number> {
  return new WorkerThread('./doubling-worker', import.meta.url)
}

test('answers come in the order of the requests', async () => {
  await using thread = doubling()
  expect(await Promise.all([3, 1, 2].map((number) => thread.ask(number)))).toEqual([6, 2, 4])
})

test('a thread that ends refuses what waits and what comes later, and answers nothing twice', async () => {
  await using thread = doubling()
  // An answer that is on its way when the thread ends may be lost with it.
  expect(await thread.ask(1)).toBe(2)
  const asked = [0, 2].map((number) => thread.ask(number))
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(thread.ask(3)).rejects.toThrow('zero')
})

test('a request that cannot be sent leaves the others their answers', async () => {
  await using thread = doubling()
  const first = thread.ask(1)
  await expect(thread.ask((() => {}) as unknown as number)).rejects.toThrow('could not be cloned')
  expect([await first, await thread.ask(2)]).toEqual([2, 4])
})
