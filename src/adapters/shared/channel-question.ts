import type { PlatformName } from '../../domain/destination.ts'
import { errorFields } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { withTimeout } from '../../lib/clock.ts'

/** How many answers are kept. */
const keptMax = 1_000

/** A dialog must be opened within three seconds of the command, so this must not take long. In milliseconds. */
const timeoutMs = 1_000

/** A yes-or-no question about a channel. Never throws: the answer is false if it is unknown. */
export type ChannelQuestion = (channel: string) => Promise<boolean>

interface ChannelQuestionOptions {
  readonly platform: PlatformName
  /** The log message if the platform does not answer. */
  readonly unknown: string
  /** How long an answer is cached, in milliseconds. */
  readonly keptMs: number
  readonly log: Log
  readonly now?: () => number
}

/** Asks the platform once for each channel, and again when the answer is old or was an error. */
export function rememberChannels(
  ask: (channel: string) => Promise<boolean>,
  { platform, unknown, keptMs, log, now = Date.now }: ChannelQuestionOptions,
): ChannelQuestion {
  const known = new Map<string, { readonly answer: Promise<boolean>; readonly until: number }>()

  async function askSafely(channel: string): Promise<boolean> {
    try {
      return await ask(channel)
    } catch (error) {
      known.delete(channel)
      log.debug({ platform, channel, ...errorFields(error) }, unknown)
      return false
    }
  }

  return async (channel) => {
    const memory = known.get(channel)
    const answer = memory && memory.until > now() ? memory.answer : askSafely(channel)
    if (answer !== memory?.answer) {
      if (known.size >= keptMax) known.clear()
      known.set(channel, { answer, until: now() + keptMs })
    }
    return (await withTimeout(answer, timeoutMs)) ?? false
  }
}
