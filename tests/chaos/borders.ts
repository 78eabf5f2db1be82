import type { DiscordState } from '../../src/simulator/discord/state.ts'
import type { SlackState } from '../../src/simulator/slack/state.ts'
import type { ChaosFixture } from './chaos-fixture.ts'

interface Watched extends Pick<ChaosFixture, 'publications' | 'homesOf'> {
  readonly workspaces: ReadonlyMap<string, { readonly state: SlackState }>
  readonly discord: { readonly state: DiscordState }
}

/**
 * Watches all that anyone is shown in the Slack workspaces and Discord servers, answers included: nothing of a publication
 * that is posted in another one.
 */
export class Borders {
  /** What was shown where it does not belong. */
  readonly crossed: string[] = []
  /** The workspaces and servers of each publication. */
  readonly #homes: ReadonlyMap<string, readonly string[]>

  constructor({ workspaces, discord, publications, homesOf }: Watched) {
    this.#homes = new Map(publications.map((name) => [name, homesOf(name)]))
    discord.state.onChange(({ channelId, messageId }) => {
      const message = discord.state.message(channelId, messageId)
      if (!message) return
      const { content, components } = message
      this.#judge([content, components], discord.state.guildIdAt(channelId), `${messageId} in ${channelId}`)
    })
    for (const [workspace, { state }] of workspaces) {
      state.onChange(({ channel, ts }) => {
        const message = state.message(channel, ts)
        if (!message) return
        const { text, blocks, metadata } = message
        this.#judge([text, blocks, metadata], workspace, `${ts} in ${channel}`)
      })
    }
  }

  #judge(content: readonly unknown[], workspace: string, where: string): void {
    const words = JSON.stringify(content, withoutBlockIds)
    const found = this.#strangersIn(words, workspace)
    if (found.length > 0) this.crossed.push(`${found.join(', ')} is shown in ${workspace}: ${where}: ${words}`)
  }

  /** Publications that are named in a text, in titles and the names of deliveries, and belong to another workspace. */
  #strangersIn(words: string, workspace: string): string[] {
    const named = new Set(words.match(/\bp\d+(?=-)/g))
    return [...named].filter((name) => this.#homes.get(name)?.includes(workspace) === false)
  }
}

/** The random ids that Slack gives to blocks may look like the name of a publication. */
function withoutBlockIds(key: string, value: unknown): unknown {
  return key === 'block_id' ? undefined : value
}
