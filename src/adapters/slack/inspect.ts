import { z } from 'zod'
import { DestinationRefused } from '../../domain/errors.ts'
import { type ChannelUse, opensThreads, type Verdict } from '../../domain/verdict.ts'
import { splitWorkspaceId, type WorkspaceId } from '../../domain/workspace-id.ts'
import { fine, wrong, wrongFromError } from '../../i18n/verdicts.ts'
import { connectionError } from '../shared/network-errors.ts'
import { type SlackApi, workspaceOf } from './api.ts'

/** The scopes that every bot uses; i18n says for what. https://docs.slack.dev/reference/scopes */
const neededScopes = [
  'chat:write',
  'commands',
  'users:read',
  'channels:join',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
] as const

/** The scopes that the app asks for; the last one is needed only if user groups review drafts. */
export const usedScopes: readonly string[] = [...neededScopes, 'usergroups:read']

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
    const missing = neededScopes.filter((scope) => !scopes.includes(scope))
    return missing.length === 0 ? fine('slack-scopes', neededScopes.length) : wrong('slack-no-scopes', missing)
  } catch (error) {
    return explain(error)
  }
}

/** Whether the bot can post in the channel, open threads and read the history. Never throws. */
export async function inspectChannel(api: SlackApi, id: string, use: ChannelUse): Promise<Verdict> {
  if (!/^[CG](?=.*\d)[A-Z0-9]{6,}$/i.test(id)) {
    return wrong('slack-channel-id', id)
  }
  try {
    const elsewhere = use.workspace && (await tokenElsewhere(api, use.workspace))
    if (elsewhere) return elsewhere
    const { channel } = conversation.parse(await api.call('conversations.info', { channel: id }))
    const name = `#${channel.name} (${id})`
    const problem = problemOf(channel, name, use)
    if (problem) return problem
    if (!channel.is_member) return use.hasPosted ? wrong('slack-removed', name) : fine('slack-public', name)
    await api.call('conversations.history', { channel: id, limit: 1 })
    return fine('slack-channel', name)
  } catch (error) {
    return explain(error)
  }
}

/** Why a token posts nothing in a workspace: it belongs to another one. */
async function tokenElsewhere(api: SlackApi, wanted: WorkspaceId): Promise<Verdict | undefined> {
  const token = await api.checkToken()
  const { id } = splitWorkspaceId(wanted)
  if (id === token.team_id || id === token.enterprise_id) return undefined
  return wrong('slack-elsewhere', workspaceOf(token) ?? '', wanted)
}

function problemOf(channel: z.infer<typeof conversation>['channel'], name: string, use: ChannelUse) {
  if (channel.is_im || channel.is_mpim) return wrong('slack-direct', name)
  if (channel.is_archived) return wrong('slack-archived', name)
  if (channel.is_read_only) return wrong('slack-read-only', name)
  if (channel.is_thread_only) return wrong('slack-threads-only', name)
  if (channel.is_non_threadable && opensThreads(use)) return wrong('slack-no-threads', name, use.layout ?? '')
  return !channel.is_member && channel.is_private ? wrong('slack-private', name) : undefined
}

function explain(error: unknown): Verdict {
  return wrongFromError(error instanceof DestinationRefused ? error : connectionError('Slack', error as Error))
}
