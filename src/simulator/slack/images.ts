import { records, string } from '../../lib/json.ts'
import { apiErrorAt, type SlackApiError, type Violation } from '../../validators/slack/error.ts'
import type { SlackState } from './state.ts'

/**
 * Slack fetches the images of a message while it takes it, and refuses the message if it cannot:
 * https://github.com/slackapi/node-slack-sdk/issues/1693
 */
export function imageError(
  { blocks }: Readonly<Record<string, unknown>>,
  { images }: SlackState,
): SlackApiError | undefined {
  const flaws = records(blocks).flatMap(({ type, image_url: url }, at): Violation[] =>
    type === 'image' && !images.canFetch(string(url))
      ? [{ path: ['blocks', at, 'image_url'], message: 'downloading image failed' }]
      : [],
  )
  return flaws.length > 0 ? apiErrorAt('invalid_blocks', flaws) : undefined
}
