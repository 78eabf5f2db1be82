import type { DiscordSimulator } from '../../src/simulator/discord/server.ts'
import type { SlackSimulator, WorkspaceActions } from '../../src/simulator/slack/server.ts'
import type { SlackUser } from '../../src/simulator/slack/state.ts'
import { channelType } from '../../src/validators/discord/limits.ts'
import { noon } from '../e2e/bot-fixture.ts'

/** The largest value that the configuration takes: how many days back a digest is still due. */
export const catchUpDays = 31

export interface Places {
  readonly publications: readonly string[]
  /** All Slack workspaces, by id; the first has the token in the environment. */
  readonly workspaces: ReadonlyMap<string, WorkspaceActions>
  /** The ids of the Slack workspace and the Discord server in which a publication is posted: one of them, or both. */
  homesOf(publication: string): readonly string[]
  /** As the configuration has them. */
  readonly destinations: readonly (object & { readonly name: string })[]
}

interface Platforms {
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
}

/**
 * The channels that publications share. Each takes about a message a second, so more publications need more. With one
 * workspace, every publication is posted there and in a Discord server. With several, it is posted in one workspace or one
 * server: so none waits for the lane of another.
 */
export function addPlaces(
  { slack, discord }: Platforms,
  wanted: { readonly publications: number; readonly workspaces: number; readonly servers: number },
): Places {
  const publications = Array.from({ length: wanted.publications }, (_, at) => `p${String(at + 1).padStart(2, '0')}`)
  slack.workspaces.rotates = false
  const isAlone = wanted.workspaces === 1
  // A server has more channels than a workspace.
  const discordTurns = Math.max(wanted.servers, 2)
  const turns = isAlone ? 1 : wanted.workspaces + discordTurns
  const times = Math.ceil(publications.length / turns / 8)
  const workspaces = Array.from({ length: wanted.workspaces }, (_, at) =>
    addWorkspace(slack, at, slackChannels * times),
  )
  const servers = addServers(discord, wanted.servers, (isAlone ? 1 : discordTurns) * times)
  const ids = workspaces.map(({ state }) => state.team.id)
  const turnOf = (publication: string) => publications.indexOf(publication) % turns
  /** Counts the publications on Discord; undefined for one that is only in a workspace. */
  const onDiscord = (publication: string) => {
    const at = publications.indexOf(publication)
    if (isAlone) return at
    const turn = turnOf(publication) - ids.length
    return turn < 0 ? undefined : Math.floor(at / turns) * discordTurns + turn
  }
  return {
    publications,
    workspaces: new Map(workspaces.map((each) => [each.state.team.id, each])),
    homesOf: (publication) => {
      const nth = onDiscord(publication)
      const server = nth === undefined ? undefined : servers[nth % servers.length]
      return [ids[turnOf(publication)] ?? [], server?.id ?? []].flat()
    },
    destinations: publications.flatMap((name, at) => {
      const [workspace, round] = [turnOf(name), Math.floor(at / turns)]
      const own = workspace > 0 && { workspace: `slack:${ids[workspace]}` }
      const onSlack = (kind: number) => {
        const nth = (round * slackKinds + kind) % (slackChannels * times)
        return { platform: 'slack', ...own, channel: slackChannel(workspace, nth) }
      }
      const nth = onDiscord(name)
      const server = nth === undefined ? undefined : servers[nth % servers.length]
      const isInWorkspace = workspace < ids.length
      return configured(name, {
        ...(nth !== undefined && server && discordDestinations(Math.floor(nth / servers.length), server)),
        ...(isInWorkspace && slackDestinations(groupOf(workspace), onSlack)),
      })
    }),
  }
}

/** How many channels a workspace has for eight publications. */
const slackChannels = 16

/** How many destinations a publication has in its Slack workspace. */
const slackKinds = 5

const slackChannel = (workspace: number, at: number) =>
  `C0W${String(workspace).padStart(3, '0')}N${String(at).padStart(4, '0')}`

function addWorkspace(slack: SlackSimulator, at: number, channels: number): WorkspaceActions {
  const own = String(at).padStart(7, '0')
  const { team } = slack.state
  const id = at === 0 ? team.id : `T0CHAOS${own.slice(3)}`
  if (at > 0) {
    const [readers, bot] = [readerNames.map((name) => person(`U${own}R${name.toUpperCase()}`, name)), botOf(own)]
    slack.workspaces.add({
      team: { id, name: `Team ${at}`, domain: `team-${at}` },
      app: { id: slack.state.app.id, botId: `B${own}` },
      bot,
      users: [...readers, bot],
      channels: [],
      groups: [{ id: groupOf(at), handle: 'readers', name: 'Readers', users: readers.map((each) => each.id) }],
    })
  }
  const workspace = at === 0 ? slack : slack.workspace(id)
  const { state } = workspace
  for (let nth = 0; nth < channels; nth += 1) {
    const channel = slackChannel(at, nth)
    const members = new Set(state.users.keys())
    const name = `news-${nth}`
    state.channels.set(channel, { id: channel, name, topic: '', isPrivate: false, isArchived: false, members })
  }
  return workspace
}

const readerNames = ['robin', 'amara', 'kenji']
const botOf = (own: string): SlackUser => ({ ...person(`U${own}BOT`, 'morning_post'), isBot: true })
/** The group that is notified in a workspace; that of the first is in the seed data. */
const groupOf = (workspace: number) => `S0READERS${String(workspace + 1).padStart(2, '0')}`

function person(id: string, name: string): SlackUser {
  return { id, name, realName: name, isBot: false, timezone: 'Etc/UTC' }
}

/** Each on a shard of its own; the first is that of the seed data. `times` is how many channels they need together. */
function addServers({ state, gateway }: DiscordSimulator, count: number, times: number): readonly DiscordServer[] {
  gateway.sharding.recommended = count
  // A real guild archives old threads; here they stay active.
  state.activeThreadsMax = Number.POSITIVE_INFINITY
  const { availableTags = [] } = [...state.channels.values()].find(({ type }) => type === channelType.forum) ?? {}
  const [texts, forums] = [24, 4].map((each) => each * Math.ceil(times / count)) as [number, number]
  return Array.from({ length: count }, (_, at) => {
    const id = serverId(state.guild.id, at)
    const guild = at === 0 ? undefined : id
    if (guild) gateway.addServer(guild, `Server ${at}`)
    const own = 1_200_000_000_000_000_000n + BigInt(at) * 1_000_000n
    const server = {
      id,
      isFirst: at === 0,
      text: (nth: number) => String(own + 100n + BigInt(nth % texts)),
      forum: (nth: number) => String(own + 500_000n + BigInt(nth % forums)),
    }
    for (let nth = 0; nth < texts; nth += 1) {
      const channel = server.text(nth)
      state.channels.set(channel, { id: channel, guild, name: `news-${nth}`, type: channelType.text })
    }
    for (let nth = 0; nth < forums; nth += 1) {
      const channel = server.forum(nth)
      state.channels.set(channel, { id: channel, guild, name: `forum-${nth}`, type: channelType.forum, availableTags })
    }
    return server
  })
}

/** topics/gateway, "Sharding": the shard is the time in the id, modulo the number of shards. */
const serverId = (first: string, at: number) => (at === 0 ? first : String(BigInt(first) + (BigInt(at) << 22n)))

interface DiscordServer {
  readonly id: string
  readonly isFirst: boolean
  text(nth: number): string
  forum(nth: number): string
}

const discordReaders = '1100000000000000020'

/** Every layout and every way of discussing. */
function discordDestinations(index: number, server: DiscordServer) {
  const place = { platform: 'discord', ...(!server.isFirst && { workspace: `discord:${server.id}` }) }
  const text = (nth: number) => ({ ...place, channel: server.text(index * 5 + nth) })
  const forum = (nth: number) => ({ ...place, channel: server.forum(index + nth), layout: 'forum' })
  return {
    sections: text(0),
    seeded: { ...text(1), discussion: 'on-post' },
    thread: { ...text(2), layout: 'thread' },
    'thread-seeded': { ...text(3), layout: 'thread', discussion: 'on-post', mention: discordReaders },
    overview: { ...text(4), layout: 'overview' },
    agents: { ...text(5), tags: ['Agent'], discussion: 'off' },
    forum: forum(0),
    'forum-seeded': { ...forum(1), discussion: 'on-post' },
  }
}

function slackDestinations(mention: string, channel: (kind: number) => object) {
  return {
    slack: { ...channel(0), mention },
    'slack-seeded': { ...channel(1), layout: 'thread', discussion: 'on-post' },
    'slack-thread': { ...channel(2), layout: 'thread', mention },
    'slack-sections': { ...channel(3), discussion: 'on-post' },
    'slack-overview': { ...channel(4), layout: 'overview' },
  }
}

function configured(publication: string, kinds: Readonly<Record<string, object>>) {
  const { timezone } = noon()
  return Object.entries(kinds).map(([kind, where]) => ({
    name: `${publication}-${kind}`,
    publication,
    at: '06:00',
    timezone,
    catchUp: catchUpDays,
    ...where,
  }))
}
