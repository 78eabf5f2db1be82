import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { minuteMs } from '../../domain/duration.ts'
import { CannotSay, ExpectedError, PlatformBusy, StillArriving, TokenRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { PlatformClient, PlatformConnection, Posting, Reservation, SendAttempts } from '../../domain/platform.ts'
import { formatWorkspaceId } from '../../domain/workspace-id.ts'
import { discordEdit, discordRequest, isForumPost } from '../../formatters/discord/api-call.ts'
import { discordCards } from '../../formatters/discord/cards.ts'
import { discordRenderer } from '../../formatters/discord/renderer.ts'
import { failureReason } from '../../i18n/failures.ts'
import type { InteractionListener } from '../shared/listening.ts'
import { connectionError } from '../shared/network-errors.ts'
import { type DiscordApi, type DiscordOptions, openSession } from './api.ts'
import { deleteMessage } from './delete.ts'
import { codes, errorCode } from './errors.ts'
import { findInChannel, type Search } from './find.ts'
import { findInForum, renamePost, withForumTags } from './forum.ts'
import { openGateway } from './gateway.ts'
import { type Channels, createChannels } from './links.ts'
import { createOpenChannels } from './open-channels.ts'
import { editMessage, idIn, postMessage, routeOf, unnotifiedRoles } from './send.ts'
import { countReplies, openThread, threadOf } from './threads.ts'

/**
 * Within "the past few minutes", Discord returns the message with the same nonce instead of posting a second one. We rely
 * on that for one minute: https://docs.discord.com/developers/resources/message#create-message
 */
const nonceValidMs = minuteMs

export function createDiscord(options: DiscordOptions): PlatformConnection {
  const session = openSession(options)
  const { api } = session
  let gateway: InteractionListener | undefined
  const channels = createChannels(api, options.log)

  return {
    name: 'discord',
    renderer: discordRenderer(options.vocabulary),
    client: createClient(api, channels, options),
    interactive: createClient(api.as('answer'), channels, options),
    workspaceOf: async (channel) => {
      const server = await channels.serverOf(channel)
      return server === undefined ? undefined : formatWorkspaceId('discord', server)
    },
    audience: { isOpen: createOpenChannels(api.as('answer'), options.log) },
    start: async () => {
      await session.checkToken().catch((error: Error) => {
        throw connectionError('Discord', error)
      })
      if (options.handler) gateway ??= openGateway(options, options.handler, session)
      await gateway?.firstAttempt()
    },
    get listeningOutage() {
      return gateway ? gateway.outage : { reason: failureReason('not-started'), since: Date.now() }
    },
    stop: async (idle) => {
      await gateway?.close()
      gateway = undefined
      await idle
      session.close()
    },
  }
}

function createClient(api: DiscordApi, channels: Channels, options: DiscordOptions): PlatformClient {
  const { vocabulary, log } = options
  const [answers, edits] = [api.as('answer'), api.as('edit')]
  return {
    clock: api.time,
    reserve: (posting) => reserve(posting, api, channels, log),
    edit: async (ref, posting) => {
      await editMessage(discordEdit(ref, posting), ref, edits)
      await renamePost(ref.channel, posting.part.body.name, edits, log)
    },
    delete: (ref) => deleteMessage(ref, edits, log),
    find: (posting, attempts) => find(posting, attempts, api, channels),
    sendDirectMessage: async (user, cards) => {
      const channel = await openDirect(user, answers)
      for (const body of discordCards(cards, vocabulary)) {
        await answers.call('POST', `/channels/${channel}/messages`, { body: { ...body } })
      }
    },
    discussions: {
      open: async (ref, title) => {
        if (ref.thread === undefined) await openThread(ref, title, api)
        return { channel: ref.channel, under: ref }
      },
      countReplies: (ref) => countReplies(ref, answers),
    },
  }
}

function targetOf({ place: { channel, under } }: Posting): string {
  return under ? threadOf(under) : channel
}

/** The id of the direct message channel. It can always be opened; posting in it may be refused. */
async function openDirect(user: string, api: DiscordApi): Promise<string> {
  return idIn(await api.call('POST', '/users/@me/channels', { body: { recipient_id: user } }))
}

async function reserve(posting: Posting, api: DiscordApi, channels: Channels, log: Log): Promise<Reservation> {
  const { place, part } = posting
  const [request, target] = [discordRequest(posting), targetOf(posting)]
  const isForum = isForumPost(request.body)
  const call = isForum ? withForumTags(request, await channels.get(place.channel), part.tags ?? []) : request
  const { verb, path } = routeOf(call, { channel: target })
  const permit = await api.acquire(verb, path)
  const send = async () => {
    const answer = await postMessage(call, place, api, permit)
    const id = idIn(answer)
    for (const role of unnotifiedRoles(call, answer)) {
      const reason = `the role ${role} is not mentionable, and the bot lacks the permission Mention @everyone, @here and All Roles`
      log.warn({ platform: 'discord', channel: place.channel, reason }, 'a mention had no effect')
    }
    return isForum ? refTo(id, id, id, channels) : refTo(id, target, place.under && target, channels)
  }
  return { send, release: () => permit.release() }
}

async function refTo(id: string, channel: string, thread: string | undefined, channels: Channels): Promise<MessageRef> {
  const link = await channels.link({ channel, message: id })
  return { platform: 'discord', channel, message: id, ...(thread && { thread }), ...(link && { link }) }
}

async function find(
  posting: Posting,
  { firstTriedAt: since, lastTriedAt, isRepeated = false, others = new Set() }: SendAttempts,
  api: DiscordApi,
  channels: Channels,
): Promise<MessageRef | undefined> {
  const call = discordRequest(posting)
  // Sending again with the same nonce returns the existing message, so nothing can be posted twice.
  const mayResend = isRepeated && 'nonce' in call.body && (await api.time.now()) - since < nonceValidMs
  const settlesInMs = mayResend || lastTriedAt === undefined ? 0 : await api.time.settlesIn(lastTriedAt)
  try {
    const found = await look(posting, call, { since, others }, api, channels)
    if (!found && settlesInMs > 0) throw new StillArriving('Discord', settlesInMs)
    return found
  } catch (error) {
    const isKnown = error instanceof ExpectedError || error instanceof z.ZodError
    if (!isKnown || [PlatformBusy, TokenRefused, StillArriving].some((kind) => error instanceof kind)) throw error
    if (mayResend) return undefined
    if (error instanceof CannotSay || takesNothing(error)) throw error
    const why = error instanceof ExpectedError ? error.reason : failureReason('unknown-format')
    throw new CannotSay('Discord', why, { cause: error })
  }
}

/** A channel that is gone or hidden takes no message either, so nothing is uncertain: the bot looks once it sees it. */
function takesNothing(error: unknown): boolean {
  const code = errorCode(error)
  return code === codes.unknownChannel || code === codes.missingAccess
}

async function look(
  posting: Posting,
  call: ApiCall,
  search: Search,
  api: DiscordApi,
  channels: Channels,
): Promise<MessageRef | undefined> {
  if (isForumPost(call.body)) {
    const id = await findInForum(call, await channels.get(posting.place.channel), search, api)
    return id === undefined ? undefined : await refTo(id, id, id, channels)
  }
  const target = targetOf(posting)
  const id = await findInChannel(call, { channel: target, isThread: posting.place.under !== undefined }, search, api)
  return id === undefined ? undefined : await refTo(id, target, posting.place.under && target, channels)
}
