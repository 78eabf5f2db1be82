import type { Reply } from '../domain/request.ts'

/** What readers are told when a control cannot be answered; the details are in the log. */
export const controlFailed = sentence(
  'Something went wrong here, and nothing was changed. Please try again in a moment.',
)

/** For controls of a message that is older than the bot. */
export const unknownControl = sentence(
  'This control belongs to an older version of this bot and does nothing any more.',
)

function sentence(value: string): Reply {
  return { type: 'text', text: [{ type: 'text', value }] }
}
