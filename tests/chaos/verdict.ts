import { audit, auditUndone, type Finding, once, type Versions } from './audit.ts'
import type { ChaosFixture } from './chaos-fixture.ts'
import type { Operator } from './operator.ts'
import type { Outcome } from './outcome.ts'
import type { PostedMessages } from './posted-messages.ts'
import type { Publishing } from './publishing.ts'

/** What is not as it should be. */
export class Verdict {
  readonly #fixture: ChaosFixture
  readonly #publishing: Publishing
  readonly #operator: Operator
  readonly #posted: PostedMessages

  constructor(fixture: ChaosFixture, publishing: Publishing, operator: Operator, posted: PostedMessages) {
    this.#fixture = fixture
    this.#publishing = publishing
    this.#operator = operator
    this.#posted = posted
  }

  #findings(): Finding[] {
    const { withdrawn } = this.#operator
    const sentences = this.#publishing.missingSentences().filter(({ marker }) => !withdrawn.has(marker.delivery))
    return [...this.#publishing.everything.flatMap((versions) => this.audit(versions)), ...sentences]
  }

  audit(versions: Versions): readonly Finding[] {
    const isUndone = this.#operator.withdrawn.has(versions.flat()[0]?.posting.marker.delivery ?? '')
    return isUndone ? auditUndone(versions, this.#posted) : audit(versions, this.#posted)
  }

  async result(): Promise<Pick<Outcome, 'findings' | 'unexpected'>> {
    const { slack, discord } = this.#fixture
    const addenda = await this.#operator.addenda()
    for (const marker of addenda) this.#posted.expect(marker)
    const strays = this.#posted.strays.map((seen) => `Nobody knows ${seen.id} in ${seen.channel}: ${seen.shown()}`)
    return {
      findings: [
        ...this.#findings(),
        ...addenda
          .filter(({ delivery }) => !this.#operator.withdrawn.has(delivery))
          .flatMap((marker) => once(marker, this.#posted)),
      ],
      unexpected: [...this.#operator.refused, ...slack.protocolErrors, ...discord.protocolErrors, ...strays],
    }
  }
}
