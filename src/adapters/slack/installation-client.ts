import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { RefusedForNow, TokenRefused } from '../../domain/errors.ts'
import type { Grant, Installation, InstallationClient, NextStep } from '../../domain/installation.ts'
import type { Log } from '../../domain/log.ts'
import { splitWorkspaceId } from '../../domain/workspace-id.ts'
import { failureReason } from '../../i18n/failures.ts'
import { guardedSignal } from '../../lib/request-guard.ts'
import { errorCode, isTokenRefused, slackError } from './errors.ts'
import { usedScopes } from './inspect.ts'
import { isOrganization } from './payload-origin.ts'
import { sdkLogger } from './sdk-logger.ts'

export interface SlackAppOptions {
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
export function nextStep({ workspace, appId }: Pick<Installation, 'workspace' | 'appId'>): NextStep {
  const { id } = splitWorkspaceId(workspace)
  return isOrganization(id)
    ? { url: `https://app.slack.com/manage/${id}/integrations/profile/${appId}/workspaces/add`, addsWorkspaces: true }
    : { url: `https://slack.com/app_redirect?app=${appId}&team=${id}`, addsWorkspaces: false }
}

const named = z.object({ id: z.string(), name: z.string().default('') })
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

/** Slack's codes for a refresh token that it will never accept. */
const refreshRefused = ['invalid_refresh_token', 'token_revoked', 'account_inactive', 'invalid_grant']
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
        const response = await fetch(url, { ...init, ...guardedSignal(init?.signal) })
        answeredAt = Date.parse(response.headers.get('date') ?? '') || Date.now()
        return response
      },
    })
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')
  const app = clientOf({ Authorization: `Basic ${basic}` })

  async function access<Schema extends z.ZodType>(
    body: Readonly<Record<string, string>>,
    schema: Schema,
    refused: readonly string[] = [],
  ): Promise<z.output<Schema>> {
    try {
      return schema.parse(await app.apiCall('oauth.v2.access', { ...body }))
    } catch (error) {
      const code = errorCode(error) ?? errorCode(slackError(error)) ?? ''
      if (refused.includes(code)) throw new TokenRefused(failureReason('slack-install-refused', code), { cause: error })
      if (appRefused.includes(code)) {
        throw new RefusedForNow('Slack', failureReason('slack-app-credentials', code), { cause: error })
      }
      throw slackError(error)
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
        // One that has expired says nothing about the installation.
        if (isTokenRefused(error) && errorCode(error) !== 'token_expired') return false
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
const codeRefused = ['invalid_code', 'code_already_used', 'code_expired', 'invalid_grant']

function grantOf(answer: z.output<typeof granted>, grantedAt: number): Grant {
  const { team, enterprise, is_enterprise_install: isWhole } = answer
  const place = isWhole ? enterprise : team
  if (!place) throw new RefusedForNow('Slack', 'its response names no workspace')
  return {
    workspace: `slack:${place.id}`,
    name: place.name,
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
