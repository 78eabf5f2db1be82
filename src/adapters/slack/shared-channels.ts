import { z } from 'zod'
import { hourMs } from '../../domain/duration.ts'
import { errorFields } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { withTimeout } from '../../lib/clock.ts'
import type { SlackApi } from './api.ts'

/** How long an answer is kept, in milliseconds, and for how many channels. */
const [cacheMs, keptMax] = [hourMs, 1_000]

/** A dialog must be opened within three seconds of the command, so this must not take long. In milliseconds. */
const timeoutMs = 1_000

/** https://docs.slack.dev/reference/objects/conversation-object */
const answer = z.object({
  channel: z.object({ is_ext_shared: z.boolean().default(false), is_member: z.boolean().default(false) }),
})

/** Whether the bot is in this channel, and another company too. Never throws: what is not known is not shared. */
export type SharedChannels = (channel: string) => Promise<boolean>

export function createSharedChannels(
  api: Pick<SlackApi, 'call'>,
  log: Log,
  now: () => number = Date.now,
): SharedChannels {
  const known = new Map<string, { readonly isShared: Promise<boolean>; readonly until: number }>()

  async function ask(channel: string): Promise<boolean> {
    try {
      const found = answer.parse(await api.call('conversations.info', { channel })).channel
      return found.is_ext_shared && found.is_member
    } catch (error) {
      known.delete(channel)
      log.debug({ platform: 'slack', channel, ...errorFields(error) }, 'it is not known whether a channel is shared')
      return false
    }
  }

  return async (channel) => {
    const memory = known.get(channel)
    const isShared = memory && memory.until > now() ? memory.isShared : ask(channel)
    if (isShared !== memory?.isShared) {
      if (known.size >= keptMax) known.clear()
      known.set(channel, { isShared, until: now() + cacheMs })
    }
    return (await withTimeout(isShared, timeoutMs)) ?? false
  }
}
