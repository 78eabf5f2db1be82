import type { Reply } from '../../domain/interaction.ts'

/** What readers are told where the bot's own words cannot reach them; the details are in the log. */
export const failedReply = sentence('Something went wrong here, and nothing was changed. Please try again in a moment.')

/** For controls of a message that is older than the bot. */
export const unknownAction = sentence('This control belongs to an older version of this bot and does nothing any more.')

/** For a dialog that can no longer be shown: platforms let one open right after a click only. */
export const tooLateForDialog = sentence('This took too long to open. Please try again: it is quicker now.')

export const sharedReply = sentence('Shared: everybody here can see it now.')

/** For what could not be posted where everybody sees it. */
export const notSharedReply = sentence(
  'This could not be shared here. Nothing was posted; please try again in a moment.',
)

type Sentence = Extract<Reply, { type: 'text' }>

function sentence(value: string): Sentence {
  return { type: 'text', text: [{ type: 'text', value }] }
}
