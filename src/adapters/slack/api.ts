import { type Logger, WebClient } from '@slack/web-api'
import { slackError, type TokenVariable } from './errors.ts'

/** Above the slowest answers seen, and below the patience of an admin who stops the bot. In milliseconds. */
const timeoutMs = 20_000

/** One token's way into the Web API: each call is one request, never repeated. */
export interface SlackApi {
  /** Throws the SDK's own errors: for callers who want to look at the code. */
  send(method: string, body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
  /** Throws an `ExpectedError`. */
  call(method: string, body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
}

export function createApi(token: string, variable: TokenVariable, apiUrl: string, logger: Logger): SlackApi {
  const client = new WebClient(token, {
    slackApiUrl: apiUrl,
    logger,
    timeout: timeoutMs,
    // The SDK would send a message again after a lost answer, and so post it twice.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  const send: SlackApi['send'] = async (method, body) => ({ ...(await client.apiCall(method, { ...body })) })
  return {
    send,
    call: async (method, body) => {
      try {
        return await send(method, body)
      } catch (error) {
        throw slackError(error, String(body.channel ?? ''), variable)
      }
    },
  }
}
