import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { z } from 'zod'
import { minuteMs } from '../../domain/duration.ts'
import {
  Ambiguous,
  DestinationRefused,
  DiscussionRefused,
  ExpectedError,
  MessageRefused,
  MessageTooLarge,
  PlatformBusy,
  PlatformUnreachable,
  RefusedForNow,
  TokenRefused,
} from '../../domain/errors.ts'
import type { FailureReason } from '../../domain/failure-reason.ts'
import { type FailureCode, failureReason } from '../../i18n/failures.ts'
import { isUnsent, networkReason } from '../shared/network-errors.ts'

/** The variable with the token of a call, which an error names if Slack refuses it; none has the token of an installation. */
type TokenVariable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN' | 'installed'

/** How long to wait if an error has no `Retry-After`, in milliseconds: Slack's limits count by the minute. */
const defaultRetryAfterMs = minuteMs

const restricted = { pause: 'slack-restricted' } as const

/**
 * The meaning of Slack's codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors and the
 * same lists of chat.update, chat.delete, conversations.history, conversations.join, usergroups.users.list and auth.test.
 */
const meanings: Readonly<
  Record<
    string,
    | 'ambiguous'
    | 'busy'
    | 'unreachable'
    | 'again'
    | 'token'
    | 'scope'
    | 'message'
    | 'large'
    | { readonly pause: FailureCode }
  >
> = {
  fatal_error: 'ambiguous',
  internal_error: 'ambiguous',
  request_timeout: 'ambiguous',
  service_unavailable: 'ambiguous',

  ratelimited: 'busy',
  rate_limited: 'busy',

  update_failed: 'again',

  team_added_to_org: 'unreachable',
  external_channel_migrating: 'unreachable',

  account_inactive: 'token',
  invalid_auth: 'token',
  not_allowed_token_type: 'token',
  not_authed: 'token',
  org_login_required: 'token',
  team_access_not_granted: 'token',
  team_disabled: 'token',
  team_not_found: 'token',
  token_expired: 'token',
  token_revoked: 'token',
  two_factor_setup_required: 'token',
  user_removed_from_team: 'token',
  missing_scope: 'scope',

  channel_not_found: { pause: 'slack-unknown-channel' },
  not_in_channel: { pause: 'slack-not-in-channel' },
  is_archived: { pause: 'slack-archived' },
  is_inactive: { pause: 'slack-archived' },
  restricted_action: restricted,
  restricted_action_read_only_channel: restricted,
  restricted_action_non_threadable_channel: { pause: 'slack-no-threads' },
  restricted_action_thread_only_channel: { pause: 'slack-threads-only' },
  no_such_subteam: { pause: 'slack-unknown-group' },
  plan_upgrade_required: { pause: 'slack-no-groups' },
  messages_tab_disabled: { pause: 'slack-no-direct-messages' },
  message_limit_exceeded: { pause: 'slack-plan-limit' },
  access_denied: restricted,
  accesslimited: restricted,
  ekm_access_denied: restricted,
  enterprise_is_restricted: restricted,
  no_permission: restricted,

  block_mismatch: 'message',
  cannot_reply_to_message: 'message',
  cant_delete_message: 'message',
  cant_update_message: 'message',
  compliance_exports_prevent_deletion: 'message',
  edit_window_closed: 'message',
  exchanged_trigger: 'message',
  expired_trigger: 'message',
  invalid_arguments: 'message',
  invalid_blocks: 'message',
  invalid_blocks_format: 'message',
  invalid_metadata_format: 'message',
  invalid_metadata_schema: 'message',
  invalid_trigger: 'message',
  message_not_found: 'message',
  metadata_too_large: 'message',
  msg_blocks_too_long: 'large',
  msg_too_long: 'large',
  no_text: 'message',
  restricted_action_thread_locked: 'message',
  thread_not_found: 'message',
}

/** Why a message is refused, for an operator: the lists of errors of chat.update and chat.delete. */
const explanations: Readonly<Record<string, FailureCode>> = {
  cant_delete_message: 'by-another-author',
  cant_update_message: 'by-another-author',
  compliance_exports_prevent_deletion: 'kept-for-compliance',
  edit_window_closed: 'too-old',
  message_not_found: 'deleted',
}

/** Translates an error of the SDK. `channel` is named in the advice. */
export function slackError(error: unknown, channel = '', variable: TokenVariable = 'SLACK_BOT_TOKEN'): ExpectedError {
  if (error instanceof ExpectedError) return error
  if (error instanceof WebAPIRateLimitedError) {
    return new PlatformBusy('Slack', Math.max(1, error.retryAfter) * 1000, { cause: error })
  }
  if (error instanceof WebAPIHTTPError) {
    // Slack answers 200 and 429 only: anything else comes from a proxy, before or after Slack has read the request.
    return new Ambiguous('Slack', `HTTP ${error.statusCode}`, { cause: error })
  }
  if (error instanceof WebAPIPlatformError) return refusal(error, channel, variable)
  const cause = error instanceof WebAPIRequestError ? error.original : error
  if (isUnsent(cause)) return new PlatformUnreachable('Slack', networkReason(cause), { cause: error })
  return new Ambiguous('Slack', networkReason(cause), { cause: error })
}

/** The code of Slack's refusal, if the error or its cause is one. */
export function errorCode(error: unknown): string | undefined {
  const cause = error instanceof ExpectedError ? error.cause : error
  return cause instanceof WebAPIPlatformError ? cause.data.error : undefined
}

/** Whether Slack refuses the token for every call. */
export function isTokenRefused(error: unknown): boolean {
  return meanings[errorCode(error) ?? ''] === 'token'
}

function refusal(error: WebAPIPlatformError, channel: string, variable: TokenVariable): ExpectedError {
  // Its type says that there is always one; in fact it can be missing.
  const code: string | undefined = error.data.error
  const options = { cause: error }
  // If the response is not JSON, the SDK passes on its text, such as the page of a proxy.
  if (!code || !/^[a-z][a-z0-9_-]*$/.test(code))
    return new Ambiguous('Slack', 'the response is not from Slack', options)
  const meaning = meanings[code] ?? (code.startsWith('restricted_action') ? restricted : 'again')
  if (typeof meaning === 'object') {
    const Refused = meaning.pause === 'slack-no-threads' ? DiscussionRefused : DestinationRefused
    return new Refused(failureReason(meaning.pause, channel, code), options)
  }
  switch (meaning) {
    case 'ambiguous':
      return new Ambiguous('Slack', code, options)
    case 'busy':
      return new PlatformBusy('Slack', defaultRetryAfterMs, options)
    case 'unreachable':
      return new PlatformUnreachable('Slack', code, options)
    case 'token':
      return new TokenRefused(failureReason(tokenFailures[variable].token, variable, code), options)
    case 'scope': {
      const reason = failureReason(tokenFailures[variable].scope, variable, code, detailsOf(error).needed ?? '')
      // Other channels may need other scopes. An app-level token has one use only.
      return variable === 'SLACK_APP_TOKEN'
        ? new TokenRefused(reason, options)
        : new DestinationRefused(reason, options)
    }
    case 'again':
      return new RefusedForNow('Slack', explained(code, error), options)
    case 'large':
      return new MessageTooLarge('Slack', code, options)
    case 'message':
      return new MessageRefused('Slack', explained(code, error), options)
  }
}

function explained(code: string, error: WebAPIPlatformError): string | FailureReason {
  const faults = pointers(error)
    .map((fault) => `; ${fault}`)
    .join('')
  const explanation = explanations[code]
  return explanation ? failureReason(explanation, code, faults) : `${code}${faults}`
}

/** A manifest cannot give a scope to an app-level token, nor can installing the app again: only a new token has it. */
const tokenFailures = {
  SLACK_BOT_TOKEN: { token: 'slack-bot-token', scope: 'slack-bot-scope' },
  SLACK_APP_TOKEN: { token: 'slack-app-token', scope: 'slack-app-scope' },
  installed: { token: 'slack-installed-token', scope: 'slack-installed-scope' },
} as const

const details = z.object({
  needed: z.string().optional(),
  errors: z.array(z.string()).optional().catch(undefined),
  response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
})

function detailsOf(error: WebAPIPlatformError): z.infer<typeof details> {
  return details.catch({}).parse(error.data)
}

/** Where in the blocks Slack found an error: `must be less than 3001 characters [json-pointer:/blocks/0/text/text]`. */
export function faultsOf(error: unknown): readonly string[] {
  const cause = error instanceof ExpectedError ? error.cause : error
  return cause instanceof WebAPIPlatformError ? pointers(cause) : []
}

function pointers(error: WebAPIPlatformError): readonly string[] {
  const { errors, response_metadata: metadata } = detailsOf(error)
  return errors ?? metadata?.messages ?? []
}
