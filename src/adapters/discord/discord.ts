import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import { CannotSay, ExpectedError, PlatformBusy, TokenRefused } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { Platform, Posting } from '../../domain/platform.ts'
import type { Answers } from '../../domain/request.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { discordCardParts } from '../../formatters/discord/card-parts.ts'
import { discordCards } from '../../formatters/discord/cards.ts'
import { discordLine } from '../../formatters/discord/line.ts'
import { discordPrompt, discordSeed } from '../../formatters/discord/prompt.ts'
import { renderDiscord } from '../../formatters/discord/render.ts'
import { discordEdit, discordRequest } from '../../formatters/discord/request.ts'
import { createPace, systemClock } from '../pace.ts'
import { startError } from '../start.ts'
import { createApi, type DiscordApi } from './api.ts'
import { type Channels, createChannels } from './channels.ts'
import { discordError } from './errors.ts'
import { findInChannel } from './find.ts'
import { postInForum } from './forum.ts'
import { findInForum } from './forum-find.ts'
import { type Gateway, openGateway } from './gateway.ts'
import { editMessage, idIn, postMessage } from './post.ts'
import { countReplies, openThread, threadOf } from './threads.ts'

export interface DiscordOptions {
  readonly token: string
  /** Base URL of the REST API, without a version, e.g. `https://discord.com/api`. */
  readonly apiUrl: string
  readonly log: Log
  readonly vocabulary: Vocabulary
  readonly answers: Answers
  readonly clock?: Clock
}

/** Discord as a platform. Posting works without `start`, which listens for what readers do. */
export interface DiscordPlatform extends Platform {
  /** Throws `TokenRefused` or `PlatformUnreachable`. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Five messages in five seconds and channel is what Discord's headers allow; the SDK counts the 50 a second in all. */
const gaps = { inChannel: 1_100, overall: 50 }

/**
 * "In the past few minutes", a message with the same nonce is given back instead of a second one. We trust that for one:
 * https://docs.discord.com/developers/resources/message#create-message
 */
const nonceTrustedMs = 60_000

export function createDiscord(options: DiscordOptions): DiscordPlatform {
  const { token, apiUrl, log, vocabulary, clock = systemClock } = options
  const api = createApi(token, apiUrl, log)
  const channels = createChannels(api, log)
  const pace = createPace(gaps, clock)
  let gateway: Gateway | undefined

  return {
    name: 'discord',
    can: { layouts: ['sections', 'thread', 'overview', 'forum'] },
    render: (digest, layout, discussion, marks) => renderDiscord(digest, layout, vocabulary, discussion, marks),
    renderPrompt: discordPrompt,
    renderSeed: discordSeed,
    renderLine: discordLine,
    renderCards: (key, cards) => discordCardParts(key, cards, vocabulary),
    request: discordRequest,
    post: (posting) => pace.run(targetOf(posting), () => post(posting, api, channels)),
    edit: (ref, posting) => pace.run(ref.channel, () => editMessage(discordEdit(ref, posting), ref, api)),
    find: (posting, since) => find(posting, since, clock, api, channels),
    openDiscussion: async (ref, title) => {
      if (ref.thread === undefined) await openThread(ref, title, api)
      return { channel: ref.channel, under: ref }
    },
    whisper: async (user, cards) => {
      const channel = await openDirect(user, api)
      for (const body of discordCards(cards, vocabulary)) {
        await pace.run(channel, () => api.call('POST', `/channels/${channel}/messages`, { body: { ...body } }))
      }
    },
    countReplies: (ref) => countReplies(ref, api),
    start: async () => {
      try {
        gateway = await openGateway({ ...options, api })
      } catch (error) {
        throw startError('Discord', discordError(error, ''))
      }
    },
    stop: async () => {
      await gateway?.close()
      gateway = undefined
      api.close()
    },
  }
}

function targetOf({ place: { channel, under } }: Posting): string {
  return under ? threadOf(under) : channel
}

/** The conversation with one person. Discord refuses only what is said there, to people who do not want it. */
async function openDirect(user: string, api: DiscordApi): Promise<string> {
  return idIn(await api.call('POST', '/users/@me/channels', { body: { recipient_id: user } }))
}

function opensForumPost(method: string): boolean {
  return method.endsWith('/threads')
}

async function post(posting: Posting, api: DiscordApi, channels: Channels): Promise<MessageRef> {
  const { place, part } = posting
  const call = discordRequest(posting)
  if (opensForumPost(call.method)) {
    const id = await postInForum(call, await channels.look(place.channel), part.tags ?? [], api)
    return refTo(id, id, id, channels)
  }
  const id = await postMessage(call, place.channel, place.under, api)
  return refTo(id, targetOf(posting), place.under && threadOf(place.under), channels)
}

async function refTo(id: string, channel: string, thread: string | undefined, channels: Channels): Promise<MessageRef> {
  const link = await channels.link({ channel, message: id })
  return { platform: 'discord', channel, message: id, ...(thread && { thread }), ...(link && { link }) }
}

async function find(
  posting: Posting,
  since: number,
  clock: Clock,
  api: DiscordApi,
  channels: Channels,
): Promise<MessageRef | undefined> {
  const call = discordRequest(posting)
  try {
    if (opensForumPost(call.method)) {
      const id = await findInForum(call, await channels.look(posting.place.channel), since, api)
      return id === undefined ? undefined : await refTo(id, id, id, channels)
    }
    const target = targetOf(posting)
    const id = await findInChannel(call, { channel: target, isThread: posting.place.under !== undefined }, since, api)
    return id === undefined ? undefined : await refTo(id, target, posting.place.under && target, channels)
  } catch (error) {
    const isKnown = error instanceof ExpectedError || error instanceof z.ZodError
    if (!isKnown || error instanceof PlatformBusy || error instanceof TokenRefused) throw error
    // Sending again with the same nonce gives the message that is there, so "it is not there" can do no harm.
    if ('nonce' in call.body && clock.now() - since < nonceTrustedMs) return undefined
    if (error instanceof CannotSay) throw error
    const why = error instanceof ExpectedError ? error.message : 'its answer is not understood'
    throw new CannotSay('Discord', why, { cause: error })
  }
}
