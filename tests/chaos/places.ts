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
  /** The Slack workspace in which a publication is posted, if it is in one. */
  workspaceOf(publication: string): string | undefined
  /** As the configuration has them. */
  readonly destinations: readonly (object & { readonly name: string })[]
}

interface Platforms {
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
}

/**
 * The channels that publications share. Each takes about a message a second, so more publications need more. With one
 * workspace, every publication is posted there and on Discord. With several, it is posted in one workspace or on Discord: so
 * none waits for the lane of another.
 */
export function addPlaces(
  { slack, discord }: Platforms,
  wanted: { readonly publications: number; readonly workspaces: number },
): Places {
  const publications = Array.from({ length: wanted.publications }, (_, at) => `p${String(at + 1).padStart(2, '0')}`)
  slack.workspaces.rotates = false
  const isAlone = wanted.workspaces === 1
  // Discord has more channels than one workspace.
  const turns = isAlone ? 1 : wanted.workspaces + discordTurns
  const times = Math.ceil(publications.length / turns / 8)
  const workspaces = Array.from({ length: wanted.workspaces }, (_, at) =>
    addWorkspace(slack, at, slackChannels * times),
  )
  const channels = addDiscordChannels(discord, isAlone ? times : discordTurns * times)
  const ids = workspaces.map(({ state }) => state.team.id)
  const turnOf = (publication: string) => publications.indexOf(publication) % turns
  return {
    publications,
    workspaces: new Map(workspaces.map((each) => [each.state.team.id, each])),
    workspaceOf: (publication) => ids[turnOf(publication)],
    destinations: publications.flatMap((name, at) => {
      const [workspace, round] = [turnOf(name), Math.floor(at / turns)]
      const own = workspace > 0 && { workspace: `slack:${ids[workspace]}` }
      const onSlack = (kind: number) => {
        const nth = (round * slackKinds + kind) % (slackChannels * times)
        return { platform: 'slack', ...own, channel: slackChannel(workspace, nth) }
      }
      const nth = isAlone ? at : round * discordTurns + workspace - ids.length
      const isInWorkspace = workspace < ids.length
      return configured(name, {
        ...((isAlone || !isInWorkspace) && discordDestinations(nth, channels)),
        ...(isInWorkspace && slackDestinations(groupOf(workspace), onSlack)),
      })
    }),
  }
}

/** With several workspaces, how many publications are posted on Discord for each in one workspace. */
const discordTurns = 2

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

function addDiscordChannels({ state }: DiscordSimulator, times: number): DiscordChannels {
  const [texts, forums] = [24 * times, 4 * times]
  const channels = {
    text: (at: number) => String(1_200_000_000_000_000_100n + BigInt(at % texts)),
    forum: (at: number) => String(1_200_000_000_000_500_000n + BigInt(at % forums)),
  }
  const { availableTags = [] } = [...state.channels.values()].find(({ type }) => type === channelType.forum) ?? {}
  for (let at = 0; at < texts; at += 1) {
    const id = channels.text(at)
    state.channels.set(id, { id, name: `news-${at}`, type: channelType.text })
  }
  for (let at = 0; at < forums; at += 1) {
    const id = channels.forum(at)
    state.channels.set(id, { id, name: `forum-${at}`, type: channelType.forum, availableTags })
  }
  // A real guild archives old threads; here they stay active.
  state.activeThreadsMax = Number.POSITIVE_INFINITY
  return channels
}

interface DiscordChannels {
  text(at: number): string
  forum(at: number): string
}

const discordReaders = '1100000000000000020'

/** Every layout and every way of discussing. */
function discordDestinations(index: number, channels: DiscordChannels) {
  const text = (nth: number) => ({ platform: 'discord', channel: channels.text(index * 5 + nth) })
  const forum = (nth: number) => ({ platform: 'discord', channel: channels.forum(index + nth), layout: 'forum' })
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
