import { join } from 'node:path'
import { readDigestFile } from '../../src/digests/read-file.ts'
import { addDays, type Day } from '../../src/domain/day.ts'
import { deliveryId } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { Digest, DigestId } from '../../src/domain/digest.ts'
import { noon } from '../e2e/bot-fixture.ts'
import type { Finding, Versions } from './audit.ts'
import { missingSentences } from './author-words.ts'
import type { ChaosFixture } from './chaos-fixture.ts'
import { type Draft, markdownOf, revise, writeDraft } from './drafts.ts'
import { type ExpectedMessage, expectedIn } from './expected-messages.ts'
import type { ChaosOptions } from './outcome.ts'
import { catchUpDays } from './places.ts'
import type { PostedMessages } from './posted-messages.ts'
import { Random } from './random.ts'

/** A digest that is out, and what it should come to in each destination. */
interface Issue {
  draft: Draft
  readonly id: DigestId
  readonly publication: string
  /** By the destination's name, one after another as the author wrote them. */
  readonly versions: Map<string, Versions>
}

/** By how many days a clock may be ahead: an older digest would come too late for it. */
const clockDaysMost = 2

/** The authors: each publication gets its next digest when the last one has begun to arrive everywhere. */
export class Publishing {
  readonly #fixture: ChaosFixture
  readonly #posted: PostedMessages
  readonly #seed: number
  readonly #random: Random
  readonly #issues: Issue[] = []
  readonly #days: readonly Day[]

  constructor(
    fixture: ChaosFixture,
    posted: PostedMessages,
    { seed, digestsEach }: Pick<ChaosOptions, 'seed' | 'digestsEach'>,
  ) {
    this.#fixture = fixture
    this.#posted = posted
    this.#seed = seed
    this.#random = new Random(seed, 'corrections')
    const today = noon().today as Day
    const first = -catchUpDays + clockDaysMost
    this.#days = Array.from({ length: 1 - first }, (_, at) => addDays(today, first + at)).slice(0, digestsEach)
  }

  /** What all destinations should show by now. */
  get everything(): readonly Versions[] {
    return this.#issues.flatMap(({ versions }) => [...versions.values()])
  }

  /** The sentences that their authors wrote last and no message shows. */
  missingSentences(): readonly Finding[] {
    return this.#issues.flatMap((issue) =>
      this.#readersOf(issue).flatMap((destination) => {
        const delivery = deliveryId(destination, issue.id)
        return missingSentences(issue.draft, destination, delivery, this.#posted.ofDelivery(delivery))
      }),
    )
  }

  get issues(): number {
    return this.#issues.length
  }

  /** Publishes what is due. */
  async publish(): Promise<void> {
    for (const name of this.#fixture.publications) {
      const out = this.#of(name)
      const last = out.at(-1)
      const isNext = !last || this.#hasBegun(last)
      if (isNext && out.length < this.#days.length) await this.#print(name, out.length)
    }
  }

  /** The author of one of the latest digests has a second look at it. */
  async correct(): Promise<void> {
    const issue = this.#random.pick(this.#issues.slice(-2 * this.#fixture.publications.length))
    issue.draft = revise(issue.draft, this.#random)
    await this.#bringOut(issue)
  }

  #of(publication: string): Issue[] {
    return this.#issues.filter((issue) => issue.publication === publication)
  }

  #hasBegun({ versions }: Issue): boolean {
    const first = [...versions.values()].map((each) => each.at(-1)?.at(0))
    return first.every((wanted) => !wanted || this.#posted.of(wanted.posting.marker).length > 0)
  }

  async #print(publication: string, nth: number): Promise<void> {
    const token = `${publication}-${nth}`
    const draft = writeDraft(token, new Random(this.#seed, token))
    const id = `${publication}/${this.#days[nth]}` as DigestId
    const issue = { id, draft, publication, versions: new Map() }
    this.#issues.push(issue)
    await this.#bringOut(issue)
  }

  async #bringOut(issue: Issue): Promise<void> {
    const { folder, vocabulary, write } = this.#fixture
    // Read from another place first: what is to come must be known before it can come.
    const [proof, file] = [`proof/${issue.id}.md`, `digests/${issue.id}.md`]
    await write(proof, markdownOf(issue.draft))
    const { digest } = await readDigestFile(join(folder, proof), issue.publication, vocabulary)
    if (!digest) throw new Error(`The digest ${issue.draft.token} cannot be read`)
    for (const reader of this.#readersOf(issue)) {
      const before = issue.versions.get(reader.name) ?? []
      issue.versions.set(reader.name, [...before, this.#announce(reader, digest, issue)])
    }
    await write(file, markdownOf(issue.draft))
  }

  #readersOf({ publication }: Issue): readonly Destination[] {
    return this.#fixture.destinations.filter((destination) => destination.publication === publication)
  }

  #announce(destination: Destination, digest: Digest, { draft }: Issue): readonly ExpectedMessage[] {
    const wanted = expectedIn(destination, digest, this.#fixture.vocabulary)
    for (const { posting } of wanted) {
      const { marker, part, place } = posting
      this.#posted.expect(marker)
      if ('message' in part.body) this.#posted.expectPost(marker, place.channel, draft.token)
    }
    return wanted
  }
}
