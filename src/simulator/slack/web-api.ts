import { type Context, Hono } from 'hono'
import { SlackErrorResponse } from '../../validators/slack/error.ts'
import { validateSlack } from '../../validators/slack/validate.ts'
import type { Faults } from '../faults.ts'
import { answerUnder, callerOf, type HttpEnv } from '../http.ts'
import { type ParsedForm, readForm } from './form.ts'
import { imageError } from './images.ts'
import type { Args, Method, MethodContext } from './method.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { directoryMethods } from './methods/directory.ts'
import { viewMethods } from './methods/views.ts'
import { faultForms, type RateLimits, ratelimited } from './rate-limits.ts'
import { requireScope } from './scopes.ts'
import type { SimulatedWorkspace, Workspaces } from './workspaces.ts'

export interface WebApiOptions {
  readonly workspace: MethodContext
  /** The workspaces that installed the app with a click. */
  readonly workspaces: Workspaces
  readonly tokens: { readonly bot: string; readonly app: string }
  readonly faults: Faults
  readonly limits: RateLimits | undefined
  /** The methods without these checks. */
  readonly unlimited: readonly string[]
  /** Called for every call that no real app should make. */
  readonly complain: (complaint: string) => void
}

const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...conversationMethods,
  ...directoryMethods,
  ...viewMethods,
}

/** The methods under `/api/`. https://docs.slack.dev/apis/web-api */
export function webApi(options: WebApiOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.on(['GET', 'POST'], '/api/:method', (c) => handle(c, options))
  return app
}

async function handle(c: Context<HttpEnv>, options: WebApiOptions): Promise<Response> {
  const method = c.req.param('method') ?? ''
  const form = await readForm(method, c.req.raw)
  if (!form) return c.json({ ok: false, error: 'invalid_json' })
  const fault = options.faults.meet(method, form.args, callerOf(c))
  return answerUnder(fault, c, () => answer(c, method, form, options), faultForms)
}

function answer(c: Context<HttpEnv>, method: string, { args, token }: ParsedForm, options: WebApiOptions): Response {
  const header = c.req.header('authorization')
  const given = header?.replace(/^Bearer /, '') ?? token
  try {
    if (method === accessMethod) {
      refuseInvalid(method, args, options)
      return c.json({ ok: true, ...options.workspaces.grants.access(args, header) })
    }
    const installed = options.workspaces.ofToken(given)
    if (!installed) authenticate(method, given, options.tokens)
    else if (endings.has(method)) return c.json({ ok: true, ...end(method, args, given, installed, options) })
    const limits = options.unlimited.includes(method) ? undefined : (installed ?? options).limits
    const waitMs = limits?.take(method, String(args.channel ?? '')) ?? 0
    if (waitMs > 0) return ratelimited(waitMs)
    c.header('x-oauth-scopes', [...options.workspace.scopes].join(','))
    requireScope(method, options.workspace.scopes)
    const state = installed?.state ?? options.workspace.state
    return c.json({ ok: true, ...call(method, args, { ...options, workspace: { ...options.workspace, state } }) })
  } catch (error) {
    if (error instanceof SlackErrorResponse) return c.json(error.error.body)
    throw error
  }
}

/** It takes the credentials of the app instead of a token. */
const accessMethod = 'oauth.v2.access'

/** They end an installation: https://docs.slack.dev/reference/methods/apps.uninstall and auth.revoke */
const endings = new Set(['apps.uninstall', 'auth.revoke'])

function end(
  method: string,
  args: Args,
  token: string,
  { state }: SimulatedWorkspace,
  options: WebApiOptions,
): Record<string, unknown> {
  refuseInvalid(method, args, options)
  const { grants } = options.workspaces
  if (method === 'auth.revoke') {
    grants.revoke(token)
    return { revoked: true }
  }
  grants.checkApp(args)
  options.workspaces.uninstall(state.team.id)
  return {}
}

function authenticate(method: string, given: string, tokens: WebApiOptions['tokens']): void {
  if (method === 'api.test') return
  if (!given) throw new SlackErrorResponse('not_authed')
  if (given !== tokens.bot && given !== tokens.app) throw new SlackErrorResponse('invalid_auth')
  const wanted = method === 'apps.connections.open' ? tokens.app : tokens.bot
  if (given !== wanted) throw new SlackErrorResponse('not_allowed_token_type')
}

function refuseInvalid(method: string, args: Args, { complain }: Pick<WebApiOptions, 'complain'>): void {
  const error = validateSlack(method, args)
  if (!error) return
  complain(`${method}: ${error.message}`)
  throw new SlackErrorResponse(error)
}

function call(method: string, args: Args, options: WebApiOptions): Record<string, unknown> {
  const { workspace } = options
  refuseInvalid(method, args, options)
  const refusal = imageError(args, workspace.state)
  if (refusal) throw new SlackErrorResponse(refusal)
  return methods[method]?.(args, workspace) ?? {}
}
