import { Hono } from 'hono'
import { Faults } from '../faults.ts'
import { type HttpEnv, type LoopbackServer, serveOnLoopback } from '../http.ts'
import {
  type ElementUse,
  type HomeAction,
  type ShortcutUse,
  useElement,
  useHomeElement,
  useShortcut,
} from './actions.ts'
import { authorizePage, authorizePath } from './authorize.ts'
import { command, type SubmittedCommand } from './command.ts'
import type { AppConnection, SlackContext } from './context.ts'
import {
  join,
  openHome,
  sendUninstallEvent,
  type UninstallEvent,
  unarchiveChannel,
  uninstallEventTypes,
} from './events.ts'
import { HttpDelivery, type RequestUrl } from './http-delivery.ts'
import type { MethodContext } from './method.ts'
import { RateLimits } from './rate-limits.ts'
import { ResponseUrls } from './response-urls.ts'
import { allScopes } from './scopes.ts'
import { seedWorkspaces } from './seed-workspaces.ts'
import { type Acknowledgement, type DisconnectReason, SocketMode } from './socket-mode.ts'
import { SlackState } from './state.ts'
import { Triggers } from './triggers.ts'
import { type Submission, submitView } from './view-submission.ts'
import { Views } from './views.ts'
import { type WebApiOptions, webApi } from './web-api.ts'
import { Workspaces } from './workspaces.ts'

export interface SlackSimulatorOptions {
  readonly port?: number
  /** The clock of tokens, in milliseconds since 1970. */
  readonly now?: () => number
  /** `off` for tests that post faster than allowed. */
  readonly rateLimits?: 'real' | 'off'
  /** Methods without a limit. */
  readonly unlimited?: readonly string[]
  /** How long the app may take to acknowledge over a socket and to open a dialog, in milliseconds; as long as Slack allows, if left out. */
  readonly answerWithinMs?: number
  /** The tokens that the app must send. */
  readonly tokens?: { readonly bot: string; readonly app: string }
  /** Called when the app has acknowledged something over Socket Mode. */
  readonly onAcknowledged?: (acknowledgement: Acknowledgement) => void
}

/** The actions of people in one workspace. */
export interface WorkspaceActions {
  readonly state: SlackState
  /** A person uses a control. Rejects, as the person would see an error, when the app does not acknowledge in time. */
  act(action: ElementUse): Promise<void>
  /** A person types a slash command, `/digest` for instance. Rejects like `act`. */
  command(typed: SubmittedCommand): Promise<void>
  /** A person chooses a shortcut in the menu of a message. Rejects like `act`. */
  useShortcut(use: ShortcutUse): Promise<void>
  /** A person sends the dialog they have open; resolves with what the app found wrong with it. Rejects like `act`. */
  submitView(submission: Submission): Promise<Readonly<Record<string, string>>>
  /** A person uses a control in the app's Home. Rejects like `act`. */
  actInHome(action: HomeAction): Promise<void>
  openHome(user: string): Promise<void>
  /** A person unarchives a channel. Rejects if the app does not acknowledge the event. */
  unarchive(channel: string, user: string): Promise<void>
  /** A person or the bot is added to a channel. Rejects if the app does not acknowledge the event. */
  join(channel: string, user: string): Promise<void>
  /** Slack reports that the app was removed here. Rejects if the app does not acknowledge it. */
  sendUninstallEvent(type: UninstallEvent, at: number): Promise<void>
}

/** Slack workspaces on the loopback, as strict as the real ones, for the unmodified SDKs. The actions are in the first. */
export interface SlackSimulator extends WorkspaceActions {
  /** `http://HOST:PORT/api/` */
  readonly apiUrl: string
  /** Where a browser goes to install the app. */
  readonly authorizeUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly views: Views
  readonly faults: Faults
  /** The scopes of the app; without one, its methods answer `missing_scope`. */
  readonly scopes: Set<string>
  /** Calls that no app should make: unknown methods and arguments, bodies that break a limit. */
  readonly protocolErrors: readonly string[]
  /** Its rate limits; undefined if they are off. */
  readonly limits: RateLimits | undefined
  readonly connections: number
  /** The workspaces in which the app can be installed with a click. */
  readonly workspaces: Workspaces
  /** The actions of people in one of them. */
  workspace(id: string): WorkspaceActions
  /** Sends everything to this address from now on, and nothing over Socket Mode. */
  useRequestUrl(url: RequestUrl): HttpDelivery
  /** Announces the end of the connections, and closes them unless it is only the warning. */
  disconnect(reason: DisconnectReason): void
  /** Silences all connections and leaves them open. */
  silence(): void
  close(): Promise<void>
}

const simulatorTokens = { bot: 'xoxb-simulator', app: 'xapp-simulator' }

export async function startSlackSimulator(options: SlackSimulatorOptions = {}): Promise<SlackSimulator> {
  const state = new SlackState()
  const protocolErrors: string[] = []
  const faults = new Faults()
  const complain = (complaint: string) => void protocolErrors.push(complaint)
  const tokens = options.tokens ?? simulatorTokens
  const now = options.now ?? Date.now
  const scopes = new Set(allScopes)
  const newLimits = () => (options.rateLimits === 'off' ? undefined : new RateLimits(() => performance.now()))
  const create = (of: SlackState) => ({
    state: of,
    responseUrls: new ResponseUrls(of, complain, Date.now),
    limits: newLimits(),
  })
  const sockets = new SocketMode(state.app.id, faults, options)
  let connection: AppConnection = sockets
  const app: AppConnection = { deliver: (envelope) => connection.deliver(envelope) }
  const onUninstalled = (workspace: Pick<SlackContext, 'state'>) => {
    // The app may be gone by then.
    for (const type of uninstallEventTypes) sendUninstallEvent({ ...workspace, app }, type, now()).catch(() => {})
  }
  const parts = {
    ...create(state),
    tokens,
    views: new Views(),
    triggers: new Triggers(Date.now, options.answerWithinMs),
    faults,
    scopes,
    sockets,
    app,
    complain,
    workspaces: new Workspaces({ now, scopes, create, onUninstalled }, seedWorkspaces),
    unlimited: options.unlimited ?? [],
  }
  const { views, limits, workspaces } = parts
  const { host, close } = await serve(parts, options.port)
  const context = { ...parts, origin: `http://${host}` }

  return {
    ...actionsOf(context),
    ...{ views, faults, scopes, protocolErrors, limits, workspaces },
    apiUrl: `http://${host}/api/`,
    authorizeUrl: `http://${host}${authorizePath}`,
    botToken: tokens.bot,
    appToken: tokens.app,
    get connections() {
      return sockets.connections
    },
    workspace: (id) => actionsOf({ ...context, ...workspaces.get(id) }),
    useRequestUrl: (url) => {
      const delivery = new HttpDelivery(url, faults)
      connection = delivery
      return delivery
    },
    disconnect: (reason) => sockets.disconnect(reason),
    silence: () => sockets.silence(),
    close: async () => {
      await sockets.close()
      await close()
    },
  }
}

type Parts = Omit<WebApiOptions, 'workspace'> &
  Omit<MethodContext, 'openSocket'> &
  Pick<SlackContext, 'app' | 'responseUrls'> & { readonly sockets: SocketMode }

function actionsOf(context: Parts & { readonly origin: string }): WorkspaceActions {
  return {
    state: context.state,
    act: (action) => useElement(context, action),
    command: (typed) => command(context, typed),
    useShortcut: (use) => useShortcut(context, use),
    submitView: (submission) => submitView(context, submission),
    actInHome: (action) => useHomeElement(context, context.views, action),
    openHome: (user) => openHome(context, user),
    unarchive: (channel, user) => unarchiveChannel(context, channel, user),
    join: (channel, user) => join(context, channel, user),
    sendUninstallEvent: (type, at) => sendUninstallEvent(context, type, at),
  }
}

/** One server for the methods, the response addresses, the installation and the WebSocket. */
async function serve(parts: Parts, port?: number): Promise<Pick<LoopbackServer, 'close'> & { readonly host: string }> {
  const { sockets, responseUrls, workspaces, faults, complain } = parts
  let host = ''
  const workspace = { ...parts, openSocket: () => `ws://${host}${sockets.ticket()}` }
  const app = new Hono<HttpEnv>()
  app.route('/', webApi({ ...parts, workspace }))
  app.route('/', responseUrls.routes(faults))
  app.post('/actions/:team/*', (c) => workspaces.answerUrl(c.req.param('team'), c, faults))
  app.get(authorizePath, (c) => authorizePage(c, workspaces))
  app.notFound((c) => {
    complain(`unknown route: ${c.req.method} ${c.req.path}`)
    return c.json({ ok: false, error: 'unknown_method' }, 404)
  })
  const { server, host: own, close } = await serveOnLoopback(app.fetch, port)
  host = own
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))
  return { host, close }
}
