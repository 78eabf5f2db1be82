import { type Context, Hono } from 'hono'
import { SlackErrorResponse } from '../../validators/slack/error.ts'
import { validateSlack } from '../../validators/slack/validate.ts'
import type { Faults } from '../faults.ts'
import { answerUnder, type Wire } from '../http.ts'
import { type ParsedForm, readForm } from './form.ts'
import { imageError } from './images.ts'
import type { Args, Method, MethodContext } from './method.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { directoryMethods } from './methods/directory.ts'
import { viewMethods } from './methods/views.ts'
import { faultForms, type RateLimits, ratelimited } from './rate-limits.ts'
import { requireScope } from './scopes.ts'

export interface WebApiOptions {
  readonly workspace: MethodContext
  readonly tokens: { readonly bot: string; readonly app: string }
  readonly faults: Faults
  readonly rateLimits: RateLimits | undefined
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
export function webApi(options: WebApiOptions): Hono<Wire> {
  const app = new Hono<Wire>()
  app.on(['GET', 'POST'], '/api/:method', (c) => handle(c, options))
  return app
}

async function handle(c: Context<Wire>, options: WebApiOptions): Promise<Response> {
  const method = c.req.param('method') ?? ''
  const form = await readForm(method, c.req.raw)
  if (!form) return c.json({ ok: false, error: 'invalid_json' })
  const fault = options.faults.meet(method, form.args)
  return answerUnder(fault, c, () => answer(c, method, form, options), faultForms)
}

function answer(c: Context<Wire>, method: string, { args, token }: ParsedForm, options: WebApiOptions): Response {
  const given = c.req.header('authorization')?.replace(/^Bearer /, '') ?? token
  try {
    authenticate(method, given, options.tokens)
    const limits = options.unlimited.includes(method) ? undefined : options.rateLimits
    const waitMs = limits?.take(method, String(args.channel ?? '')) ?? 0
    if (waitMs > 0) return ratelimited(waitMs)
    c.header('x-oauth-scopes', [...options.workspace.scopes].join(','))
    requireScope(method, options.workspace.scopes)
    return c.json({ ok: true, ...call(method, args, options) })
  } catch (error) {
    if (error instanceof SlackErrorResponse) return c.json(error.error.body)
    throw error
  }
}

function authenticate(method: string, given: string, tokens: WebApiOptions['tokens']): void {
  if (method === 'api.test') return
  if (!given) throw new SlackErrorResponse('not_authed')
  if (given !== tokens.bot && given !== tokens.app) throw new SlackErrorResponse('invalid_auth')
  const wanted = method === 'apps.connections.open' ? tokens.app : tokens.bot
  if (given !== wanted) throw new SlackErrorResponse('not_allowed_token_type')
}

function call(method: string, args: Args, { workspace, complain }: WebApiOptions): Record<string, unknown> {
  const error = validateSlack(method, args)
  if (error) {
    complain(`${method}: ${error.message}`)
    throw new SlackErrorResponse(error)
  }
  const refusal = imageError(args, workspace.state)
  if (refusal) throw new SlackErrorResponse(refusal)
  return methods[method]?.(args, workspace) ?? {}
}
