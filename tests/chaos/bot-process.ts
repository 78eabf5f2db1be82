import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultKind, FaultTiming } from '../../src/simulator/faults.ts'
import { sourceFolder } from '../e2e/bot.ts'
import { type ChaosFixture, environment } from './chaos-fixture.ts'
import type { FaultRates } from './fault-policy.ts'
import { addressOf, type Life } from './machine-address.ts'
import { Random } from './random.ts'

/**
 * How a run of the bot ends. Times are milliseconds: of `starting` since it was started, of the others since it first
 * called a platform. Calls are those that post, edit, open a thread or look for a message.
 */
type End =
  | { readonly kind: 'starting' | 'running' | 'asked'; readonly ms: number }
  /** When that many calls have arrived: in the moment before the last is acted upon, which may be much later or never. */
  | { readonly kind: 'arrival'; readonly calls: number; readonly fate: FaultTiming | 'at once' }
  /** When that many messages were stored, before the last is confirmed. */
  | { readonly kind: 'stored'; readonly messages: number }

/** Calls a second, about: makes runs that end after calls as long as those that end after a time. */
const callsPerSecond = 8

/** How much longer than planned a run may take that does not reach its calls. */
const longestFactor = 4

const counted =
  /^(chat\.(postMessage|update)|conversations\.(history|replies)|(POST|PATCH) \/channels\/|GET \/channels\/\d+\/(messages|threads)|GET \/guilds\/\d+\/threads)/

export interface BotProcessOptions {
  readonly seed: number
  /** How long a run takes on average, in milliseconds. */
  readonly meanMs: number
  readonly faultRates: Pick<FaultRates, 'lateMs' | 'wrongClocks' | 'lostFolders'>
  /** The number of its machine, if several share the work. */
  readonly machine?: number
  /** Whether a process takes part in the work. */
  readonly isReady?: (pid: number) => boolean
  /** Whether it may be ended now. */
  readonly mayEnd?: () => boolean
  /** Called when it was killed or asked to stop. */
  readonly onEnd?: (pid: number, end: 'kill' | 'stop') => void
}

/** How long a machine runs before another may be ended, and how long an end is put off until then, in milliseconds. */
const [steadyAfterMs, putOffMs] = [4_000, 250]

/** Starts the bot, ends it as the seed decides, and starts it again. */
export class BotProcess {
  /** How often it was killed. */
  kills = 0
  /** How often it was suspended for a while. */
  freezes = 0
  /** When it ended by itself: nothing of ours did that. */
  readonly unexpected: string[] = []
  readonly logs: string
  /** The latest process. */
  current: Life = {}
  readonly #fixture: ChaosFixture
  readonly #options: BotProcessOptions
  #runs = 0
  #child: ChildProcess | undefined
  #startedAt = 0
  #isFrozen = false
  #calls = 0
  #messages = 0
  #end: End | undefined
  #firstCall = Promise.withResolvers<void>()

  constructor(fixture: ChaosFixture, options: BotProcessOptions) {
    this.#fixture = fixture
    this.#options = options
    this.logs = join(fixture.folder, 'logs')
    mkdirSync(this.logs, { recursive: true })
    process.once('exit', () => this.#child?.kill('SIGKILL'))
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Whether it runs, and has done so for a while. */
  get isSteady(): boolean {
    const { pid = 0 } = this.#child ?? {}
    if (pid === 0 || this.#isFrozen || performance.now() - this.#startedAt < steadyAfterMs) return false
    return this.#options.isReady?.(pid) ?? true
  }

  /** One run of the bot, from start to planned end. */
  async run(): Promise<void> {
    const { seed, meanMs, machine, faultRates } = this.#options
    const { lateMs, wrongClocks, lostFolders } = faultRates
    const own = machine === undefined ? [this.#runs] : [machine, this.#runs]
    const random = new Random(seed, 'life', ...own)
    this.#end = endOf(random, meanMs, lateMs)
    if (new Random(seed, 'loss', ...own).chance(lostFolders)) await this.#fixture.loseData()
    const clock = new Random(seed, 'clock', ...own)
    const offsetOf = machine === undefined ? clockOffsetOf : () => (clock.chance(0.5) ? 1 : -1) * 600_000
    const child = this.start(clock.chance(wrongClocks) ? offsetOf(clock) : 0)
    const exited = once(child, 'exit')
    const over = this.#timer(this.#end, random)
    await exited
    over.abort()
    this.#end = undefined
  }

  /** Starts the bot without a planned end. Its clock is off by this many milliseconds. */
  start(clockOffsetMs = 0): ChildProcess {
    this.#runs += 1
    this.#calls = 0
    this.#messages = 0
    this.#firstCall = Promise.withResolvers()
    this.#startedAt = performance.now()
    const { machine } = this.#options
    const name = `${machine === undefined ? '' : `${machine}-`}${String(this.#runs).padStart(4, '0')}`
    const log = openSync(join(this.logs, `run-${name}.log`), 'a')
    const preload = ['--import', new URL('preload.ts', import.meta.url).href]
    const program = [...preload, join(sourceFolder, 'launch.js'), join(sourceFolder, 'main.ts')]
    const own = { CLOCK_OFFSET_MS: String(clockOffsetMs), MACHINE_ADDRESS: addressOf(machine ?? 0) }
    this.current = {}
    const { folder } = this.#fixture
    const child = spawn(process.execPath, program, {
      cwd: folder,
      env: { ...environment(this.#fixture, machine ?? 0), ...own },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    child.once('exit', (code, signal) => {
      if (this.#child === child) this.unexpected.push(`Run ${name} ended by itself (${signal ?? code})`)
    })
    this.#child = child
    return child
  }

  /** A stop by an operator. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null) return
    const exited = once(child, 'exit')
    this.#child = undefined
    child.kill('SIGTERM')
    await exited
  }

  kill(): void {
    const child = this.#child
    if (!child || this.#putOff(() => this.kill())) return
    this.kills += 1
    this.#options.onEnd?.(child.pid ?? 0, 'kill')
    child.kill('SIGKILL')
    this.current.killedAt = performance.now()
    this.#child = undefined
  }

  /** Suspends the process for this time, in milliseconds, as a machine without memory does, if it can be spared. */
  async freeze(ms: number): Promise<void> {
    const child = this.#child
    if (!child || !this.isSteady || this.#options.mayEnd?.() === false) return
    this.#isFrozen = true
    this.current.frozen = { at: performance.now(), ms }
    this.freezes += 1
    child.kill('SIGSTOP')
    await wait(ms)
    child.kill('SIGCONT')
    this.#isFrozen = false
  }

  /** Tries again later as long as it must not be ended. */
  #putOff(again: () => void, mustWait = false): boolean {
    const child = this.#child
    if (!mustWait && this.#options.mayEnd?.() !== false) return false
    setTimeout(() => this.#child === child && again(), putOffMs)
    return true
  }

  /** Called for every call that arrives; returns the fate of the one during which the bot is killed. */
  onCall(call: string): FaultKind | undefined {
    this.#firstCall.resolve()
    if (!counted.test(call)) return undefined
    this.#calls += 1
    if (this.#end?.kind !== 'arrival' || this.#calls !== this.#end.calls) return undefined
    this.kill()
    if (this.#child) return undefined
    return this.#end.fate === 'at once' ? undefined : { type: 'reset', when: this.#end.fate }
  }

  /** Called for every message of the bot when it is stored. */
  onMessage(): void {
    this.#messages += 1
    if (this.#end?.kind === 'stored' && this.#messages === this.#end.messages) this.kill()
  }

  #timer(end: End, random: Random): AbortController {
    const over = new AbortController()
    const after = (ms: number, act: () => void) => {
      const timer = setTimeout(act, ms)
      over.signal.addEventListener('abort', () => clearTimeout(timer))
    }
    if (end.kind === 'starting') after(end.ms, () => this.kill())
    else {
      void this.#firstCall.promise.then(() => {
        if (over.signal.aborted) return
        if (end.kind === 'running') after(end.ms, () => this.kill())
        if (end.kind === 'asked') after(end.ms, () => this.#ask(after, random))
        after(longestFactor * this.#options.meanMs, () => this.kill())
      })
    }
    return over
  }

  /** Asked to stop, and not always given the time for it. */
  #ask(after: (ms: number, act: () => void) => void, random: Random): void {
    const child = this.#child
    // A frozen machine would be asked only when it goes on.
    if (this.#putOff(() => this.#ask(after, random), this.#isFrozen)) return
    this.#child = undefined
    const life = this.current
    this.#options.onEnd?.(child?.pid ?? 0, 'stop')
    child?.kill('SIGTERM')
    if (random.chance(0.5)) return
    after(random.wait(300), () => {
      this.kills += 1
      this.#options.onEnd?.(child?.pid ?? 0, 'kill')
      child?.kill('SIGKILL')
      life.killedAt = performance.now()
    })
  }
}

/** Up to five hours, and often a day as well: it is still between the hours in which digests are posted. */
function clockOffsetOf(random: Random): number {
  return random.whole(-1, 1) * 86_400_000 + Math.round((random.next() * 10 - 5) * 3_600_000)
}

function endOf(random: Random, meanMs: number, lateMs: number): End {
  const ms = random.wait(meanMs)
  const calls = 1 + Math.floor((random.wait(meanMs) / 1000) * callsPerSecond)
  const point = random.next()
  if (point < 0.08) return { kind: 'starting', ms: random.next() * 1_500 }
  if (point < 0.4) return { kind: 'running', ms }
  if (point < 0.48) return { kind: 'asked', ms }
  if (point < 0.75)
    return { kind: 'arrival', calls, fate: random.pick(['at once', 'before', { lateMs: random.next() * lateMs }]) }
  return { kind: 'stored', messages: Math.ceil(calls / 2) }
}
