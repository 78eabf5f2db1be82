import type { Begin, SlackApi } from './api.ts'
import { downgradeBlocks } from './downgrade-blocks.ts'
import { refusalCode, slackError } from './errors.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * Refusals that we can do something about. Slack has done nothing when it answers one of these, so asking once more,
 * differently, is no second message. Each gives the body for that, or undefined when there is nothing to be done.
 */
const remedies: Readonly<Record<string, (body: Body, api: SlackApi) => Promise<Body | undefined>>> = {
  // Anybody may enter a public channel; a private one needs an invitation.
  not_in_channel: async (body, api) => {
    try {
      await api.send('conversations.join', { channel: body.channel })
      return body
    } catch {
      return undefined
    }
  },
  // Some blocks are so young that a workspace may not have them yet.
  invalid_blocks: async (body) => downgradeBlocks(body),
}

/** Makes the call, once more for each refusal that can be mended. Throws an `ExpectedError`. */
export async function sendWithFallback(
  api: SlackApi,
  method: string,
  body: Body,
  begin?: Begin,
  mended: readonly string[] = [],
): Promise<Body> {
  try {
    return await api.send(method, body, begin)
  } catch (error) {
    const code = refusalCode(error) ?? ''
    const next = mended.includes(code) ? undefined : await remedies[code]?.(body, api)
    if (!next) throw slackError(error, String(body.channel ?? ''), 'SLACK_BOT_TOKEN')
    return sendWithFallback(api, method, next, begin, [...mended, code])
  }
}
