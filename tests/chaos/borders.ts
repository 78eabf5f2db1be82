import type { SlackState } from '../../src/simulator/slack/state.ts'
import type { ChaosFixture } from './chaos-fixture.ts'

interface Watched extends Pick<ChaosFixture, 'publications' | 'workspaceOf'> {
  readonly workspaces: ReadonlyMap<string, { readonly state: SlackState }>
}

/**
 * Watches all that anyone is shown in the Slack workspaces, answers included: nothing of a publication that is posted in
 * another workspace.
 */
export class Borders {
  /** What was shown where it does not belong. */
  readonly crossed: string[] = []
  /** The workspace of each publication. */
  readonly #homes: ReadonlyMap<string, string | undefined>

  constructor({ workspaces, publications, workspaceOf }: Watched) {
    this.#homes = new Map(publications.map((name) => [name, workspaceOf(name)]))
    for (const [workspace, { state }] of workspaces) {
      state.onChange(({ channel, ts }) => {
        const message = state.message(channel, ts)
        if (!message) return
        const { text, blocks, metadata } = message
        const words = JSON.stringify([text, blocks, metadata], withoutBlockIds)
        const found = this.#strangersIn(words, workspace)
        if (found.length > 0)
          this.crossed.push(`${found.join(', ')} is shown in ${workspace}: ${ts} in ${channel}: ${words}`)
      })
    }
  }

  /** Publications that are named in a text, in titles and the names of deliveries, and belong to another workspace. */
  #strangersIn(words: string, workspace: string): string[] {
    const named = new Set(words.match(/\bp\d+(?=-)/g))
    return [...named].filter((name) => this.#homes.has(name) && this.#homes.get(name) !== workspace)
  }
}

/** The random ids that Slack gives to blocks may look like the name of a publication. */
function withoutBlockIds(key: string, value: unknown): unknown {
  return key === 'block_id' ? undefined : value
}
