import type { Context } from 'hono'
import type { Faults } from '../faults.ts'
import type { HttpEnv } from '../http.ts'
import { type Authorization, Grants } from './grants.ts'
import type { RateLimits } from './rate-limits.ts'
import type { ResponseUrls } from './response-urls.ts'
import { SlackState, type WorkspaceSeed } from './state.ts'

/** The state of one workspace: its people and messages, its response URLs and its rate limits. */
export interface SimulatedWorkspace {
  readonly state: SlackState
  readonly responseUrls: ResponseUrls
  readonly limits: RateLimits | undefined
}

interface WorkspacesOptions {
  readonly now: () => number
  readonly scopes: ReadonlySet<string>
  readonly create: (state: SlackState) => SimulatedWorkspace
  /** Called after the app was removed from a workspace. */
  readonly onUninstalled: (workspace: SimulatedWorkspace) => void
}

const clientId = '1000000001.2000000002'
const clientSecret = 'simulated-client-secret'

/** The workspaces in which the app can be installed with a click, besides the one that it belongs to. */
export class Workspaces {
  readonly clientId = clientId
  readonly clientSecret = clientSecret
  readonly grants: Grants
  /** Whether bot tokens expire after twelve hours: a setting of the app. */
  rotates = true
  readonly #all = new Map<string, SimulatedWorkspace>()
  readonly #states = new Map<string, SlackState>()
  readonly #create: WorkspacesOptions['create']
  readonly #onUninstalled: WorkspacesOptions['onUninstalled']

  constructor({ now, scopes, create, onUninstalled }: WorkspacesOptions, seeds: readonly WorkspaceSeed[]) {
    this.#create = create
    this.#onUninstalled = onUninstalled
    for (const seed of seeds) this.add(seed)
    const rotates = () => this.rotates
    this.grants = new Grants({ clientId, clientSecret, now, scopes, rotates, workspaces: this.#states })
  }

  add(seed: WorkspaceSeed): SimulatedWorkspace {
    const made = this.#create(new SlackState(seed))
    this.#all.set(seed.team.id, made)
    this.#states.set(seed.team.id, made.state)
    return made
  }

  get ids(): readonly string[] {
    return [...this.#all.keys()]
  }

  get(id: string): SimulatedWorkspace {
    const found = this.#all.get(id)
    if (!found) throw new Error(`There is no workspace ${id}`)
    return found
  }

  /** The workspace of a bot token; undefined for a token that was never given out. Throws for a dead one. */
  ofToken(token: string): SimulatedWorkspace | undefined {
    const id = this.grants.workspaceOf(token)
    return id === undefined ? undefined : this.get(id)
  }

  /** An admin removes the app; Slack reports it to the app. */
  uninstall(id: string): void {
    const workspace = this.get(id)
    if (this.grants.uninstall(id)) this.#onUninstalled(workspace)
  }

  /** Answers a request to a response address of one of them. */
  async answerUrl(team: string, request: Context<HttpEnv>, faults: Faults): Promise<Response> {
    const routes = this.#all.get(team)?.responseUrls.routes(faults)
    return routes ? routes.fetch(request.req.raw, request.env) : request.json({ ok: false, error: 'expired_url' }, 404)
  }

  /** Where Slack sends the browser of a person who allowed the app. */
  allow(authorization: Authorization, to: string, state?: string): string {
    const url = new URL(to)
    url.searchParams.set('code', this.grants.authorize(authorization))
    // Slack sends an empty state where there was none.
    url.searchParams.set('state', state ?? '')
    return url.href
  }
}
