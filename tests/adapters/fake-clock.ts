import type { Clock } from '../../src/domain/clock.ts'

/** A fake clock that jumps to the next timer once all other work is done. */
export function fakeClock(): Clock & { time: number } {
  const alarms: { readonly at: number; readonly ring: () => void }[] = []
  const clock = {
    time: 0,
    now: () => clock.time,
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        alarms.push({ at: clock.time + ms, ring: resolve })
        setImmediate(jump)
      }),
  }
  function jump(): void {
    alarms.sort((one, other) => one.at - other.at)
    const next = alarms.shift()
    if (!next) return
    clock.time = Math.max(clock.time, next.at)
    next.ring()
  }
  return clock
}
