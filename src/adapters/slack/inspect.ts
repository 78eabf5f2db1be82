import { z } from 'zod'
import { DestinationRefused } from '../../domain/errors.ts'
import { type ChannelUse, fine, opensThreads, type Verdict, wrong } from '../../domain/verdict.ts'
import { splitWorkspaceId, type WorkspaceId } from '../../domain/workspace-id.ts'
import { wrongFromError } from '../../i18n/failures.ts'
import { connectionError } from '../shared/network-errors.ts'
import { type SlackApi, workspaceOf } from './api.ts'

/** The scopes that the bot uses, and for what: https://docs.slack.dev/reference/scopes */
const purposes: Readonly<Record<string, string>> = {
  'chat:write': 'to post',
  commands: 'for /digest',
  'users:read': 'for the time zones of readers, and for who is a guest',
  'channels:join': 'to enter public channels',
  'channels:history': 'to look for a message after a lost connection',
  'groups:history': 'for the same in private channels',
  'channels:read': 'to see whether a channel can be used',
  'groups:read': 'for the same with private channels',
}

/** What a workspace is asked to grant; the last one is needed only where user groups review drafts. */
export const usedScopes: readonly string[] = [...Object.keys(purposes), 'usergroups:read']

const granted = z.object({ response_metadata: z.object({ scopes: z.array(z.string()) }) })

const isSet = z.boolean().default(false)
const conversation = z.object({
  channel: z.object({
    name: z.string().default(''),
    is_archived: isSet,
    is_im: isSet,
    is_mpim: isSet,
    is_member: isSet,
    is_private: isSet,
    is_read_only: isSet,
    is_thread_only: isSet,
    is_non_threadable: isSet,
  }),
})

/** Compares the scopes in the headers of `auth.test` with those that every bot uses. Never throws. */
export async function inspectScopes(api: SlackApi): Promise<Verdict> {
  try {
    const { scopes } = granted.parse(await api.call('auth.test', {})).response_metadata
    const missing = Object.keys(purposes).filter((scope) => !scopes.includes(scope))
    if (missing.length === 0) return fine(`The bot has all ${Object.keys(purposes).length} scopes that it uses.`)
    const list = missing.map((scope) => `${scope} (${purposes[scope]})`).join(', ')
    return wrong(
      `The bot lacks ${missing.length === 1 ? 'a scope' : 'scopes'}: ${list}.`,
      `Add ${missing.length === 1 ? 'it' : 'them'} under "OAuth & Permissions", "Bot Token Scopes" of the app at api.slack.com/apps, and install the app again.`,
    )
  } catch (error) {
    return explain(error)
  }
}

/** Whether the bot can post in the channel, open threads and read the history. Never throws. */
export async function inspectChannel(api: SlackApi, id: string, use: ChannelUse): Promise<Verdict> {
  if (!/^[CG](?=.*\d)[A-Z0-9]{6,}$/i.test(id)) {
    return wrong(
      `${id} is not the id of a Slack channel.`,
      'Copy the id (C0123456789) from the end of the channel’s "About" tab.',
    )
  }
  try {
    const elsewhere = use.workspace && (await tokenElsewhere(api, use.workspace))
    if (elsewhere) return elsewhere
    const { channel } = conversation.parse(await api.call('conversations.info', { channel: id }))
    const name = `#${channel.name} (${id})`
    const problem = problemOf(channel, name, use)
    if (problem) return problem
    if (!channel.is_member && use.hasPosted)
      return wrong(
        `The bot was removed from ${name}, and does not come back by itself.`,
        'Invite it there with /invite.',
      )
    if (!channel.is_member) return fine(`${name} is public: the bot joins it before its first post.`)
    await api.call('conversations.history', { channel: id, limit: 1 })
    return fine(`The bot is in ${name} and can read its history.`)
  } catch (error) {
    return explain(error)
  }
}

/** Why a token posts nothing in a workspace: it belongs to another one. */
async function tokenElsewhere(api: SlackApi, wanted: WorkspaceId): Promise<Verdict | undefined> {
  const token = await api.checkToken()
  const { id } = splitWorkspaceId(wanted)
  if (id === token.team_id || id === token.enterprise_id) return undefined
  const own = workspaceOf(token) ?? 'another workspace'
  return wrong(
    `It gets nothing: the token is of ${own}, and ${wanted} has not installed the app.`,
    'Name the workspace of the channel for this destination, or leave `workspace` out.',
  )
}

function problemOf(channel: z.infer<typeof conversation>['channel'], name: string, use: ChannelUse) {
  if (channel.is_im || channel.is_mpim)
    return wrong(`${name} is a direct conversation.`, 'Choose a channel in the configuration.')
  if (channel.is_archived) return wrong(`${name} is archived.`, 'Unarchive it, or choose another channel.')
  if (channel.is_read_only)
    return wrong(`The bot may not post in ${name}.`, 'Ask an admin of the workspace to let the app post there.')
  if (channel.is_thread_only)
    return wrong(`${name} allows messages in threads only.`, 'Choose another channel, or let the app post there.')
  if (channel.is_non_threadable && opensThreads(use)) {
    return wrong(
      `${name} allows no threads.`,
      use.layout === 'thread' ? 'Choose the layout "sections".' : 'Set "discussion: off" for this destination.',
    )
  }
  if (!channel.is_member && channel.is_private)
    return wrong(`The bot is not in the private channel ${name}.`, 'Invite the bot there with /invite.')
  return undefined
}

function explain(error: unknown): Verdict {
  return wrongFromError(error instanceof DestinationRefused ? error : connectionError('Slack', error as Error))
}
