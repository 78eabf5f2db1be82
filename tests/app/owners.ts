import type { DiscordSimulator } from '../../src/simulator/discord/server.ts'
import type { SlackSimulator, WorkspaceActions } from '../../src/simulator/slack/server.ts'
import type { WorkspaceSeed } from '../../src/simulator/slack/state.ts'

/** Each owner has words that belong only to it: they contain its name. */
export const owners = {
  /** The workspace of the environment's token. */
  bracken: { workspace: 'slack:T0ACME00001', channel: 'C0BRACKEN1', visibility: 'workspace' },
  /** A private channel of it. */
  yarrow: { workspace: 'slack:T0ACME00001', channel: 'C0YARROW01', visibility: 'where-posted' },
  /** Two workspaces that installed the app. */
  tansy: { workspace: 'slack:T0TANSY0001', channel: 'C0TANSY001', visibility: 'workspace' },
  sorrel: { workspace: 'slack:T0SORREL001', channel: 'C0SORREL01', visibility: 'workspace' },
  /** A server of Discord. */
  mallow: { workspace: 'discord:1100000000000000001', channel: '1100000000000000010', visibility: 'workspace' },
} as const
export type OwnerName = keyof typeof owners
export const ownerNames = Object.keys(owners) as OwnerName[]

/** Where alerts and reports go: in the default workspace. It is the operator's, who may see everything. */
export const operatorChannel = 'C0EDITORS01'

/** Another server of Discord: with two of them, a direct message belongs to none. */
const otherServer = '1200000000000000001'

/** A channel of a server that the bot is not in, where people use the app that they installed for themselves. */
export const foreignChannel = '1300000000000000010'

/** People of each, so that limits for one person are not reached. */
export const peopleCount = 8
const people = Array.from({ length: peopleCount }, (_, at) => at)

export const personOf = (name: OwnerName, at: number) =>
  name === 'mallow' ? `14000000000000000${at % people.length}0` : `U0${name.toUpperCase()}${at % people.length}`

const userOf = (name: OwnerName, at: number) => ({
  id: personOf(name, at),
  name: `${name}person${at}`,
  realName: `${name}person ${at}`,
  isBot: false,
  timezone: 'Etc/UTC',
})

const channelOf = (name: OwnerName) => ({
  id: owners[name].channel,
  name: `${name}room`,
  topic: `${name}topic`,
  isPrivate: name === 'yarrow',
  isArchived: false,
})

function seedOf(name: 'tansy' | 'sorrel', id: string): WorkspaceSeed {
  const bot = { ...userOf(name, 9), id: `U0BOT${name.toUpperCase()}`, isBot: true }
  const users = [...people.map((at) => userOf(name, at)), bot]
  return {
    team: { id, name: `${name}team`, domain: `${name}-team` },
    app: { id: 'A0MORNING01', botId: `B0${name.toUpperCase()}` },
    bot,
    users,
    channels: [{ ...channelOf(name), members: users.map((user) => user.id) }],
    groups: [],
  }
}

/** Adds the people and the channels of all owners. */
export function seed(slack: SlackSimulator, { state, gateway }: DiscordSimulator): void {
  for (const name of ['bracken', 'yarrow'] as const) {
    for (const at of people) slack.state.users.set(personOf(name, at), userOf(name, at))
    const members = new Set([...people.map((at) => personOf(name, at)), slack.state.bot.id])
    slack.state.channels.set(owners[name].channel, { ...channelOf(name), members })
  }
  for (const name of ['tansy', 'sorrel'] as const) slack.workspaces.add(seedOf(name, teamOf(name)))
  for (const at of people) {
    const { id, name: username, realName: displayName } = userOf('mallow', at)
    state.users.set(id, { id, username, displayName, bot: false })
    state.managers.add(id)
  }
  state.channels.set(foreignChannel, { id: foreignChannel, name: 'elsewhere', type: 0, server: '1300000000000000001' })
  gateway.addServer(otherServer, 'Another')
}

export const teamOf = (name: OwnerName) => owners[name].workspace.split(':')[1] ?? ''

export function slackOf(slack: SlackSimulator, name: OwnerName): WorkspaceActions {
  return name === 'tansy' || name === 'sorrel' ? slack.workspace(teamOf(name)) : slack
}

/** A digest whose words are those of its owner. The ones with "secret" are never typed by others. */
export function digestOf(name: string, date: string): string {
  return [
    `---\ntitle: The ${name}title of ${date}\nlanguage: en\n---`,
    "## Today's Overview",
    `- A ${name}bullet with a ${name}secretbullet`,
    '## Featured',
    `### 01 [${name}tag] The ${name}section with a ${name}secretheading`,
    `About ${name}words and ${name}secretwords, at length.`,
    'Key takeaways:',
    `- A ${name}takeaway with a ${name}secretpoint`,
    `Source: [A ${name}paper](https://example.org/${name}secretpaper)`,
    '',
  ].join('\n\n')
}
