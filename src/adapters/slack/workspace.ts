import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { DestinationRefused, ExpectedError, TokenRefused } from '../../domain/errors.ts'
import type { ChannelChoice, WorkspaceClient } from '../../domain/workspace.ts'
import { failureReason } from '../../i18n/failures.ts'
import { connectionError } from '../shared/network-errors.ts'
import { type ApiOptions, createApi, type SlackApi } from './api.ts'
import { slackError } from './errors.ts'
import { inspectChannel, inspectScopes } from './inspect.ts'
import { createLinks } from './links.ts'
import { sdkLogger } from './sdk-logger.ts'
import { inspectGroup } from './user-groups.ts'

/** More would not fit a list to choose from; in pages of 999, the most that Slack gives. */
const channelsMax = 5_000
const pageSize = 999

const timeoutMs = 20_000

const team = z.object({ team: z.string().default('Slack') })
const posted = z.object({ ts: z.string() })
const channelPage = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      is_private: z.boolean().default(false),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).default({ next_cursor: '' }),
})

export function createWorkspaceClient(options: ApiOptions): WorkspaceClient {
  const api = createApi(options)
  return {
    checkToken: async (key) => {
      if (key === 'appToken') {
        const accepted = await checkAppToken(options)
        await checkSameApp(api, options)
        return accepted
      }
      return (await call(api, 'auth.test', {}, team)).team
    },
    listChannels: () => listChannels(api),
    postLine: async ({ id }, text) => {
      const body = { channel: id, text, unfurl_links: false, unfurl_media: false }
      const answer = posted.safeParse(await api.call('chat.postMessage', body))
      return answer.success ? createLinks(api, options.log).to(id, answer.data.ts) : undefined
    },
    inspector: {
      checkPermissions: () => inspectScopes(api),
      checkChannel: (channel, use) => inspectChannel(api, channel, use),
      checkGroup: (group) => inspectGroup(api, group),
      clock: api.time,
    },
    close: () => {},
  }
}

/** Opens a connection, the only use of an app-level token; the returned address is not used. */
async function checkAppToken({ appToken, apiUrl, log }: ApiOptions): Promise<string> {
  const client = new WebClient(appToken, {
    slackApiUrl: apiUrl,
    logger: sdkLogger(log),
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  try {
    await client.apiCall('apps.connections.open')
    return 'Socket Mode'
  } catch (error) {
    throw connectionError('Slack', slackError(error, '', 'SLACK_APP_TOKEN'))
  }
}

const bot = z.object({ bot: z.object({ app_id: z.string() }) })

/**
 * Throws `TokenRefused` if the two tokens are of different apps: the bot would post but receive no interactions. An
 * app-level token names its app (`xapp-1-A0123456789-…`); Slack tells the app of the other one:
 * https://docs.slack.dev/reference/methods/bots.info
 */
async function checkSameApp(api: SlackApi, { appToken }: ApiOptions): Promise<void> {
  const [, listening] = /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken) ?? []
  if (!listening) return
  const posting = await appOf(api)
  if (posting === undefined || posting === listening) return
  throw new TokenRefused(failureReason('slack-other-app', listening, posting))
}

/** The app of the bot token; undefined if Slack does not say it, which other checks find out. */
async function appOf(api: SlackApi): Promise<string | undefined> {
  try {
    const { bot_id: id } = await api.checkToken()
    return id && bot.parse(await api.call('bots.info', { bot: id })).bot.app_id
  } catch (error) {
    if (error instanceof ExpectedError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** Public channels, which the bot joins by itself, and private ones: Slack lists only those that the bot is in. */
async function listChannels(api: SlackApi): Promise<readonly ChannelChoice[]> {
  const found: ChannelChoice[] = []
  let cursor = ''
  do {
    const body = { types: 'public_channel,private_channel', exclude_archived: true, limit: pageSize }
    const page = await call(api, 'conversations.list', { ...body, ...(cursor && { cursor }) }, channelPage)
    const { channels, response_metadata: metadata } = page
    found.push(...channels.map(({ id, name, is_private: isPrivate }) => channelOf(id, name, isPrivate)))
    cursor = metadata.next_cursor
  } while (cursor && found.length < channelsMax)
  return found.toSorted((a, b) => a.name.localeCompare(b.name))
}

function channelOf(id: string, name: string, isPrivate: boolean): ChannelChoice {
  return { id, name, kind: isPrivate ? 'private' : 'public' }
}

async function call<Schema extends z.ZodType>(
  api: SlackApi,
  method: string,
  body: Readonly<Record<string, unknown>>,
  schema: Schema,
): Promise<z.output<Schema>> {
  try {
    return schema.parse(await api.call(method, body))
  } catch (error) {
    if (error instanceof DestinationRefused) throw error
    throw connectionError('Slack', error as Error)
  }
}
