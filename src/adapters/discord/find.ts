import { z } from 'zod'
import { CannotSay } from '../../domain/errors.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { DiscordApi } from './api.ts'
import { codes, discordError, refusalCode } from './errors.ts'
import { earliestSnowflake, isMessageOf, type Message, maxSnowflake, message } from './match-message.ts'

/** https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100

/** 4,000 messages since the first try. */
const pagesMax = 40

export interface Where {
  readonly channel: string
  readonly isThread: boolean
}

/** The message that this call posted in a channel at or after `since`; undefined when it is certainly not there. */
export async function findInChannel(
  call: ApiCall,
  where: Where,
  since: number,
  api: DiscordApi,
): Promise<string | undefined> {
  const me = await api.ownId()
  let after = earliestSnowflake(since)
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await list(where, after, api)
    const found = page.find((seen) => seen.author.id === me && isMessageOf(seen, call.body, since))
    if (found) return found.id
    if (pages === 0 && page.length === 0) await proveReadable(where, after, api)
    if (page.length < pageSize) return undefined
    after = page.map(({ id }) => id).reduce(maxSnowflake)
  }
  throw new CannotSay('Discord', `more than ${pageSize * pagesMax} messages were posted since`)
}

async function list({ channel, isThread }: Where, after: string, api: DiscordApi): Promise<readonly Message[]> {
  try {
    const query = { after, limit: String(pageSize) }
    return z.array(message).parse(await api.send('GET', `/channels/${channel}/messages`, { query }))
  } catch (error) {
    // A thread that was never opened, or is gone: so nothing stands in it.
    if (isThread && refusalCode(error) === codes.unknownChannel) return []
    throw discordError(error, channel)
  }
}

/**
 * A bot that may not read the history is not refused: it is shown an empty list. Asking for one message tells the two
 * apart, because that needs the same permission and is refused without it.
 */
async function proveReadable({ channel }: Where, anyId: string, api: DiscordApi): Promise<void> {
  try {
    await api.send('GET', `/channels/${channel}/messages/${anyId}`)
  } catch (error) {
    const code = refusalCode(error)
    if (code === codes.unknownMessage || code === codes.unknownChannel) return
    throw discordError(error, channel)
  }
}
