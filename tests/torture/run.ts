import { setTimeout as wait } from 'node:timers/promises'
import { Admin } from './admin.ts'
import { audit, type Finding, once } from './audit.ts'
import { Lives } from './lives.ts'
import { Newsroom } from './newsroom.ts'
import { Random } from './random.ts'
import { Readers } from './readers.ts'
import { Sightings } from './sightings.ts'
import { openStage, type Stage } from './stage.ts'
import { type Climate, socketTroubles, weatherOf } from './weather.ts'

export interface TortureOptions {
  readonly seed: number
  readonly killsPerMinute: number
  readonly climate: Climate
  /** Digests are edited after they were published. */
  readonly edits: boolean
  readonly publications: number
  /** Asked again and again: whether there was enough of it. */
  readonly isEnough: (so: Progress) => boolean
  readonly onProgress: (so: Progress) => void
}

/** How far a run has come. */
export interface Progress {
  readonly minutes: number
  readonly kills: number
  readonly parts: number
  readonly digests: number
  readonly deeds: number
  readonly faults: ReadonlyMap<string, number>
}

export interface Outcome extends Progress {
  readonly uncertain: number
  readonly findings: readonly Finding[]
  /** What should not happen at all: the bot ended by itself, a call that no app should make, a message nobody knows. */
  readonly surprises: readonly string[]
  /** Everything that the bot said. */
  readonly logs: string
}

export async function torture(options: TortureOptions): Promise<Outcome> {
  const stage = await openStage(options.publications)
  try {
    return await new Run(stage, options).go()
  } finally {
    await stage.close()
  }
}

class Run {
  readonly #stage: Stage
  readonly #options: TortureOptions
  readonly #sightings: Sightings
  readonly #newsroom: Newsroom
  readonly #lives: Lives
  readonly #readers: Readers
  readonly #admin: Admin
  readonly #faults = new Map<string, number>()
  readonly #startedAt = performance.now()
  #isOver = false

  constructor(stage: Stage, options: TortureOptions) {
    const { seed, killsPerMinute } = options
    this.#stage = stage
    this.#options = options
    this.#lives = new Lives(stage, seed, killsPerMinute)
    this.#readers = new Readers(stage, seed)
    this.#sightings = new Sightings(stage, (seen) => {
      this.#readers.onMessage(seen)
      this.#lives.onMessage()
    })
    this.#newsroom = new Newsroom(stage, this.#sightings, seed)
    this.#admin = new Admin(stage, this.#sightings)
  }

  async go(): Promise<Outcome> {
    this.#darken()
    await this.#newsroom.publish()
    await Promise.all([this.#endure(), this.#write(), this.#read(), this.#troubleSockets()])
    this.#clear()
    await this.#settle()
    await this.#admin.resolve()
    await this.#settle()
    return {
      ...this.#progress(),
      uncertain: this.#admin.uncertain.size,
      ...(await this.#judge()),
      logs: this.#lives.logs,
    }
  }

  #progress(): Progress {
    return {
      minutes: (performance.now() - this.#startedAt) / 60_000,
      kills: this.#lives.kills,
      parts: this.#sightings.count,
      digests: this.#newsroom.issues,
      deeds: this.#readers.deeds,
      faults: this.#faults,
    }
  }

  #darken(): void {
    const { seed, climate } = this.#options
    for (const platform of ['slack', 'discord'] as const) {
      const weather = weatherOf(platform, climate, seed, (name) => this.#note(name))
      this.#stage[platform].faults.weather = (call, body) => {
        const fate = this.#lives.onCall(call)
        const fault = weather(call, body)
        return fate ?? fault
      }
    }
  }

  #clear(): void {
    for (const platform of ['slack', 'discord'] as const) this.#stage[platform].faults.clear()
  }

  #note(fault: string): void {
    this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + 1)
  }

  /** One life after another; between some, the admin comes by. */
  async #endure(): Promise<void> {
    const { isEnough, onProgress } = this.#options
    for (let lives = 1; !isEnough(this.#progress()); lives += 1) {
      await this.#lives.live()
      if (lives % livesBetweenVisits === 0) await this.#admin.resolve()
      if (lives % livesBetweenVisits === 0) onProgress(this.#progress())
    }
    this.#isOver = true
  }

  async #write(): Promise<void> {
    const random = new Random(this.#options.seed, 'authors')
    while (!this.#isOver) {
      await this.#newsroom.publish()
      if (this.#options.edits && random.chance(0.2)) await this.#newsroom.correct()
      await wait(500)
    }
  }

  async #read(): Promise<void> {
    const random = new Random(this.#options.seed, 'readers come')
    while (!this.#isOver) {
      await wait(random.wait(1_000))
      void this.#readers.act()
    }
  }

  async #troubleSockets(): Promise<void> {
    const random = new Random(this.#options.seed, 'sockets')
    const troubles = socketTroubles(this.#stage)
    while (!this.#isOver) {
      await wait(random.wait(60_000 / this.#options.climate.socketTrouble))
      const name = random.pick(Object.keys(troubles))
      troubles[name]?.()
      this.#note(name)
    }
  }

  /** Lets the bot do in peace what is left to do; started again, it looks at once for what that is. */
  async #settle(): Promise<void> {
    for (let tries = 0; tries < settlingTries && this.#missing() > 0; tries += 1) {
      this.#lives.start()
      let before = -1
      while (this.#missing() > 0 && before !== this.#sightings.count) {
        before = this.#sightings.count
        await wait(quietMs)
      }
      await this.#lives.stop()
    }
  }

  #missing(): number {
    return this.#findings().filter(({ fault }) => fault === 'lost').length
  }

  #findings(): Finding[] {
    return this.#newsroom.everything.flatMap((versions) => audit(versions, this.#sightings))
  }

  async #judge(): Promise<Pick<Outcome, 'findings' | 'surprises'>> {
    const { slack, discord } = this.#stage
    const addenda = await this.#admin.addendaOf(this.#newsroom.deliveries)
    for (const marker of addenda) this.#sightings.expect(marker)
    const strays = this.#sightings.strays.map((seen) => `Nobody knows ${seen.id} in ${seen.channel}: ${seen.shown()}`)
    return {
      findings: [...this.#findings(), ...addenda.flatMap((marker) => once(marker, this.#sightings))],
      surprises: [...this.#lives.surprises, ...slack.complaints, ...discord.complaints, ...strays],
    }
  }
}

/** About once a minute. */
const livesBetweenVisits = 12

/** How long nothing may come before we think that nothing will, in milliseconds: a bare 429 means a minute. */
const quietMs = 8_000

const settlingTries = 6
