import type { Asker, Reply } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { discordShared } from '../../formatters/discord/cards.ts'
import { discordModal } from '../../formatters/discord/modal.ts'
import { discordReply } from '../../formatters/discord/replies.ts'
import { failed, notShared, shared, tooLateForDialog } from '../shared/fallback-replies.ts'
import { noteUnsaid } from '../shared/safe-answer.ts'
import { discordError, isTooLate } from './errors.ts'
import type { Line } from './interaction-response.ts'

/**
 * Discord waits three seconds for the first word. A dialog, or a page in place of another, can only be that word, so it
 * is held back this long for the answer itself; then "thinking…" takes its place. In milliseconds.
 */
const firstWordMs = 1_500

export interface Speaker {
  readonly vocabulary: Vocabulary
  readonly log: Log
}

export interface Caller {
  readonly asker: Asker
  readonly line: Line
  /** Whether a dialog may be shown: not right after another one. */
  readonly takesDialog: boolean
  /** Whether the control that was used stands in a message that only its reader sees. */
  readonly isReplaceable: boolean
}

/** Brings the reply to its reader when it is there, after a sign of life. Never throws: what cannot be said is noted. */
export async function say(work: Promise<Reply>, caller: Caller, speaker: Speaker): Promise<void> {
  try {
    const early = await withPatience(work)
    if (early) await sayAtOnce(early, caller, speaker)
    else {
      await caller.line.defer()
      await sayInWords(await work, caller, speaker)
    }
  } catch (error) {
    note(error, speaker)
    if (isTooLate(error)) return
    // Whatever is wrong with the answer: at least the reader is not left waiting.
    await sayAll(failed, caller.line, speaker).catch((again: unknown) => note(again, speaker))
  }
}

async function sayAtOnce(reply: Reply, caller: Caller, speaker: Speaker): Promise<void> {
  const { line, takesDialog, isReplaceable } = caller
  if (reply.type === 'form' && takesDialog) return line.show(discordModal(reply.form))
  if (reply.type !== 'cards' || reply.show !== 'replace' || !isReplaceable) return sayInWords(reply, caller, speaker)
  const [first, ...others] = discordReply(reply, speaker.vocabulary)
  if (first) await line.replace(first)
  for (const body of others) await line.say(body)
}

async function sayInWords(reply: Reply, { line, asker }: Caller, speaker: Speaker): Promise<void> {
  if (reply.type === 'form') return sayAll(tooLateForDialog, line, speaker)
  if (reply.type !== 'cards' || reply.show !== 'shared' || asker.isDirect) return sayAll(reply, line, speaker)
  await sayAll(shared, line, speaker)
  try {
    for (const body of discordShared(reply.cards, asker.user, speaker.vocabulary))
      await line.sayToEverybody({ ...body })
  } catch (error) {
    note(error, speaker)
    for (const body of discordReply(notShared, speaker.vocabulary)) await line.amend(body)
  }
}

function note(error: unknown, { log }: Speaker): void {
  noteUnsaid(discordError(error, ''), { platform: 'discord' }, log)
}

async function sayAll(reply: Exclude<Reply, { type: 'form' }>, line: Line, { vocabulary }: Speaker): Promise<void> {
  for (const body of discordReply(reply, vocabulary)) await line.say(body)
}

/** The reply, if it comes soon enough to be the first word. */
async function withPatience(work: Promise<Reply>): Promise<Reply | undefined> {
  const enough = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => enough.resolve(undefined), firstWordMs)
  try {
    return await Promise.race([work, enough.promise])
  } finally {
    clearTimeout(timer)
  }
}
