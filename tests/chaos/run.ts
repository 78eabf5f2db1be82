import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Borders } from './borders.ts'
import { type ChaosFixture, openChaosFixture, settledMs } from './chaos-fixture.ts'
import { Clicks } from './clicks.ts'
import { tablesOf } from './database.ts'
import { FaultLog } from './fault-log.ts'
import { faultPolicyOf, socketTroubles } from './fault-policy.ts'
import { Fleet } from './fleet.ts'
import { Incidents } from './incidents.ts'
import { MachineTroubles } from './machine-troubles.ts'
import { Operator } from './operator.ts'
import type { ChaosOptions, Outcome, Progress } from './outcome.ts'
import { PostedMessages } from './posted-messages.ts'
import { Publishing } from './publishing.ts'
import { Random } from './random.ts'
import { Readers } from './readers.ts'
import { failuresOf } from './report.ts'
import { Verdict } from './verdict.ts'

/** Keeps the folder of a run in which anything went wrong. */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const alone = { machines: 1, database: 'sqlite', workspaces: 1, servers: 1 } as const
  const fixture = await openChaosFixture({ ...alone, ...options })
  try {
    const outcome = await new Run(fixture, options).go()
    if (failuresOf(outcome).length > 0) await fixture.write('ledger.json', await tablesOf(fixture.database))
    else await rm(fixture.folder, { recursive: true, force: true, maxRetries: 3 })
    return outcome
  } finally {
    await fixture.close()
  }
}

class Run {
  readonly #fixture: ChaosFixture
  readonly #options: ChaosOptions
  readonly #posted: PostedMessages
  readonly #publishing: Publishing
  readonly #fleet: Fleet
  readonly #machines: MachineTroubles
  readonly #readers: Readers
  readonly #clicks: Clicks
  readonly #borders: Borders
  readonly #operator: Operator
  readonly #verdict: Verdict
  readonly #faults: FaultLog
  readonly #startedAt = performance.now()
  readonly #over = new AbortController()
  #overAt: number | undefined

  constructor(fixture: ChaosFixture, options: ChaosOptions) {
    const { seed } = options
    this.#fixture = fixture
    this.#options = options
    this.#faults = new FaultLog(fixture)
    this.#fleet = new Fleet(fixture, options, () => options.isEnough(this.#progress()), this.#faults.remark)
    this.#machines = new MachineTroubles(fixture, this.#fleet, seed, this.#faults.note)
    this.#readers = new Readers(fixture, seed)
    this.#clicks = new Clicks(fixture, seed)
    this.#borders = new Borders(fixture)
    fixture.onAcknowledged(({ payload, from }) => this.#clicks.onAcknowledged(payload, this.#fleet.lifeAt(from)))
    this.#posted = new PostedMessages(fixture, (seen) => {
      this.#readers.onMessage(seen)
      this.#clicks.onMessage(seen)
      this.#fleet.onMessage()
    })
    this.#publishing = new Publishing(fixture, this.#posted, options)
    this.#operator = new Operator(fixture, this.#posted, seed)
    this.#verdict = new Verdict(fixture, this.#publishing, this.#operator, this.#posted)
  }

  async go(): Promise<Outcome> {
    this.#injectFaults()
    await this.#publishing.publish()
    await Promise.all([
      this.#killAndRestart(),
      this.#write(),
      this.#repeat('readers come', 1_000, () => void this.#readers.act()),
      this.#clicks.run(this.#options.clicksPerSecond, this.#over.signal),
      this.#troubleSockets(),
      this.#causeIncidents(),
      this.#troubleMachines(),
      this.#report(),
    ])
    for (const { faults } of [this.#fixture.slack, this.#fixture.discord]) faults.clear()
    await this.#settle()
    await this.#operator.resolveAll()
    await this.#settle()
    await this.#startWithNothingToDo()
    await this.#fleet.close()
    const { findings, unexpected } = await this.#verdict.result()
    const clicks = this.#clicks.audit()
    for (const click of clicks.wrong) this.#faults.remark('click', { click })
    return {
      ...this.#progress(),
      uncertain: this.#operator.uncertain.size,
      withdrawn: this.#operator.withdrawn.size,
      // A new ledger does not remember which of several days were begun: the newest supersedes the rest of the others.
      findings: this.#options.faultRates.lostFolders > 0 ? findings.filter(({ fault }) => fault !== 'lost') : findings,
      unexpected: [...this.#fleet.unexpected, ...unexpected],
      takeOvers: this.#fleet.takeOvers,
      lostLanes: this.#fleet.lostLanes,
      machines: this.#fleet.machines,
      partsIn: this.#posted.countIn,
      crossed: this.#borders.crossed,
      clicks,
      folder: this.#fixture.folder,
    }
  }

  #progress(): Progress {
    return {
      minutes: ((this.#overAt ?? performance.now()) - this.#startedAt) / 60_000,
      kills: this.#fleet.kills,
      freezes: this.#fleet.freezes,
      parts: this.#posted.count,
      digests: this.#publishing.issues,
      actions: this.#readers.actions,
      clicked: this.#clicks.count,
      faults: this.#faults.counts,
    }
  }

  #injectFaults(): void {
    const { seed, faultRates } = this.#options
    for (const platform of ['slack', 'discord'] as const) {
      const faultPolicy = faultPolicyOf(platform, faultRates, seed, (fault, call) =>
        this.#faults.note(fault.type, { platform, call, ...fault }),
      )
      this.#fixture[platform].faults.policy = (call, body, from) => {
        const fault = this.#fleet.onCall(call, from) ?? faultPolicy(call, body)
        this.#clicks.onCall(platform, call, body, { fault, life: this.#fleet.lifeAt(from) })
        return fault
      }
    }
  }

  /** Starts the bots again and again; between some starts, the operator resolves uncertain parts. */
  async #killAndRestart(): Promise<void> {
    await this.#fleet.run(
      () => this.#options.isEnough(this.#progress()),
      async (runs) => {
        if (runs % runsBetweenVisits === 0) await this.#operator.resolve()
        if (runs % runsBetweenUndos === 4) await this.#operator.undo()
      },
    )
    this.#overAt = performance.now()
    this.#over.abort()
  }

  /** Ends early when the run is over. */
  async #pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#over.signal }).catch(() => {})
  }

  async #report(): Promise<void> {
    while (this.#overAt === undefined) {
      await this.#pause(reportMs)
      this.#options.onProgress(this.#progress())
    }
  }

  async #write(): Promise<void> {
    const random = new Random(this.#options.seed, 'authors')
    while (this.#overAt === undefined) {
      await this.#publishing.publish()
      if (this.#options.edits && random.chance(0.2)) await this.#publishing.correct()
      await this.#pause(500)
    }
  }

  /** Until the run is over, in random intervals. */
  async #repeat(purpose: string, meanMs: number, act: (random: Random) => Promise<void> | void): Promise<void> {
    const random = new Random(this.#options.seed, purpose)
    while (this.#overAt === undefined) {
      await this.#pause(random.wait(meanMs))
      if (this.#overAt === undefined) await act(random)
    }
  }

  #troubleSockets(): Promise<void> {
    const troubles = socketTroubles(this.#fixture)
    return this.#repeat('sockets', 60_000 / this.#options.faultRates.socketTrouble, (random) => {
      const name = random.pick(Object.keys(troubles))
      troubles[name]?.()
      this.#faults.note(name)
    })
  }

  #causeIncidents(): Promise<void> {
    const { seed, faultRates } = this.#options
    const incidents = new Incidents(this.#fixture, seed, this.#faults.note, () => this.#fleet.pids)
    const happen = () => incidents.happen(this.#over.signal)
    return this.#repeat('when incidents happen', 60_000 / faultRates.incidents, happen)
  }

  async #troubleMachines(): Promise<void> {
    const { machineTroubles } = this.#options.faultRates
    if (!this.#fixture.database.shared || machineTroubles === 0) return
    await this.#repeat('when machines are in trouble', 60_000 / machineTroubles, () => this.#machines.happen())
  }

  /**
   * Runs the bot without faults until nothing is left to do. Deliveries with an uncertain part wait for the operator.
   * After a restart, the bot checks them at once.
   */
  async #settle(): Promise<void> {
    let open = this.#publishing.everything
    for (let tries = 0; tries < settlingTries; tries += 1) {
      this.#fleet.start()
      const quietMs = settledMs(this.#fixture) + actsWithinMs
      for (let quiet = 0, seen = ''; quiet < quietMs; quiet += lookMs) {
        await wait(lookMs)
        await this.#operator.readUndone()
        open = open.filter((versions) => this.#verdict.audit(versions).length > 0)
        const waiting = await this.#operator.waiting()
        if (open.every((versions) => waiting.has(versions.flat()[0]?.posting.marker.delivery ?? ''))) {
          await this.#fleet.stop()
          return
        }
        const state = `${open.length} ${this.#posted.count}`
        if (state !== seen) {
          quiet = 0
          this.#options.onProgress({ ...this.#progress(), open: open.length })
        }
        seen = state
      }
      await this.#fleet.stop()
    }
  }

  /** It adds nothing. */
  async #startWithNothingToDo(): Promise<void> {
    this.#fleet.start()
    await wait(nothingToDoMs + this.#options.faultRates.lateMs)
    await this.#fleet.stop()
  }
}

/** About once a minute, and twice a minute. */
const [runsBetweenVisits, runsBetweenUndos] = [12, 6]
/**
 * How often it is said how far the run has come, how often we look whether everything is there, and how long the bot may
 * show nothing new, besides the time for which it waits for a request; in milliseconds.
 */
const [reportMs, lookMs, actsWithinMs] = [30_000, 500, 15_000]
/** How often the bot is started to finish, and how long it is left running with nothing to do, in milliseconds. */
const [settlingTries, nothingToDoMs] = [3, 4_000]
