import { createHash } from 'node:crypto'
import { type Draft, draftProblems } from '../../src/domain/draft.ts'
import { PlatformUnreachable } from '../../src/domain/errors.ts'
import type { Requester } from '../../src/domain/interaction.ts'
import { reviewVerbs } from '../../src/domain/review-action.ts'
import { digestOfDraft } from '../../src/drafts/digest-of-draft.ts'
import { ReviewFixture, said } from '../review/review-fixture.ts'
import { aDraft, aSectionDraft, failedSentence, id, todaysId } from '../review/sample-drafts.ts'

/** Numbers from 0 to 1 that follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

const byHand = 'written by hand'
const strangers: readonly Partial<Requester>[] = [
  { user: 'U7' },
  { channel: 'C0OTHER' },
  { channel: 'D1', isDirect: true },
  { platform: 'discord' },
]

/** One morning with random clicks, edits, kills, failures of the platform and times. Says what was wrong. */
class Morning {
  readonly workflow: ReviewFixture
  readonly #random: () => number
  /** The contents that a reviewer approved, by a rule of its own: exactly what was shown, and nothing failed. */
  readonly #approved = new Set<string>()
  readonly #hashes: string[] = []
  readonly wrong: string[] = []
  kills = 0
  /** How many more steps the process lives. */
  #left = Number.POSITIVE_INFINITY
  #promised = false

  constructor(seed: number) {
    this.#random = randomFrom(seed)
    this.workflow = ReviewFixture.inMemory(this.#draft())
    this.workflow.beforeStep = () => {
      this.#left -= 1
      if (this.#left < 0) throw new Error('killed')
    }
  }

  async run(): Promise<void> {
    for (let event = 0; event < 14; event += 1) {
      if (this.#chance(0.25)) this.#left = Math.floor(this.#random() * 40)
      await this.#event().catch(() => {})
      this.#check()
      if (this.#left < 0 || this.#chance(0.1)) this.#restart()
    }
    this.#restart()
    await this.workflow.tick()
    await this.workflow.tick()
    this.#check()
    const content = this.workflow.digests.get(todaysId)
    if (this.#promised && content === undefined) this.wrong.push('an approved digest was lost')
    if (this.workflow.slack.messages.length > 1) this.wrong.push('asked twice')
    const review = await this.workflow.store.reviews.review(todaysId)
    if (review?.state === 'approved') this.wrong.push('an approval was not carried out')
  }

  async #event(): Promise<void> {
    const { workflow } = this
    const event = this.#random()
    if (event < 0.25) return workflow.tick()
    if (event < 0.35) workflow.now += Math.floor(this.#random() * 8 * 3_600_000)
    else if (event < 0.4) workflow.drafts.set(todaysId, this.#draft())
    else if (event < 0.42 && !workflow.digests.has(todaysId)) workflow.digests.set(todaysId, byHand)
    else if (event < 0.5)
      workflow.slack.script.push(this.#chance(0.5) ? 'lost-after' : new PlatformUnreachable('Slack', 'x'))
    else if (event < 0.55) workflow.slack.editScript.push(this.#chance(0.5) ? 'lost-after' : 'lost-before')
    else await this.#click()
  }

  /** A click by a reviewer or a stranger, with the newest or an older hash, on the message or elsewhere. */
  async #click(): Promise<void> {
    const { workflow } = this
    if (workflow.cards.length === 0) return
    const shown = this.#shownHash()
    if (shown !== undefined) this.#hashes.push(shown)
    const hash = this.#chance(0.75) && shown !== undefined ? shown : (this.#pick(this.#hashes) ?? '000000000000')
    const isStranger = this.#chance(0.2)
    const by = isStranger ? this.#pick(strangers) : { user: this.#chance(0.5) ? 'U1' : 'U2' }
    const verb = this.#chance(0.5) ? 'approve' : (this.#pick(reviewVerbs) ?? 'hold')
    const section = this.#chance(0.5) ? id(1 + Math.floor(this.#random() * 4)) : ''
    const draft = workflow.drafts.get(todaysId)
    const content = draft && (await workflow.context.render.markdown(digestOfDraft(draft)))
    if (verb === 'save')
      return void (await workflow.save(id(1), { title: 'Mine', tag: '', text: `Text ${section}.` }, hash))
    // Noted before the click, because the process may be killed after the approval was recorded.
    const counts = verb === 'approve' && !isStranger && section === '' && draft && draftProblems(draft).length === 0
    if (counts && content !== undefined && hash === hashOf(content)) this.#approved.add(content)
    const reply = await workflow.press(verb, by, hash, section)
    if (verb === 'approve' && /Approved\./.test(said(reply))) {
      this.#promised = true
      if (content === undefined || !this.#approved.has(content)) this.wrong.push('said to be approved, but it was not')
    }
  }

  #shownHash(): string | undefined {
    try {
      return this.workflow.hash()
    } catch {
      return undefined
    }
  }

  #check(): void {
    const content = this.workflow.digests.get(todaysId)
    if (content !== undefined && content !== byHand && !this.#approved.has(content))
      this.wrong.push('posted without a review')
  }

  #restart(): void {
    if (this.#left < 0) this.kills += 1
    this.#left = Number.POSITIVE_INFINITY
    this.workflow.restart()
  }

  #draft(): Draft {
    const number = 1 + Math.floor(this.#random() * 3)
    const body = this.#chance(0.3) ? { body: [failedSentence] } : {}
    return aDraft({ sections: [aSectionDraft(number, body), aSectionDraft(number + 3)] })
  }

  #chance(probability: number): boolean {
    return this.#random() < probability
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#random() * items.length)]
  }
}

export interface MorningsReport {
  readonly mornings: number
  /** How many ended with an approved digest. */
  readonly posted: number
  readonly kills: number
  /** Each with the seed of its morning. */
  readonly wrong: readonly string[]
}

/** Runs that many mornings, each from a seed of its own. */
export async function simulateMornings(mornings: number, firstSeed = 1): Promise<MorningsReport> {
  const wrong: string[] = []
  let [posted, kills] = [0, 0]
  for (let seed = firstSeed; seed < firstSeed + mornings; seed += 1) {
    const morning = new Morning(seed)
    await morning.run()
    kills += morning.kills
    if ((morning.workflow.digests.get(todaysId) ?? byHand) !== byHand) posted += 1
    wrong.push(...morning.wrong.map((what) => `morning ${seed}: ${what}`))
  }
  return { mornings, posted, kills, wrong }
}
