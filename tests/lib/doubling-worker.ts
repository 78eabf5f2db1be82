import { answerRequests } from '../../src/lib/worker-thread.ts'

answerRequests(async (number: number) => {
  // A slow answer must not be overtaken by the next.
  if (number === 3) await new Promise((resolve) => setImmediate(resolve))
  if (number === 5)
    for (let turns = 0; turns < 50_000; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  if (number === 0) throw new Error('zero')
  return 2 * number
})
