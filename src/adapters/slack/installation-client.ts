import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { Ambiguous, CodeUsed, RefusedForNow, TokenRefused } from '../../domain/errors.ts'
import type { Grant, Installation, InstallationClient, NextStep } from '../../domain/installation.ts'
import type { Log } from '../../domain/log.ts'
import { splitWorkspaceId } from '../../domain/workspace-id.ts'
import { failureReason } from '../../i18n/failures.ts'
import { guardedSignal, sendGuarded } from '../../lib/request-guard.ts'
import { errorCode, isTokenRefused, slackError } from './errors.ts'
import { usedScopes } from './inspect.ts'
import { isOrganization } from './payload-origin.ts'
import { sdkLogger } from './sdk-logger.ts'

interface SlackAppOptions {
  readonly clientId: string
  readonly clientSecret: string
  /** Base URL of the Web API, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string
  readonly log: Log
}

const timeoutMs = 20_000

/** Where a browser goes to allow the app: https://docs.slack.dev/authentication/installing-with-oauth */
export function authorizeUrl(
  { clientId, apiUrl }: Pick<SlackAppOptions, 'clientId' | 'apiUrl'>,
  state: string,
  redirectUrl: string,
): string {
  const url = new URL('../oauth/v2/authorize', apiUrl)
  const scope = usedScopes.join(',')
  url.search = new URLSearchParams({ client_id: clientId, scope, state, redirect_uri: redirectUrl }).toString()
  return url.href
}

/**
 * Where the app is opened after it was installed; an organization adds it to its workspaces first:
 * https://docs.slack.dev/enterprise/organization-ready-apps
 */
export function nextStep({ workspace, appId, scopes }: Pick<Installation, 'workspace' | 'appId' | 'scopes'>): NextStep {
  const { id } = splitWorkspaceId(workspace)
  const missingScopes = usedScopes.filter((scope) => !scopes.includes(scope))
  return isOrganization(id)
    ? {
        url: `https://app.slack.com/manage/${id}/integrations/profile/${appId}/workspaces/add`,
        addsWorkspaces: true,
        missingScopes,
      }
    : { url: `https://slack.com/app_redirect?app=${appId}&team=${id}`, addsWorkspaces: false, missingScopes }
}

/** The id is stored as that of a workspace, and is part of addresses. */
const named = z.object({ id: z.string().regex(/^[A-Z][A-Z0-9]+$/), name: z.string().default('') })
const pair = {
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** Seconds. */
  expires_in: z.number().positive().optional(),
}

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
const granted = z.object({
  ...pair,
  scope: z.string().default(''),
  bot_user_id: z.string(),
  app_id: z.string(),
  team: named.nullish(),
  enterprise: named.nullish(),
  is_enterprise_install: z.boolean().default(false),
  authed_user: z.object({ id: z.string() }),
})
const renewed = z.object(pair)

/**
 * Slack's codes for a token whose installation has ended. Others refuse a token for a time, such as `org_login_required`
 * while an organization is moved, or because of this machine's address (`invalid_auth`):
 * https://docs.slack.dev/reference/methods/auth.test#errors
 */
const ended = ['token_revoked', 'account_inactive', 'team_disabled', 'team_not_found', 'user_removed_from_team']
/** Its codes for a refresh token that it will never accept. */
const refreshRefused = ['invalid_refresh_token', 'token_expired', 'invalid_grant', ...ended]
/** Its codes for the credentials of the app itself. */
const appRefused = ['bad_client_secret', 'invalid_client_id', 'invalid_client', 'bad_redirect_uri']

/** Exchanges codes and refresh tokens for tokens. No call is repeated here: a refresh token is good for one use. */
export function createInstallationClient(options: SlackAppOptions): InstallationClient {
  const { clientId, clientSecret, apiUrl, log } = options
  let answeredAt = 0
  const bearer = (token: string) => clientOf({ Authorization: `Bearer ${token}` })
  const clientOf = (headers: Record<string, string>) =>
    new WebClient(undefined, {
      slackApiUrl: apiUrl,
      logger: sdkLogger(log),
      timeout: timeoutMs,
      headers,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: async (url, init) => {
        const response = await sendGuarded(() => fetch(url, { ...init, ...guardedSignal(init?.signal) }))
        answeredAt = Date.parse(response.headers.get('date') ?? '') || Date.now()
        return response
      },
    })
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')
  const app = clientOf({ Authorization: `Basic ${basic}` })

  async function access<Schema extends z.ZodType>(
    body: Readonly<Record<string, string>>,
    schema: Schema,
    refused: readonly string[],
  ): Promise<z.output<Schema>> {
    try {
      const answer = schema.safeParse(await app.apiCall('oauth.v2.access', { ...body }))
      if (answer.success) return answer.data
      throw new Ambiguous('Slack', 'its response has not all that was asked for', { cause: answer.error })
    } catch (error) {
      const meaning = slackError(error)
      const code = errorCode(meaning) ?? ''
      const options = { cause: error }
      if (code === 'code_already_used') throw new CodeUsed(failureReason('slack-install-refused', code), options)
      if (refused.includes(code)) throw new TokenRefused(failureReason('slack-install-refused', code), options)
      if (appRefused.includes(code))
        throw new RefusedForNow('Slack', failureReason('slack-app-credentials', code), options)
      throw meaning instanceof TokenRefused ? new RefusedForNow('Slack', code, options) : meaning
    }
  }

  return {
    exchange: async (code, redirectUrl) => {
      const body = { grant_type: 'authorization_code', code, ...(redirectUrl && { redirect_uri: redirectUrl }) }
      return grantOf(await access(body, granted, codeRefused), answeredAt)
    },
    refresh: async (refreshToken) => {
      const body = { grant_type: 'refresh_token', refresh_token: refreshToken }
      return { ...tokensOf(await access(body, renewed, refreshRefused)), grantedAt: answeredAt }
    },
    accepts: async (token) => {
      try {
        await bearer(token).apiCall('auth.test')
        return true
      } catch (error) {
        const code = errorCode(error) ?? ''
        if (ended.includes(code)) return false
        // An expired token says nothing about the installation.
        if (isTokenRefused(error) && code !== 'token_expired') return undefined
        throw slackError(error)
      }
    },
    tell: async (token, user, text) => {
      try {
        await bearer(token).apiCall('chat.postMessage', { channel: user, text, unfurl_links: false })
      } catch (error) {
        throw slackError(error)
      }
    },
  }
}

/** Its codes for a code that it did not issue, that was used, or that is older than ten minutes. */
const codeRefused = ['invalid_code', 'code_expired', 'invalid_grant']

function grantOf(answer: z.output<typeof granted>, grantedAt: number): Grant {
  const { team, enterprise, is_enterprise_install: isWhole } = answer
  const place = isWhole ? enterprise : team
  if (!place) throw new RefusedForNow('Slack', 'its response names no workspace')
  return {
    workspace: `slack:${place.id}`,
    name: place.name || place.id,
    appId: answer.app_id,
    botUser: answer.bot_user_id,
    installer: answer.authed_user.id,
    scopes: answer.scope.split(',').filter(Boolean),
    ...tokensOf(answer),
    grantedAt,
  }
}

function tokensOf({ access_token: bot, refresh_token: refresh, expires_in: expiresIn }: z.output<typeof renewed>) {
  return {
    tokens: { bot, ...(refresh !== undefined && { refresh }) },
    ...(expiresIn !== undefined && { expiresInMs: expiresIn * 1_000 }),
  }
}
