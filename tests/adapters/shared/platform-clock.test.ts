import { afterEach, expect, test, vi } from 'vitest'
import { ResponseClock } from '../../../src/adapters/shared/platform-clock.ts'

const noon = Date.parse('2026-01-05T12:00:00Z')
const dayMs = 86_400_000
const settlesAfterMs = 60_000
const headers = (at: number) => new Headers({ date: new Date(at).toUTCString() })

afterEach(() => vi.restoreAllMocks())

/** The clock of the machine, and how long it has run. */
function machine(wall: number) {
  const time = { wall, steady: 5_000 }
  vi.spyOn(Date, 'now').mockImplementation(() => time.wall)
  vi.spyOn(performance, 'now').mockImplementation(() => time.steady)
  return time
}

function clockOf(platform: () => number | undefined) {
  const ask = vi.fn(async () => {
    const at = platform()
    clock.observe(at === undefined ? new Headers() : headers(at))
  })
  const clock = new ResponseClock(settlesAfterMs, ask)
  return { clock, ask }
}

test('the time is that of the platform, whatever the machine shows, and goes on between responses', async () => {
  const time = machine(noon + dayMs)
  const { clock, ask } = clockOf(() => noon)
  expect(await clock.now()).toBe(noon)
  time.wall += 2_500
  time.steady += 2_500
  expect(await clock.now()).toBe(noon + 2_500)
  expect(ask).toHaveBeenCalledTimes(1)
})

test.each([
  ['was set', dayMs, 1_000],
  ['slept', 3_600_000, 10],
])('a machine that %s asks the platform again', async (_, wallMs, steadyMs) => {
  const time = machine(noon)
  let platform = noon
  const { clock, ask } = clockOf(() => platform)
  await clock.now()
  time.wall += wallMs
  time.steady += steadyMs
  platform = noon + 7_000
  expect(await clock.now()).toBe(noon + 7_000)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('a platform that says no time is asked once; then the machine’s clock counts', async () => {
  machine(noon)
  const { clock, ask } = clockOf(() => undefined)
  expect([await clock.now(), await clock.now()]).toEqual([noon, noon])
  expect(ask).toHaveBeenCalledTimes(1)
})

test('a platform that cannot be asked leaves the time unknown', async () => {
  const clock = new ResponseClock(settlesAfterMs, () => Promise.reject(new Error('down')))
  await expect(clock.now()).rejects.toThrow('down')
})

test.each([
  ['a moment ago', noon, settlesAfterMs],
  ['a while ago', noon - 20_000, 40_000],
  ['long ago', noon - settlesAfterMs, 0],
  ['by a clock that was ahead', noon + dayMs, settlesAfterMs],
])('a request that was sent %s can still arrive for a known time', async (_, sentAt, left) => {
  machine(noon)
  const { clock } = clockOf(() => noon)
  expect(await clock.settlesIn(sentAt)).toBe(left)
})
