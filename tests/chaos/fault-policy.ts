import type { PlatformName } from '../../src/domain/destination.ts'
import type { FaultKind, FaultPolicy } from '../../src/simulator/faults.ts'
import type { ChaosFixture } from './chaos-fixture.ts'
import { Random } from './random.ts'

/** The frequency of each fault: shares of all calls, except for the times. */
export interface FaultRates {
  /** 429 in all its forms. */
  readonly busy: number
  /** 500, 502, 503 and 504, before and after the platform has done its part. */
  readonly errors: number
  readonly resets: number
  readonly hangs: number
  /** Calls without an answer that are acted upon later, and how much later at most, in milliseconds. */
  readonly late: number
  readonly lateMs: number
  readonly slow: number
  /** Connections that are half-open from then on. */
  readonly halfOpen: number
  /** Of the calls that look for a message, on top of the others. */
  readonly failingLookups: number
  /** Of the calls that edit one, on top of the others. */
  readonly failingEdits: number
  /** Of what people do. */
  readonly twice: number
  /** Sockets dropped, silenced, invalidated or asked to reconnect, per minute. */
  readonly socketTrouble: number
  /** Channels archived or forbidden and changes of the configuration, per minute. */
  readonly incidents: number
  /** Machines frozen for longer than a lease, and troubles of their database, per minute. */
  readonly machineTroubles: number
  /** Of the runs: those in which the clock is off. */
  readonly wrongClocks: number
  /** Of the starts: those before which the data folder is lost. */
  readonly lostFolders: number
}

const lookup = /^(GET \/channels\/\d+\/messages|GET \/(guilds|channels)\/\d+\/threads|conversations\.(history|replies))/
const edit = /^(PATCH \/channels\/\d+\/messages|chat\.update)/

/** What a plain 429 asks for, in milliseconds: a short pause, or one that is the caller's business. */
const pauses = [200, 500, 1_000, 1_000, 2_000, 6_000] as const

/** Decides about every call to one platform; the n-th call of a run with the same seed meets the same fault. */
export function faultPolicyOf(
  platform: PlatformName,
  faultRates: FaultRates,
  seed: number,
  onFault: (fault: FaultKind, call: string) => void,
): FaultPolicy {
  const random = new Random(seed, 'faults', platform)
  const draw = (call: string): FaultKind | undefined => {
    // Every call draws the same number of random values, whatever they cause.
    const [first, second, third] = [random.next(), random.next(), random.next()]
    // Sockets have faults of their own.
    if (call === 'UPGRADE') return undefined
    if (call.startsWith('EVENT ')) return first < faultRates.twice ? { type: 'twice' } : undefined
    const extra = lookup.test(call) ? faultRates.failingLookups : edit.test(call) ? faultRates.failingEdits : 0
    return kindAt(first, { ...faultRates, errors: faultRates.errors + extra }, second, third)
  }
  return (call) => {
    const fault = draw(call)
    if (fault) onFault(fault, call)
    return fault
  }
}

function kindAt(point: number, faultRates: FaultRates, second: number, third: number): FaultKind | undefined {
  const when = second < 0.5 ? 'before' : 'after'
  const kinds: readonly (readonly [number, () => FaultKind])[] = [
    [faultRates.busy, () => busy(second, third)],
    [faultRates.errors, () => ({ type: 'error', status: choose([500, 502, 503, 504], third), when })],
    [faultRates.resets, () => ({ type: 'reset', when })],
    [faultRates.hangs, () => ({ type: 'hang', when })],
    [faultRates.late, () => late(faultRates.lateMs * second, third)],
    [faultRates.slow, () => ({ type: 'slow', ms: 100 + third ** 4 * 5_000 })],
    [faultRates.halfOpen, () => ({ type: 'silent' })],
  ]
  let from = 0
  for (const [share, kind] of kinds) {
    if (point < from + share) return kind()
    from += share
  }
  return undefined
}

function busy(second: number, third: number): FaultKind {
  // A response without a time to wait means a minute.
  if (second < 0.05) return { type: 'busy', retryAfterMs: 0, bare: true }
  const scope = choose(['user', 'user', 'shared', 'global'] as const, second)
  return { type: 'busy', retryAfterMs: choose(pauses, third), scope }
}

function late(lateMs: number, at: number): FaultKind {
  const when = { lateMs }
  return choose(
    [
      { type: 'reset', when },
      { type: 'hang', when },
      { type: 'error', status: 503, when },
    ],
    at,
  )
}

function choose<T>(choices: readonly T[], at: number): T {
  return choices[Math.floor(at * choices.length)] as T
}

/** The possible fates of the sockets on which events arrive. */
export function socketTroubles({ slack, discord }: ChaosFixture): Readonly<Record<string, () => void>> {
  const { gateway } = discord
  return {
    'gateway dropped': () => gateway.drop(),
    'gateway silent': () => gateway.silence(),
    'gateway asked to reconnect': () => gateway.reconnect(),
    'gateway session invalid': () => gateway.invalidate(),
    'socket silent': () => slack.silence(),
    'socket warned': () => slack.disconnect('warning'),
    'socket refreshed': () => slack.disconnect('refresh_requested'),
    'socket link disabled': () => slack.disconnect('link_disabled'),
    'socket one too many': () => slack.disconnect('too_many_websockets'),
  }
}
