import { join } from 'node:path'
import { addDays, type Day } from '../../src/domain/day.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { Digest } from '../../src/domain/digest.ts'
import { readDigestFile } from '../../src/library/digest-file.ts'
import { noon } from '../e2e/rig.ts'
import { type Draft, markdownOf, revise, writeDraft } from './press.ts'
import { Random } from './random.ts'
import type { Sightings } from './sightings.ts'
import { catchUpDays, type Stage } from './stage.ts'
import { type Wanted, wantedIn } from './wanted.ts'

/** A digest that is out, and what it should come to in each destination. */
interface Issue {
  draft: Draft
  readonly file: string
  readonly publication: string
  /** By the destination's name. */
  wanted: ReadonlyMap<string, readonly Wanted[]>
}

/** How many publications are written for at a time; the next begins when one has come to an end. */
const activeMost = 8

/** The authors: each publication gets its next digest when the last one has begun to arrive everywhere. */
export class Newsroom {
  readonly #stage: Stage
  readonly #sightings: Sightings
  readonly #seed: number
  readonly #random: Random
  readonly #issues: Issue[] = []
  readonly #days: readonly Day[]

  constructor(stage: Stage, sightings: Sightings, seed: number) {
    this.#stage = stage
    this.#sightings = sightings
    this.#seed = seed
    this.#random = new Random(seed, 'newsroom')
    const today = noon().today as Day
    this.#days = Array.from({ length: catchUpDays + 1 }, (_, at) => addDays(today, at - catchUpDays))
  }

  /** What should stand in all destinations by now. */
  *everything(): Generator<{ readonly destination: string; readonly wanted: readonly Wanted[] }> {
    for (const issue of this.#issues) for (const [destination, wanted] of issue.wanted) yield { destination, wanted }
  }

  get issues(): number {
    return this.#issues.length
  }

  /** Publishes what is due. False when there is nothing left to publish. */
  async publish(): Promise<boolean> {
    const open = this.#stage.publications.filter((name) => this.#of(name).length < this.#days.length)
    const active = open.slice(0, activeMost)
    for (const name of active) {
      const out = this.#of(name)
      const last = out.at(-1)
      if (!last || this.#hasBegun(last)) await this.#print(name, out.length)
    }
    return open.length > 0
  }

  /** The author of one of the latest digests has a second look at it. */
  async correct(): Promise<void> {
    const issue = this.#random.pick(this.#issues.slice(-3 * activeMost))
    issue.draft = revise(issue.draft, this.#random)
    await this.#bringOut(issue)
  }

  #of(publication: string): Issue[] {
    return this.#issues.filter((issue) => issue.publication === publication)
  }

  #hasBegun({ wanted }: Issue): boolean {
    return [...wanted.values()].every(([first]) => !first || this.#sightings.of(first.posting.marker).length > 0)
  }

  async #print(publication: string, nth: number): Promise<void> {
    const token = `${publication}-${nth}`
    const draft = writeDraft(token, new Random(this.#seed, token))
    const issue = { draft, publication, file: `digests/${publication}/${this.#days[nth]}.md`, wanted: new Map() }
    this.#issues.push(issue)
    await this.#bringOut(issue)
  }

  async #bringOut(issue: Issue): Promise<void> {
    const { destinations, folder, vocabulary, write } = this.#stage
    // Read from another place first: what is to come must be known before it can come.
    const proof = `proof/${issue.file}`
    await write(proof, markdownOf(issue.draft))
    const { digest } = await readDigestFile(join(folder, proof), issue.publication, vocabulary)
    if (!digest) throw new Error(`The digest ${issue.draft.token} cannot be read`)
    const readers = destinations.filter(({ publication }) => publication === issue.publication)
    issue.wanted = new Map(readers.map((reader) => [reader.name, this.#announce(reader, digest, issue)]))
    await write(issue.file, markdownOf(issue.draft))
  }

  #announce(destination: Destination, digest: Digest, { draft }: Issue): readonly Wanted[] {
    const wanted = wantedIn(destination, digest, this.#stage.vocabulary)
    for (const each of wanted) this.#sightings.expect(each, draft.token)
    return wanted
  }
}
