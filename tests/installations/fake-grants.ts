import { hourMs } from '../../src/domain/duration.ts'
import { Ambiguous, PlatformUnreachable, TokenRefused } from '../../src/domain/errors.ts'
import type { Grant, InstallationClient, Renewal, Tokens } from '../../src/domain/installation.ts'

/** The result of the next refresh request. */
export type Fate = 'answered' | 'unsent' | 'lost-request' | 'lost-answer'

/** The platform's side of one workspace: each refresh token is good once, and each bot token for twelve hours. */
export class FakeGrants implements InstallationClient {
  readonly lifetimeMs = 12 * hourMs
  readonly #now: () => number
  /** The bot tokens that are accepted, and until when. */
  readonly #good = new Map<string, number>()
  #refresh = ''
  #count = 0
  refreshes = 0
  fate: Fate = 'answered'
  /** Called when the platform has acted, before it answers. */
  onActed = () => {}

  constructor(now: () => number) {
    this.#now = now
  }

  install(): Grant {
    const { tokens, ...rest } = this.#issue()
    const facts = { workspace: 'slack:T1', name: 'Team One', appId: 'A1', botUser: 'UBOT1', installer: 'U1' } as const
    return { ...facts, scopes: ['chat:write'], tokens, ...rest }
  }

  /** Revokes everything. */
  uninstall(): void {
    this.#good.clear()
    this.#refresh = ''
  }

  accepted(token: string): boolean {
    return (this.#good.get(token) ?? 0) > this.#now()
  }

  async exchange(): Promise<Grant> {
    return this.install()
  }

  async refresh(refreshToken: string): Promise<Renewal> {
    this.refreshes++
    const { fate } = this
    if (fate === 'unsent') throw new PlatformUnreachable('Slack', 'ECONNREFUSED')
    if (fate === 'lost-request') throw new Ambiguous('Slack', 'no answer')
    if (refreshToken === '' || refreshToken !== this.#refresh) throw new TokenRefused('invalid_refresh_token')
    const renewal = this.#issue()
    this.onActed()
    if (fate === 'lost-answer') throw new Ambiguous('Slack', 'no answer')
    return renewal
  }

  async accepts(token: string): Promise<boolean | undefined> {
    return this.accepted(token)
  }

  /** The messages to installers. */
  readonly told: string[] = []

  async tell(token: string, user: string, text: string): Promise<void> {
    if (!this.accepted(token)) throw new TokenRefused('invalid_auth')
    this.told.push(`${user}: ${text}`)
  }

  #issue(): Renewal & { readonly tokens: Required<Tokens> } {
    const count = ++this.#count
    const tokens = { bot: `xoxe.xoxb-${count}`, refresh: `xoxe-${count}` }
    this.#refresh = tokens.refresh
    this.#good.set(tokens.bot, this.#now() + this.lifetimeMs)
    return { tokens, expiresInMs: this.lifetimeMs, grantedAt: this.#now() }
  }
}
