/**
 * Loaded before everything else (`--import`), makes time pass faster in this process: clocks and timers alike, for our
 * code and for the SDKs. What is loaded from Node itself, such as sockets, goes on as ever.
 */
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'

/** How the processes of one run get it: `factor,real,shown`, the latter two being milliseconds since 1970. */
const [factor = 1, real = Date.now(), shown = real] = (process.env.TIME_LAPSE ?? '').split(',').map(Number)

const realNow = Date.now.bind(Date)
const realTimer = performance.now.bind(performance)
const { setTimeout: realTimeout, setInterval: realInterval } = globalThis

const lapsed = (ms: unknown) => (typeof ms === 'number' ? ms / factor : 0)

const RealDate = Date
class LapsedDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(LapsedDate.now())
    else super(...(given as [number]))
  }
  static override now(): number {
    return Math.floor(shown + (realNow() - real) * factor)
  }
}

function later<Given extends unknown[]>(
  call: (...given: Given) => void,
  ms?: unknown,
  ...given: Given
): NodeJS.Timeout {
  return realTimeout(call, Math.ceil(lapsed(ms)), ...given)
}

function again<Given extends unknown[]>(
  call: (...given: Given) => void,
  ms?: unknown,
  ...given: Given
): NodeJS.Timeout {
  return realInterval(call, Math.ceil(lapsed(ms)), ...given)
}

if (factor !== 1) {
  globalThis.Date = LapsedDate as DateConstructor
  performance.now = () => realTimer() * factor
  const promised = timersPromises.setTimeout
  const wait: typeof promised = (ms, value, options) => promised(Math.ceil(lapsed(ms)), value, options)
  for (const home of [globalThis, timers]) Object.assign(home, { setTimeout: later, setInterval: again })
  Object.assign(timersPromises, { setTimeout: wait })
  syncBuiltinESMExports()
}
