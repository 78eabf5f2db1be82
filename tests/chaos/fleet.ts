import type { FaultKind } from '../../src/simulator/faults.ts'
import { BotProcess } from './bot-process.ts'
import type { ChaosFixture } from './chaos-fixture.ts'
import type { FaultLog } from './fault-log.ts'
import { type Life, machineAt } from './machine-address.ts'
import type { ChaosOptions, MachineTotals } from './outcome.ts'
import { TakeOverWatch } from './take-over-watch.ts'

/** The bot on every machine. */
export class Fleet {
  readonly #fixture: ChaosFixture
  readonly #bots: readonly BotProcess[]
  readonly #takeOvers: TakeOverWatch

  /** While `isOver` returns false, one machine at least goes on when another one ends. */
  constructor(fixture: ChaosFixture, options: ChaosOptions, isOver: () => boolean, remark: FaultLog['remark']) {
    this.#fixture = fixture
    this.#takeOvers = new TakeOverWatch(fixture.database, remark)
    const { machines } = fixture
    const { seed, killsPerMinute, faultRates } = options
    const alone = { seed, meanMs: (machines * 60_000) / killsPerMinute, faultRates }
    if (machines === 1) this.#bots = [new BotProcess(fixture, alone)]
    else {
      this.#takeOvers.start()
      this.#bots = Array.from({ length: machines }, (_, machine) => {
        const mayEnd = () => isOver() || this.#bots.some((other, at) => at !== machine && other.isSteady)
        const onEnd = (pid: number, end: 'kill' | 'stop') => this.#takeOvers.onEnd(pid, end)
        const isReady = (pid: number) => this.#takeOvers.isAlive(pid)
        return new BotProcess(fixture, { ...alone, machine, mayEnd, onEnd, isReady })
      })
    }
  }

  get kills(): number {
    return this.#bots.reduce((sum, { kills }) => sum + kills, 0)
  }

  get freezes(): number {
    return this.#bots.reduce((sum, { freezes }) => sum + freezes, 0)
  }

  /** The processes that run. */
  get pids(): readonly number[] {
    return this.#bots.flatMap(({ pid }) => pid ?? [])
  }

  get unexpected(): readonly string[] {
    return this.#bots.flatMap(({ unexpected }) => unexpected)
  }

  get takeOvers() {
    return this.#takeOvers.takeOvers
  }

  get lostLanes(): readonly string[] {
    return [...this.#takeOvers.lost]
  }

  get machines(): readonly MachineTotals[] {
    return this.#bots.map(({ kills, freezes }) => ({ kills, freezes }))
  }

  /** Starts and ends each machine until enough has happened. `onRun` is called after each run of any. */
  async run(isEnough: () => boolean, onRun: (runs: number) => Promise<void>): Promise<void> {
    let runs = 0
    const again = async (bot: BotProcess) => {
      while (!isEnough()) {
        await bot.run()
        runs += 1
        await onRun(runs)
      }
      // From now on, machines end and are not started again.
      this.#takeOvers.isResting = true
    }
    await Promise.all(this.#bots.map(again))
  }

  start(): void {
    this.#takeOvers.isResting = false
    for (const bot of this.#bots) bot.start()
  }

  async stop(): Promise<void> {
    this.#takeOvers.isResting = true
    await Promise.all(this.#bots.map((bot) => bot.stop()))
  }

  async close(): Promise<void> {
    await this.#takeOvers.stop()
  }

  /** The fate of a call from an address, if the process that makes it is killed during it. */
  onCall(call: string, from?: string): FaultKind | undefined {
    return this.#bots[machineAt(from)]?.onCall(call)
  }

  /** The process that calls from an address. */
  lifeAt(address?: string): Life | undefined {
    return this.#bots[machineAt(address)]?.current
  }

  onMessage(): void {
    for (const bot of this.#bots) bot.onMessage()
  }

  /** Freezes a machine for so long, in milliseconds, if it can be spared. */
  async freeze(machine: number, ms: number): Promise<void> {
    await this.#bots[machine]?.freeze(ms)
  }

  /** Causes a fault of the database, in milliseconds. Take-overs are not measured during it. */
  async troubleDatabase(what: 'terminate' | 'restart' | 'stall', machine: number, ms: number): Promise<void> {
    const { shared } = this.#fixture.database
    await this.#takeOvers.during(async () => {
      if (what === 'stall') {
        const life = this.#bots[machine]?.current
        if (life) life.stalled = { at: performance.now(), ms }
        await shared?.stall(machine, ms)
      } else await this.#fixture.turns.runExclusive('database', async () => shared?.[what]())
    })
  }
}
