import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DigestId } from '../../src/domain/digest.ts'
import type { Requester } from '../../src/domain/interaction.ts'
import type { WorkspaceId } from '../../src/domain/workspace-id.ts'
import { newDelivery } from '../../src/scheduler/delivery-history.ts'
import { aDestination, partKey } from '../builders.ts'
import type { MemoryPlatform } from '../memory-platform.ts'
import { CommandsFixture } from './commands-fixture.ts'

/** A workspace or a private channel, with words that belong there and nowhere else. */
export interface Owner {
  readonly word: string
  readonly platform: 'slack' | 'discord'
  readonly workspace: WorkspaceId
  readonly channel: string
  readonly visibility: 'workspace' | 'where-posted'
}

/** Two Slack workspaces, the first of which is the default, a Discord server, and a private channel of the first. */
export const owners = {
  alpha: { word: 'alpha', platform: 'slack', workspace: 'slack:T1', channel: 'C0ALPHA', visibility: 'workspace' },
  zulu: { word: 'zulu', platform: 'slack', workspace: 'slack:T1', channel: 'C0ZULU', visibility: 'where-posted' },
  beta: { word: 'beta', platform: 'slack', workspace: 'slack:T2', channel: 'C0BETA', visibility: 'workspace' },
  gamma: { word: 'gamma', platform: 'discord', workspace: 'discord:7', channel: '77', visibility: 'workspace' },
} as const satisfies Record<string, Owner>
export type OwnerName = keyof typeof owners
export const ownerNames = Object.keys(owners) as OwnerName[]

/** Where reports of readers go, and alerts: in the default workspace. */
export const operatorChannel = 'C0OPERATORS'

const days = ['2026-03-11', '2026-03-12'] as const

/** Of the publication that everyone may read. */
export const common = 'main/2026-03-12' as DigestId

export const todayOf = (name: OwnerName) => `${name}pub/2026-03-12` as DigestId
const yesterdayOf = (name: OwnerName) => `${name}pub/2026-03-11` as DigestId

/** Someone who manages the channel of an owner. */
export function readerOf(name: OwnerName): Requester {
  const { platform, workspace, channel } = owners[name]
  return {
    platform,
    user: `U0${name.toUpperCase()}`,
    name: `${name}person`,
    workspace,
    channel,
    isDirect: false,
    timezone: 'Europe/London',
    language: 'en-GB',
    managesChannel: true,
    roles: [],
  }
}

/** A requester, and whose words they may see. */
export interface Reader {
  readonly title: string
  readonly requester: Requester
  readonly sees: readonly OwnerName[]
}

export const readers: readonly Reader[] = [
  ...ownerNames.map((name): Reader => {
    const sees: OwnerName[] = name === 'zulu' ? ['alpha', 'zulu'] : [name]
    return { title: `the channel of ${name}`, requester: readerOf(name), sees }
  }),
  ...(['alpha', 'beta'] as const).map((name): Reader => {
    const requester = { ...readerOf(name), channel: `D0${name.toUpperCase()}`, isDirect: true, isWithBot: true }
    return { title: `a direct message in the workspace of ${name}`, requester, sees: [name] }
  }),
  { title: 'a direct message on Discord', requester: withoutWorkspace(readerOf('gamma')), sees: [] },
  { title: 'a channel of beta with the id of one of alpha', requester: inChannelOf('alpha', 'beta'), sees: ['beta'] },
  {
    title: 'another workspace with the ids of alpha',
    requester: { ...readerOf('alpha'), workspace: 'slack:T3' },
    sees: [],
  },
  {
    title: 'a server of gamma with the id of its channel',
    requester: { ...readerOf('gamma'), workspace: 'discord:8' },
    sees: [],
  },
]

function withoutWorkspace({ workspace: _, ...rest }: Requester): Requester {
  return { ...rest, user: 'U0STRANGER', channel: 'D0GAMMA', isDirect: true, isWithBot: true }
}

function inChannelOf(other: OwnerName, name: OwnerName): Requester {
  return { ...readerOf(name), channel: owners[other].channel }
}

/** The destinations of an owner: one of its own publication, and one of the publication that everyone has. */
const destinationsOf = (name: OwnerName) => {
  const { platform, workspace, channel } = owners[name]
  // The server of a Discord channel is asked for; the default workspace is written nowhere.
  const own = name === 'beta' ? { workspace } : {}
  return [
    aDestination({ name: `${name}dest`, platform, channel, publication: `${name}pub`, ...own }),
    aDestination({ name: `${name}main`, platform, channel, publication: 'main', ...own }),
  ]
}

function digestOf(word: string, date: string): string {
  return [
    '---',
    `title: The ${word}title of ${date}`,
    'language: en',
    '---',
    "## Today's Overview",
    '',
    `- A ${word}bullet`,
    '',
    '## Featured',
    '',
    `### 01 [${word}tag] The ${word}section of ${date}`,
    '',
    `About ${word}words, at length.`,
    '',
    'Key takeaways:',
    '',
    `- A ${word}takeaway`,
    '',
  ].join('\n')
}

function writeDigests(): string {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  for (const date of days) {
    writeFileSync(join(folder, `${date}.md`), digestOf('common', date))
    for (const name of ownerNames) {
      mkdirSync(join(folder, `${name}pub`), { recursive: true })
      writeFileSync(join(folder, `${name}pub`, `${date}.md`), digestOf(name, date))
    }
  }
  return folder
}

/** The links of messages name their channel. */
function withLinks(platform: MemoryPlatform): void {
  const post = platform.post.bind(platform)
  platform.post = async (posting) => {
    const ref = await post(posting)
    return { ...ref, link: `https://memory.example/${ref.channel}/${ref.message}` }
  }
}

/** Everyone has posts, an uncertain part, a discussion and a subscription. */
export async function openWorkspaces(): Promise<CommandsFixture> {
  const chat = await CommandsFixture.open(writeDigests())
  Object.assign(chat.discord, {
    workspace: undefined,
    workspaceOf: async (channel: string) => (channel === owners.gamma.channel ? owners.gamma.workspace : undefined),
  })
  withLinks(chat.slack)
  withLinks(chat.discord)
  const place = { platform: 'slack', channel: operatorChannel }
  chat.reports = place
  chat.alertChannels = [place]
  const known = new Map<string, string>()
  Object.assign(chat.context, {
    visibility: (publication: string) => owners[publication.replace(/pub$/, '') as OwnerName]?.visibility ?? 'everyone',
    // No page can be read.
    suggestCandidate: async ({ address, titleInstead }: { address: string; titleInstead: string }) => {
      const isNew = !known.has(address)
      if (isNew) known.set(address, titleInstead)
      return { title: known.get(address), isNew, isRead: false }
    },
  })
  chat.configured = ownerNames.flatMap((name) => destinationsOf(name).slice(0, 1))
  for (const name of ownerNames) {
    const [own, shared] = destinationsOf(name)
    if (!own || !shared) throw new TypeError('an owner has two destinations')
    await chat.context.subscriptions.save({ destination: shared, madeBy: readerOf(name).user })
    for (const [destination, digest] of [
      [own, todayOf(name)],
      [shared, common],
    ] as const)
      await chat.deliver(destination, digest)
    const uncertain = newDelivery(own, yesterdayOf(name), chat.now)
    await chat.context.ledger.addDelivery(uncertain)
    await chat.context.ledger.recordIntent(uncertain.id, partKey('overview'), chat.now)
    await chat.context.ledger.markUncertain(uncertain.id, partKey('overview'))
  }
  return chat
}
