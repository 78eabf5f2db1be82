import { randomBytes } from 'node:crypto'
import { hourMs, minuteMs } from '../../domain/duration.ts'
import { SlackErrorResponse } from '../../validators/slack/error.ts'
import type { SlackState } from './state.ts'

/** https://docs.slack.dev/authentication/using-token-rotation */
const lifetimeMs = 12 * hourMs
/** https://docs.slack.dev/authentication/installing-with-oauth#exchanging */
const codeLifeMs = 10 * minuteMs

/** A person allows the app in a workspace. */
export interface Authorization {
  /** The id of a team or an organization. */
  readonly workspace: string
  readonly user: string
  /** The address that the app asked for; absent for an installation that the app did not start. */
  readonly redirectUri?: string | undefined
}

type Code = Authorization & { readonly at: number; isUsed: boolean }

interface BotToken {
  readonly workspace: string
  /** Undefined for one that does not expire. */
  readonly expiresAt: number | undefined
  isRevoked: boolean
}

interface GrantsOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly now: () => number
  readonly workspaces: ReadonlyMap<string, SlackState>
  /** Whether bot tokens expire. */
  readonly rotates: () => boolean
  readonly scopes: ReadonlySet<string>
}

/** The grants of `oauth.v2.access`: codes, bot tokens and refresh tokens of workspaces that installed the app. */
export class Grants {
  readonly #options: GrantsOptions
  readonly #codes = new Map<string, Code>()
  readonly #tokens = new Map<string, BotToken>()
  /** The workspace of each refresh token that was not used yet. */
  readonly #refreshes = new Map<string, string>()
  readonly #installers = new Map<string, string>()

  constructor(options: GrantsOptions) {
    this.#options = options
  }

  /** The code that Slack sends to the app. */
  authorize(authorization: Authorization): string {
    if (!this.#options.workspaces.has(authorization.workspace))
      throw new SlackErrorResponse('invalid_team_for_non_distributed_app')
    const code = `${randomBytes(8).toString('hex')}.${randomBytes(16).toString('hex')}`
    this.#codes.set(code, { ...authorization, at: this.#options.now(), isUsed: false })
    return code
  }

  /** https://docs.slack.dev/reference/methods/oauth.v2.access */
  access(args: Readonly<Record<string, unknown>>, header: string | undefined): Record<string, unknown> {
    this.checkApp(args, header)
    return args.grant_type === 'refresh_token'
      ? this.#refresh(String(args.refresh_token ?? ''))
      : this.#exchange(String(args.code ?? ''), args.redirect_uri)
  }

  /** The workspace that a bot token belongs to; undefined for a token that was never given out. */
  workspaceOf(token: string): string | undefined {
    const found = this.#tokens.get(token)
    if (!found) return undefined
    if (found.isRevoked) throw new SlackErrorResponse('token_revoked')
    if (this.#hasExpired(found)) throw new SlackErrorResponse('token_expired')
    return found.workspace
  }

  /** Whether Slack would accept a token now. */
  accepts(token: string): boolean {
    const found = this.#tokens.get(token)
    return found !== undefined && !found.isRevoked && !this.#hasExpired(found)
  }

  /** https://docs.slack.dev/reference/methods/auth.revoke */
  revoke(token: string): void {
    const found = this.#tokens.get(token)
    if (found) found.isRevoked = true
  }

  /** Whether there was a token to revoke. */
  uninstall(workspace: string): boolean {
    const tokens = [...this.#tokens.values()].filter((token) => token.workspace === workspace && !token.isRevoked)
    for (const token of tokens) token.isRevoked = true
    for (const [refresh, of] of this.#refreshes) if (of === workspace) this.#refreshes.delete(refresh)
    return tokens.length > 0
  }

  #hasExpired({ expiresAt }: BotToken): boolean {
    return expiresAt !== undefined && expiresAt <= this.#options.now()
  }

  /** Throws unless a call has the credentials of the app. */
  checkApp(args: Readonly<Record<string, unknown>>, header = ''): void {
    const [, encoded = ''] = /^Basic (.+)$/.exec(header) ?? []
    const [inHeader, ...secret] = Buffer.from(encoded, 'base64').toString().split(':').map(decodeURIComponent)
    const id = inHeader || args.client_id
    const given = secret.join(':') || args.client_secret
    if (id !== this.#options.clientId) throw new SlackErrorResponse('invalid_client_id')
    if (given !== this.#options.clientSecret) throw new SlackErrorResponse('bad_client_secret')
  }

  #exchange(text: string, redirectUri: unknown): Record<string, unknown> {
    const code = this.#codes.get(text)
    if (!code) throw new SlackErrorResponse('invalid_code')
    if (code.isUsed) throw new SlackErrorResponse('code_already_used')
    if (this.#options.now() - code.at > codeLifeMs) throw new SlackErrorResponse('code_expired')
    if (redirectUri !== code.redirectUri) throw new SlackErrorResponse('bad_redirect_uri')
    code.isUsed = true
    this.#installers.set(code.workspace, code.user)
    return { ...this.#issue(code.workspace), authed_user: { id: code.user } }
  }

  #refresh(refresh: string): Record<string, unknown> {
    const workspace = this.#refreshes.get(refresh)
    if (workspace === undefined) throw new SlackErrorResponse('invalid_refresh_token')
    this.#refreshes.delete(refresh)
    return { ...this.#issue(workspace), authed_user: { id: this.#installers.get(workspace) } }
  }

  #issue(workspace: string): Record<string, unknown> {
    const { workspaces, now, rotates, scopes } = this.#options
    const state = workspaces.get(workspace)
    if (!state) throw new SlackErrorResponse('team_not_found')
    const isRotated = rotates()
    const prefix = isRotated ? 'xoxe.xoxb-1-' : 'xoxb-'
    const token = `${prefix}${randomBytes(24).toString('base64url')}`
    this.#tokens.set(token, { workspace, expiresAt: isRotated ? now() + lifetimeMs : undefined, isRevoked: false })
    const refresh = `xoxe-1-${randomBytes(24).toString('base64url')}`
    if (isRotated) this.#refreshes.set(refresh, workspace)
    const { id, name } = state.team
    return {
      access_token: token,
      token_type: 'bot',
      scope: [...scopes].join(','),
      bot_user_id: state.bot.id,
      app_id: state.app.id,
      ...(isRotated && { refresh_token: refresh, expires_in: lifetimeMs / 1_000 }),
      team: state.isOrganization ? null : { id, name },
      enterprise: state.isOrganization ? { id, name } : null,
      is_enterprise_install: state.isOrganization,
    }
  }
}
