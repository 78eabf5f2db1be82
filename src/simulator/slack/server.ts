import { Hono } from 'hono'
import { Faults } from '../faults.ts'
import { type Loopback, serveOnLoopback, type Wire } from '../http.ts'
import { act, actInHome, type ElementUse, type HomeAction } from './actions.ts'
import { command, type SubmittedCommand } from './command.ts'
import { openHome } from './events.ts'
import type { MethodContext } from './method.ts'
import { RateLimits } from './rate-limits.ts'
import { ResponseUrls } from './response-urls.ts'
import { allScopes } from './scopes.ts'
import { type DisconnectReason, SocketMode } from './socket-mode.ts'
import { SlackState } from './state.ts'
import { Triggers } from './triggers.ts'
import { type Submission, submitView } from './view-submission.ts'
import { Views } from './views.ts'
import { webApi } from './web-api.ts'

export interface SlackSimulatorOptions {
  readonly port?: number
  /** `off` for tests that post faster than anybody may. */
  readonly rateLimits?: 'real' | 'off'
  /** Methods without a limit although the others have theirs. */
  readonly unlimited?: readonly string[]
  /** Those that the app has to show. */
  readonly tokens?: { readonly bot: string; readonly app: string }
}

/** A Slack workspace on the loopback, as strict as the real one, for the unmodified SDKs. */
export interface SlackSimulator {
  /** `http://127.0.0.1:PORT/api/` */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly state: SlackState
  readonly views: Views
  readonly faults: Faults
  /** What the app has been granted; taking one away makes its methods answer `missing_scope`. */
  readonly scopes: Set<string>
  /** Calls that no app should make: unknown methods and arguments, bodies that break a limit. */
  readonly protocolErrors: readonly string[]
  /** What it counts of calls; undefined where it lets everything through. */
  readonly limits: RateLimits | undefined
  /** Open Socket Mode connections. */
  readonly connections: number
  /** A person uses a control. Rejects, as the person would see an error, when the app does not acknowledge in time. */
  act(action: ElementUse): Promise<void>
  /** A person types a slash command, `/digest` for instance. Rejects like `act`. */
  command(typed: SubmittedCommand): Promise<void>
  /** A person sends the dialog they have open; resolves with what the app found wrong with it. Rejects like `act`. */
  submitView(submission: Submission): Promise<Readonly<Record<string, string>>>
  /** A person uses a control in the app's Home. Rejects like `act`. */
  actInHome(action: HomeAction): Promise<void>
  /** A person opens the app's Home. */
  openHome(user: string): Promise<void>
  /** Slack announces that it will close the connections, and does so unless it is only the warning. */
  disconnect(reason: DisconnectReason): void
  /** Lets nothing through to the app or back, and leaves the connections open. */
  silence(): void
  close(): Promise<void>
}

const simulatorTokens = { bot: 'xoxb-simulator', app: 'xapp-simulator' }

export async function startSlackSimulator(options: SlackSimulatorOptions = {}): Promise<SlackSimulator> {
  const state = new SlackState()
  const complaints: string[] = []
  const complain = (complaint: string) => void complaints.push(complaint)
  const faults = new Faults()
  const parts: Parts = {
    state,
    tokens: options.tokens ?? simulatorTokens,
    views: new Views(),
    triggers: new Triggers(Date.now),
    faults,
    scopes: new Set(allScopes),
    sockets: new SocketMode(state.app.id, faults),
    responseUrls: new ResponseUrls(state, complain, Date.now),
    complain,
  }
  const limits = options.rateLimits === 'off' ? undefined : new RateLimits(() => performance.now())
  const { loopback, host } = await serve(parts, limits, options)
  const context = { ...parts, origin: `http://${host}` }

  return {
    state,
    views: parts.views,
    faults: parts.faults,
    scopes: parts.scopes,
    protocolErrors: complaints,
    limits,
    apiUrl: `http://${host}/api/`,
    botToken: parts.tokens.bot,
    appToken: parts.tokens.app,
    get connections() {
      return parts.sockets.connections
    },
    act: (action) => act(context, action),
    command: (typed) => command(context, typed),
    submitView: (submission) => submitView(context, submission),
    actInHome: (action) => actInHome(context, parts.views, action),
    openHome: (user) => openHome(parts, user),
    disconnect: (reason) => parts.sockets.disconnect(reason),
    silence: () => parts.sockets.silence(),
    close: async () => {
      await parts.sockets.close()
      await loopback.close()
    },
  }
}

interface Parts {
  readonly state: SlackState
  readonly tokens: typeof simulatorTokens
  readonly views: Views
  readonly triggers: Triggers
  readonly faults: Faults
  readonly scopes: Set<string>
  readonly sockets: SocketMode
  readonly responseUrls: ResponseUrls
  readonly complain: (complaint: string) => void
}

/** One server for the methods, the response addresses and the WebSocket. */
async function serve(
  parts: Parts,
  rateLimits: RateLimits | undefined,
  options: SlackSimulatorOptions,
): Promise<{ loopback: Loopback; host: string }> {
  const { state, views, triggers, sockets } = parts
  let host = ''
  const workspace: MethodContext = { state, views, triggers, openSocket: () => `ws://${host}${sockets.ticket()}` }
  const app = new Hono<Wire>()
  app.route('/', webApi({ ...parts, workspace, rateLimits, unlimited: options.unlimited ?? [] }))
  app.route('/', parts.responseUrls.routes(parts.faults))
  app.notFound((c) => {
    parts.complain(`unknown route: ${c.req.method} ${c.req.path}`)
    return c.json({ ok: false, error: 'unknown_method' }, 404)
  })
  const loopback = await serveOnLoopback(app.fetch, options.port)
  host = `127.0.0.1:${loopback.port}`
  loopback.server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))
  return { loopback, host }
}
