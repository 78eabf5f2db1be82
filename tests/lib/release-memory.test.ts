import { setImmediate } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { releaseMemory } from '../../src/lib/release-memory.ts'

test('what is not used any more is gone, and the rest stays', async () => {
  const kept = { name: 'kept' }
  const references = [new WeakRef<object>(kept), leaveBehind()]
  // A new reference keeps its object until the end of the turn, and so may a value that is left in a register.
  await vi.waitFor(
    async () => {
      await setImmediate()
      // The heap of a test may be larger than that of a bot.
      releaseMemory(Number.POSITIVE_INFINITY)
      expect(references.map((reference) => reference.deref())).toEqual([kept, undefined])
    },
    { timeout: 120_000 },
  )
})

function leaveBehind(): WeakRef<object> {
  return new WeakRef<object>({ name: 'left behind' })
}
