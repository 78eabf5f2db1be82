import { z } from 'zod'
import { minuteMs } from '../../domain/duration.ts'
import {
  DestinationRefused,
  type ExpectedError,
  PlatformBusy,
  RefusedForNow,
  TokenRefused,
} from '../../domain/errors.ts'
import type { PlatformClock, Priority } from '../../domain/platform.ts'
import { formatWorkspaceId, type WorkspaceId } from '../../domain/workspace-id.ts'
import { failureReason } from '../../i18n/failures.ts'
import { steadyClock } from '../../lib/clock.ts'
import { sendGuarded } from '../../lib/request-guard.ts'
import type { CallPermit } from '../rate-limit/keyed-queue.ts'
import { RateLimitedQueue } from '../rate-limit/rate-limited-queue.ts'
import { retryWhenRateLimited } from '../rate-limit/retry.ts'
import type { ConnectionContext } from '../shared/connection-context.ts'
import { ResponseClock } from '../shared/platform-clock.ts'
import { RetryWindow } from '../shared/retry-window.ts'
import { TokenCheck } from '../shared/token-check.ts'
import { downgradeBlocks } from './downgrade-blocks.ts'
import { errorCode, isTokenRefused, slackError } from './errors.ts'
import type { HttpAddress } from './http-receiver.ts'
import { toImageError } from './image-error.ts'
import { SlackRateLimits } from './rate-limits.ts'
import { type BotToken, fixedToken } from './token.ts'
import { sendWebRequest } from './web-request.ts'

export interface SlackOptions extends ConnectionContext {
  readonly botToken: string
  /** Empty without Socket Mode. */
  readonly appToken: string
  /** Where Slack's requests arrive, if it reports interactions over HTTP, and what signs them. */
  readonly http?: HttpAddress & { readonly secrets: readonly string[] }
  /** Base URL of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string
}

/** The options that the API needs. */
export type ApiOptions = Omit<SlackOptions, 'vocabulary' | 'handler'> & {
  /** Instead of `botToken`. */
  readonly token?: BotToken
}

/** Longer than the slowest answers seen, shorter than an operator would wait for the bot to stop. In milliseconds. */
const timeoutMs = 20_000

/**
 * How long after it was sent a request may still be acted upon, in milliseconds. Slack is behind CloudFront, which waits
 * at most this long for the server that it has passed a request to, whether our side still waits or not:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CustomOriginConfig.html
 */
const settlesAfterMs = minuteMs

type Body = Readonly<Record<string, unknown>>

/** Where a token or an interaction belongs: a workspace, or an organization where the app is installed for all of it. */
const workspace = z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() })

const identity = z.object({
  ...workspace.shape,
  is_enterprise_install: z.boolean().optional(),
  url: z.url().optional().catch(undefined),
  user_id: z.string(),
  bot_id: z.string().optional(),
  /** From a header; some proxies drop it. */
  response_metadata: z
    .object({ scopes: z.array(z.string()) })
    .optional()
    .catch(undefined),
})
export type Identity = z.infer<typeof identity>

/** The workspace of a token: the organization if the app is installed for all of it. */
export function workspaceOf({ team_id: team, enterprise_id: enterprise, ...token }: Identity): WorkspaceId | undefined {
  const id = token.is_enterprise_install || !team ? enterprise : team
  return id ? formatWorkspaceId('slack', id) : undefined
}

/** The Web API with one token. Everything throws an `ExpectedError`. */
export interface SlackApi {
  /** Resolves when the rate limits allow the call. Throws `TokenRefused`. */
  acquire(method: string, body: Body): Promise<CallPermit>
  /**
   * Makes a call. It is repeated if Slack rejected it because of a rate limit, and after the remedy for a refusal that has
   * one. With a permit, the first try is made at once; the permit is released.
   */
  call(method: string, body: Body, permit?: CallPermit): Promise<Body>
  /** Asks Slack whose token it is, and allows calls again if it was refused before. */
  checkToken(): Promise<Identity>
  /** The same API for calls of another priority. */
  as(priority: Priority): SlackApi
  readonly time: PlatformClock
}

/** The API for scheduled posts; `as` gives it for answers and edits. All share the same limits. */
export function createApi(options: ApiOptions): SlackApi {
  const { clock = steadyClock, metrics, apiUrl, hasPostedIn, token = fixedToken(options.botToken) } = options
  const askTime = () => withPriority('answer').call('auth.test', {})
  const time: ResponseClock = new ResponseClock(options.settlesAfterMs ?? settlesAfterMs, askTime)
  const onHeaders = (headers: Parameters<typeof time.observe>[0]) => time.observe(headers)
  const send = callsWith(token, (bot, method, body) =>
    sendWebRequest({ apiUrl, token: bot, method, body, timeoutMs, onHeaders }),
  )
  const limits = new SlackRateLimits(new RateLimitedQueue({ platform: 'slack', clock, metrics }))
  const retryWindow = new RetryWindow(() => clock.now(), options.refusals)
  const tokenCheck = new TokenCheck('slack', checkToken, () => limits.disable())
  const variable = token.renew ? 'installed' : 'SLACK_BOT_TOKEN'

  async function request(method: string, body: Body, permit?: CallPermit): Promise<Body> {
    try {
      if (permit) await tokenCheck.ready()
      return await sendGuarded(() => send(method, body))
    } catch (error) {
      const meaning = toImageError(slackError(error, String(body.channel ?? ''), variable), body)
      if (method === checkMethod && isTokenRefused(error) && !token.renew) tokenCheck.refuse(meaning)
      if (meaning instanceof PlatformBusy) limits.onRateLimited(method, body, meaning.retryAfterMs)
      throw await retryWindow.check(meaning, method, body)
    } finally {
      permit?.release()
    }
  }

  async function checkToken(): Promise<Identity> {
    const found = identity.parse(await request(checkMethod, {}))
    tokenCheck.accept()
    limits.enable()
    return found
  }

  /** A refusal of the token that may concern one call. A token that may be renewed is checked by itself. */
  function refusalOfCall(error: unknown, method: string): TokenRefused | undefined {
    if (!(error instanceof TokenRefused) || !isTokenRefused(error)) return undefined
    return token.renew || method === checkMethod ? undefined : error
  }

  /** Tried again for an hour; then its destination is paused. */
  async function callRefused(refusal: ExpectedError, method: string, { channel = '' }: Body): Promise<ExpectedError> {
    const [code, options] = [errorCode(refusal) ?? '', { cause: refusal }]
    const checked = await retryWindow.check(new RefusedForNow('Slack', code, options), method, channel, code)
    if (checked instanceof RefusedForNow) return checked
    return new DestinationRefused(failureReason('slack-restricted', String(channel), code), options)
  }

  function withPriority(priority: Priority): SlackApi {
    const acquire: SlackApi['acquire'] = async (method, body) => {
      const permit = await limits.acquire(method, body, priority)
      if (!tokenCheck.refusal) return permit
      permit.release()
      throw tokenCheck.refusal
    }
    const queue = (method: string, body: Body) =>
      retryWhenRateLimited(async () => request(method, body, await acquire(method, body)))

    /** The body to try again with after a refusal; undefined if there is no remedy. Slack has done nothing then. */
    async function remedied(code: string, body: Body): Promise<Body | undefined> {
      if (blockCodes.includes(code)) return downgradeBlocks(body)
      if (code !== 'not_in_channel' || priority !== 'post') return undefined
      const channel = String(body.channel ?? '')
      // It joins a public channel before its first post there; if it posted there before, it was removed.
      if (await hasPostedIn?.('slack', channel)) return undefined
      return queue('conversations.join', { channel }).then(
        () => body,
        () => undefined,
      )
    }

    async function call(method: string, body: Body, permit?: CallPermit, tried: readonly string[] = []): Promise<Body> {
      let own = permit
      const make = () => {
        const used = own
        own = undefined
        return used ? request(method, body, used) : queue(method, body)
      }
      try {
        return await tokenCheck.attempt(make, {
          isScheduled: priority === 'post',
          refusalIn: (error) => refusalOfCall(error, method),
          wait: (ms) => clock.wait(ms),
          giveUp: (refusal) => callRefused(refusal, method, body),
        })
      } catch (error) {
        const code = errorCode(error) ?? ''
        const next = tried.includes(code) ? undefined : await remedied(code, body)
        if (!next) throw error
        return call(method, next, undefined, [...tried, code])
      }
    }
    return { acquire, call, checkToken, as: withPriority, time }
  }
  return withPriority('post')
}

/** The method that says whose token it is. */
const checkMethod = 'auth.test'

/** New kinds of blocks reach workspaces at different times. A view is refused with the last of these codes. */
const blockCodes: readonly string[] = ['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments']

/** Makes calls with the current token, and once more with a newer one if it has expired: then Slack has done nothing. */
function callsWith(token: BotToken, send: (bot: string, method: string, body: Body) => Promise<Body>) {
  return async (method: string, body: Body) => {
    const bot = await token.current()
    try {
      return await send(bot, method, body)
    } catch (error) {
      if (token.renew && errorCode(error) === 'token_expired') return send(await token.renew(bot), method, body)
      if (isTokenRefused(error)) token.noteRefused?.(bot)
      throw error
    }
  }
}
