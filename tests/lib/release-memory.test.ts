import { getHeapStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { releaseMemory } from '../../src/lib/release-memory.ts'

const usedHeap = () => getHeapStatistics().used_heap_size

/** The used heap while it holds 20 MB and more that nothing uses afterwards. */
function usedWithGarbage(): number {
  const garbage = Array.from({ length: 1_000_000 }, (_, at) => ({ at }))
  const used = usedHeap()
  return garbage.length > 0 ? used : 0
}

test('what is not used any more is gone, however large the heap of the tests is', () => {
  const before = usedWithGarbage()
  releaseMemory(Infinity)
  expect(usedHeap()).toBeLessThan(before - 15_000_000)
})
