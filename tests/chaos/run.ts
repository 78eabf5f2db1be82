import { appendFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { audit, auditWithdrawn, type Finding, once, type Versions } from './audit.ts'
import { BotProcess } from './bot-process.ts'
import { type ChaosFixture, openChaosFixture, settledMs } from './chaos-fixture.ts'
import { faultPolicyOf, socketTroubles } from './fault-policy.ts'
import { Incidents } from './incidents.ts'
import { Operator } from './operator.ts'
import type { ChaosOptions, Outcome, Progress } from './outcome.ts'
import { PostedMessages } from './posted-messages.ts'
import { Publishing } from './publishing.ts'
import { Random } from './random.ts'
import { Readers } from './readers.ts'

/** Keeps the folder of a run in which anything went wrong. */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const fixture = await openChaosFixture(options.publications, options.settlesAfterMs)
  try {
    const outcome = await new Run(fixture, options).go()
    const isClean = outcome.findings.length + outcome.unexpected.length === 0
    if (isClean) await rm(fixture.folder, { recursive: true, force: true, maxRetries: 3 })
    return outcome
  } finally {
    await fixture.close()
  }
}

class Run {
  readonly #fixture: ChaosFixture
  readonly #options: ChaosOptions
  readonly #sightings: PostedMessages
  readonly #publishing: Publishing
  readonly #bot: BotProcess
  readonly #readers: Readers
  readonly #operator: Operator
  readonly #faults = new Map<string, number>()
  readonly #startedAt = performance.now()
  readonly #over = new AbortController()
  #overAt: number | undefined

  constructor(fixture: ChaosFixture, options: ChaosOptions) {
    const { seed, killsPerMinute, faultRates } = options
    this.#fixture = fixture
    this.#options = options
    this.#bot = new BotProcess(fixture, seed, killsPerMinute, faultRates)
    this.#readers = new Readers(fixture, seed)
    this.#sightings = new PostedMessages(fixture, (seen) => {
      this.#readers.onMessage(seen)
      this.#bot.onMessage()
    })
    this.#publishing = new Publishing(fixture, this.#sightings, seed)
    this.#operator = new Operator(fixture, this.#sightings, seed)
  }

  async go(): Promise<Outcome> {
    this.#darken()
    await this.#publishing.publish()
    await Promise.all([this.#endure(), this.#write(), this.#read(), this.#troubleSockets(), this.#interfere()])
    this.#clear()
    await this.#settle()
    await this.#operator.resolveAll()
    await this.#settle()
    await this.#startInVain()
    return {
      ...this.#progress(),
      uncertain: this.#operator.uncertain.size,
      withdrawn: this.#operator.withdrawn.size,
      ...this.#result(),
      folder: this.#fixture.folder,
    }
  }

  #progress(): Progress {
    return {
      minutes: ((this.#overAt ?? performance.now()) - this.#startedAt) / 60_000,
      kills: this.#bot.kills,
      parts: this.#sightings.count,
      digests: this.#publishing.issues,
      actions: this.#readers.actions,
      faults: this.#faults,
    }
  }

  #darken(): void {
    const { seed, faultRates } = this.#options
    for (const platform of ['slack', 'discord'] as const) {
      const weather = faultPolicyOf(platform, faultRates, seed, (fault, call) =>
        this.#note(fault.type, { platform, call, ...fault }),
      )
      this.#fixture[platform].faults.policy = (call, body) => {
        const fate = this.#bot.onCall(call)
        const fault = weather(call, body)
        return fate ?? fault
      }
    }
  }

  #clear(): void {
    for (const platform of ['slack', 'discord'] as const) this.#fixture[platform].faults.clear()
  }

  /** Counts a fault, and writes it down beside the bot's own logs. */
  #note(fault: string, details: object = {}): void {
    this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + 1)
    const line = JSON.stringify({ time: new Date().toISOString(), fault, ...details })
    appendFileSync(join(this.#bot.logs, 'faults.log'), `${line}\n`)
  }

  /** Starts the bot again and again; between some starts, the operator resolves uncertain parts. */
  async #endure(): Promise<void> {
    const { isEnough, onProgress } = this.#options
    for (let runs = 1; !isEnough(this.#progress()); runs += 1) {
      await this.#bot.run()
      if (runs % runsBetweenVisits === 0) await this.#operator.resolve()
      if (runs % runsBetweenUndos === 4) await this.#operator.undo()
      if (runs % runsBetweenVisits === 0) onProgress(this.#progress())
    }
    this.#overAt = performance.now()
    this.#over.abort()
  }

  /** Ends early when the run is over. */
  async #pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#over.signal }).catch(() => {})
  }

  async #write(): Promise<void> {
    const random = new Random(this.#options.seed, 'authors')
    while (this.#overAt === undefined) {
      await this.#publishing.publish()
      if (this.#options.edits && random.chance(0.2)) await this.#publishing.correct()
      await this.#pause(500)
    }
  }

  async #read(): Promise<void> {
    const random = new Random(this.#options.seed, 'readers come')
    while (this.#overAt === undefined) {
      await this.#pause(random.wait(1_000))
      void this.#readers.act()
    }
  }

  async #troubleSockets(): Promise<void> {
    const random = new Random(this.#options.seed, 'sockets')
    const troubles = socketTroubles(this.#fixture)
    while (this.#overAt === undefined) {
      await this.#pause(random.wait(60_000 / this.#options.faultRates.socketTrouble))
      const name = random.pick(Object.keys(troubles))
      troubles[name]?.()
      this.#note(name)
    }
  }

  async #interfere(): Promise<void> {
    const { seed, faultRates } = this.#options
    const random = new Random(seed, 'when incidents happen')
    const incidents = new Incidents(this.#fixture, seed, (incident, details) => this.#note(incident, details))
    while (this.#overAt === undefined) {
      await this.#pause(random.wait(60_000 / faultRates.incidents))
      await incidents.happen(this.#over.signal)
    }
  }

  /**
   * Runs the bot without faults until nothing is left to do. Deliveries with an uncertain part wait for the operator.
   * Started again, it looks at once for what that is.
   */
  async #settle(): Promise<void> {
    let open = this.#publishing.everything
    for (let tries = 0; tries < settlingTries; tries += 1) {
      this.#bot.start()
      const quietMs = settledMs(this.#fixture) + actsWithinMs
      for (let quiet = 0, seen = ''; quiet < quietMs; quiet += lookMs) {
        await wait(lookMs)
        open = open.filter((versions) => this.#audit(versions).length > 0)
        const waiting = this.#operator.waiting()
        if (open.every((versions) => waiting.has(versions.flat()[0]?.posting.marker.delivery ?? ''))) {
          await this.#bot.stop()
          return
        }
        const sight = `${open.length} ${this.#sightings.count}`
        if (sight !== seen) {
          quiet = 0
          this.#options.onProgress({ ...this.#progress(), open: open.length })
        }
        seen = sight
      }
      await this.#bot.stop()
    }
  }

  /** With nothing left to do, another start adds nothing. */
  async #startInVain(): Promise<void> {
    this.#bot.start()
    await wait(inVainMs + this.#options.faultRates.lateMs)
    await this.#bot.stop()
  }

  #findings(): Finding[] {
    const { withdrawn } = this.#operator
    const sentences = this.#publishing.missingSentences().filter(({ marker }) => !withdrawn.has(marker.delivery))
    const all = [...this.#publishing.everything.flatMap((versions) => this.#audit(versions)), ...sentences]
    // A new ledger does not remember which of several days were begun: the newest supersedes the rest of the others.
    return this.#options.faultRates.lostFolders > 0 ? all.filter(({ fault }) => fault !== 'lost') : all
  }

  #audit(versions: Versions): readonly Finding[] {
    const isTakenBack = this.#operator.withdrawn.has(versions.flat()[0]?.posting.marker.delivery ?? '')
    return isTakenBack ? auditWithdrawn(versions, this.#sightings) : audit(versions, this.#sightings)
  }

  #result(): Pick<Outcome, 'findings' | 'unexpected'> {
    const { slack, discord } = this.#fixture
    const addenda = this.#operator.addenda()
    for (const marker of addenda) this.#sightings.expect(marker)
    const strays = this.#sightings.strays.map((seen) => `Nobody knows ${seen.id} in ${seen.channel}: ${seen.shown()}`)
    return {
      findings: [
        ...this.#findings(),
        ...addenda
          .filter(({ delivery }) => !this.#operator.withdrawn.has(delivery))
          .flatMap((marker) => once(marker, this.#sightings)),
      ],
      unexpected: [
        ...this.#bot.unexpected,
        ...this.#operator.refused,
        ...slack.protocolErrors,
        ...discord.protocolErrors,
        ...strays,
      ],
    }
  }
}

/** About once a minute, and twice a minute. */
const [runsBetweenVisits, runsBetweenUndos] = [12, 6]
/** How often we look whether everything is there, in milliseconds. */
const lookMs = 500

/** How long the bot may show nothing new, besides the time for which it waits for a request, in milliseconds. */
const actsWithinMs = 15_000

const settlingTries = 3

/** How long the bot is left running with nothing to do, in milliseconds. */
const inVainMs = 4_000
