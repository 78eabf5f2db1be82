import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { releaseMemory } from '../../src/lib/release-memory.ts'

test('what is not used any more is gone, and the rest stays', async () => {
  const kept = { name: 'kept' }
  const references = [new WeakRef<object>(kept), new WeakRef<object>({ name: 'left behind' })]
  // A new reference keeps its object until the end of the turn.
  await setImmediate()
  releaseMemory()
  expect(references.map((reference) => reference.deref())).toEqual([kept, undefined])
})
