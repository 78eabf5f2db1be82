import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { Ambiguous, MessageRefused, reasonOf, StillArriving, ThreadGone } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { ApiCall } from '../../domain/part.ts'
import type {
  InstallablePlatform,
  Platform,
  PlatformClient,
  PlatformConnection,
  Reservation,
} from '../../domain/platform.ts'
import type { WorkspaceId } from '../../domain/workspace-id.ts'
import { slackRequest, slackUpdate } from '../../formatters/slack/api-call.ts'
import { slackCards } from '../../formatters/slack/cards.ts'
import { slackRenderer } from '../../formatters/slack/renderer.ts'
import { failureReason } from '../../i18n/failures.ts'
import type { InteractionListener } from '../shared/listening.ts'
import { connectionError } from '../shared/network-errors.ts'
import { createApi, type Identity, type SlackApi, type SlackOptions, workspaceOf } from './api.ts'
import { createDispatch } from './dispatch.ts'
import { errorCode } from './errors.ts'
import { type FoundMessage, findMessage } from './find.ts'
import { createLinks, type Links } from './links.ts'
import { openListener } from './listener.ts'
import { createPublicChannels } from './shared-channels.ts'
import { installedToken } from './token.ts'
import { createGroupMembers } from './user-groups.ts'

const posted = z.object({
  ts: z.string(),
  message: z.object({ thread_ts: z.string().optional() }).optional().catch(undefined),
})
const thread = z.object({ messages: z.array(z.object({ reply_count: z.number().optional() })) })

/** With an empty `botToken`, it serves only the workspaces that installed the app. */
export function createSlack(options: SlackOptions): PlatformConnection & InstallablePlatform {
  const { log, vocabulary, botToken, installed } = options
  const own = platformOf(createApi(options), options)
  let identity: Identity | undefined
  const workspaces = new Map<WorkspaceId, WorkspacePlatform>()
  const forWorkspace = (workspace: WorkspaceId): WorkspacePlatform => {
    if (!installed || (identity && workspaceOf(identity) === workspace)) return own
    const known = workspaces.get(workspace)
    if (known) return known
    const made = platformOf(createApi({ ...options, token: installedToken(workspace, installed, log) }), options)
    workspaces.set(workspace, made)
    return made
  }
  let listener: InteractionListener | undefined

  return {
    ...own.platform,
    get workspace() {
      return identity && workspaceOf(identity)
    },
    get grant() {
      return identity?.response_metadata?.scopes.toSorted().join(' ')
    },
    forWorkspace: (workspace) => forWorkspace(workspace).platform,
    start: async () => {
      let refusal: unknown
      try {
        identity = botToken ? await checkedToken(own.api) : undefined
      } catch (error) {
        // The other workspaces do not need this token.
        if (!installed) throw error
        refusal = error
      }
      if (options.handler) {
        const ownWorkspace = () => identity && { identity, api: own.api }
        const dispatch = createDispatch({ log, vocabulary, installed, own: ownWorkspace, forWorkspace })
        listener ??= await openListener(options, options.handler, dispatch)
      }
      if (refusal) throw refusal
      await listener?.firstAttempt()
    },
    get otherConnections() {
      return listener?.otherConnections ?? 0
    },
    get listeningOutage() {
      return listener ? listener.outage : { reason: failureReason('not-started'), since: Date.now() }
    },
    stop: async () => {
      await listener?.close()
      listener = undefined
    },
  }
}

/** A workspace and its API. */
interface WorkspacePlatform {
  readonly platform: Platform
  readonly api: SlackApi
}

function platformOf(api: SlackApi, options: SlackOptions): WorkspacePlatform {
  const links = createLinks(api, options.log)
  const platform = {
    name: 'slack',
    renderer: slackRenderer(options.vocabulary),
    client: createClient(api, links, options),
    interactive: createClient(api.as('answer'), links, options),
    audience: {
      membersOf: createGroupMembers(api.as('answer')),
      isOpen: createPublicChannels(api.as('answer'), options.log),
    },
  }
  return { platform, api: api.as('answer') }
}

async function checkedToken(api: SlackApi): Promise<Identity> {
  try {
    return await api.checkToken()
  } catch (error) {
    throw connectionError('Slack', error as Error)
  }
}

function createClient(api: SlackApi, links: Links, { log, vocabulary }: SlackOptions): PlatformClient {
  const edits = api.as('edit')
  const answers = api.as('answer')
  return {
    clock: api.time,
    reserve: (posting) => reserve(slackRequest(posting), api, links, log),
    edit: async (ref, posting) => {
      const call = slackUpdate(ref, posting)
      await edits.call(call.method, call.body)
    },
    delete: ({ channel, message }) => deleteMessage(channel, message, edits),
    find: async (posting, { firstTriedAt, lastTriedAt }) => {
      const call = slackRequest(posting)
      const settlesInMs = lastTriedAt === undefined ? 0 : await api.time.settlesIn(lastTriedAt)
      const found = await findMessage(call, firstTriedAt, api)
      if (!found && settlesInMs > 0) throw new StillArriving('Slack', settlesInMs)
      if (!found || isStray(call, found)) return found && takeBack(call, found, edits, log)
      return refTo(call, found, links)
    },
    sendDirectMessage: async (user, cards) => {
      for (const body of slackCards(cards, vocabulary)) {
        await answers.call('chat.postMessage', { ...body, channel: user, unfurl_links: false, unfurl_media: false })
      }
    },
    discussions: {
      // Every message in Slack can have replies.
      open: async (ref) => ({ channel: ref.channel, under: ref }),
      countReplies: async ({ channel, message, thread: parent = message }) => {
        // The parent message is always included and has the count.
        const answer = await answers.call('conversations.replies', { channel, ts: parent, limit: 1 })
        return thread.parse(answer).messages[0]?.reply_count ?? 0
      },
    },
  }
}

async function reserve(call: ApiCall, api: SlackApi, links: Links, log: Log): Promise<Reservation> {
  const permit = await api.acquire(call.method, call.body)
  const send = async () => {
    const answer = posted.safeParse(await api.call(call.method, call.body, permit))
    if (!answer.success) throw new Ambiguous('Slack', 'its answer names no message', { cause: answer.error })
    const { ts, message } = answer.data
    const thread = message ? message.thread_ts : place.parse(call.body).thread_ts
    if (!isStray(call, { ts, thread })) return refTo(call, { ts, thread }, links)
    await takeBack(call, { ts, thread }, api.as('edit'), log)
    throw new ThreadGone('Slack')
  }
  return { send, release: () => permit.release() }
}

const place = z.object({ channel: z.string(), thread_ts: z.string().optional() })

/** Slack posts a reply in the channel if the first message of its thread was deleted. */
function isStray(call: ApiCall, { thread }: FoundMessage): boolean {
  return place.parse(call.body).thread_ts !== undefined && thread === undefined
}

/**
 * Deletes a reply that is in the channel, so that readers do not see parts of a digest without its beginning. Throws
 * `ThreadGone` if Slack does not delete it, and `Ambiguous` if it has to be looked for again.
 */
async function takeBack(call: ApiCall, { ts }: FoundMessage, api: SlackApi, log: Log): Promise<undefined> {
  const { channel } = place.parse(call.body)
  try {
    await deleteMessage(channel, ts, api)
    log.info({ platform: 'slack', channel }, 'a reply was taken back: the message of its thread was deleted')
    return undefined
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw new Ambiguous('Slack', reasonOf(error).text, { cause: error })
    const reason = error.message
    log.warn(
      { platform: 'slack', channel, reason },
      'a reply stays in the channel: the message of its thread was deleted',
    )
    throw new ThreadGone('Slack', { cause: error })
  }
}

async function deleteMessage(channel: string, ts: string, api: SlackApi): Promise<void> {
  try {
    await api.call('chat.delete', { channel, ts })
  } catch (error) {
    if (errorCode(error) !== 'message_not_found') throw error
  }
}

async function refTo(call: ApiCall, { ts, thread }: FoundMessage, links: Links): Promise<MessageRef> {
  const { channel } = place.parse(call.body)
  const link = await links.to(channel, ts, thread)
  return { platform: 'slack', channel, message: ts, ...(thread && { thread }), ...(link && { link }) }
}
