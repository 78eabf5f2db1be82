import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Json } from '../../lib/json.ts'
import { DiscordErrorResponse, refuse } from '../../validators/discord/error.ts'
import { Faults } from '../faults.ts'
import { serveOnLoopback } from '../http.ts'
import { accountRoutes } from './account-routes.ts'
import { commandRoutes } from './command-routes.ts'
import { CommandRegistry } from './commands.ts'
import type { DiscordContext, Env } from './context.ts'
import { dispatchToGateway } from './events.ts'
import { SimulatedGateway } from './gateway.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { Interactions } from './interactions.ts'
import { messageRoutes } from './message-routes.ts'
import { apiPath, middleware } from './middleware.ts'
import { Nonces } from './nonces.ts'
import { type CommandUse, type ControlUse, type DialogUse, type MessageCommandUse, UserActions } from './people.ts'
import { RateLimits } from './rate-limits.ts'
import { seedData } from './seed-data.ts'
import { Sharding, type ShardingOptions } from './sharding.ts'
import { DiscordState } from './state.ts'
import { threadRoutes } from './thread-routes.ts'

/** A simulated Discord on the loopback, as strict as the real one, with the seed data. */
export interface DiscordSimulator {
  /** Without a version: `http://HOST:PORT/api`. */
  readonly apiUrl: string
  readonly token: string
  readonly applicationId: string
  readonly state: DiscordState
  readonly faults: Faults
  readonly protocolErrors: readonly string[]
  /** How often the bot may still identify today. */
  readonly sessionStarts: { total: number; remaining: number }
  /** Its rate limits; undefined if they are off. */
  readonly limits: RateLimits | undefined
  /** The bots' connections, which can be dropped, silenced, asked to reconnect, or invalidated. */
  readonly gateway: Omit<SimulatedGateway, 'dispatch' | 'close'>
  /** A person uses a control. Resolves when the bot has answered, rejects when it has not within three seconds. */
  act(use: ControlUse): Promise<void>
  /** A person sends a command. Resolves and rejects as `act` does. */
  command(use: CommandUse): Promise<void>
  /** A person chooses a command in the menu of a message. Resolves and rejects as `act` does. */
  commandOnMessage(use: MessageCommandUse): Promise<void>
  suggest(use: CommandUse): Promise<readonly Json[]>
  submit(use: DialogUse): Promise<void>
  readonly dialogs: Pick<UserActions, 'dialogOf' | 'dismiss'>
  readonly commands: Pick<CommandRegistry, 'all' | 'find'>
  close(): Promise<void>
}

export interface DiscordSimulatorOptions {
  /** Chosen by the system when left out. */
  readonly port?: number
  /** `off` turns the rate limits off. */
  readonly rateLimits?: 'real' | 'off'
  readonly heartbeatMs?: number
  readonly sharding?: ShardingOptions
  readonly answerWithinMs?: number
  /** The token that the bot must send. */
  readonly token?: string
}
export async function startDiscordSimulator(options: DiscordSimulatorOptions = {}): Promise<DiscordSimulator> {
  const site = emptySite(options)
  const { state } = site
  const limits = options.rateLimits === 'off' ? undefined : new RateLimits()
  const { server, host, close } = await serveOnLoopback(routes(site, limits).fetch, options.port)
  const gateway = new SimulatedGateway(site, server, options.heartbeatMs, options.sharding)
  site.gatewayUrl = `ws://${host}`
  site.sharding = gateway.sharding
  const people = new UserActions(site, gateway)
  dispatchToGateway(state, gateway)

  return {
    apiUrl: `http://${host}/api`,
    token: site.token,
    applicationId: state.bot.id,
    state,
    faults: site.faults,
    protocolErrors: site.protocolErrors,
    sessionStarts: site.sessionStarts,
    limits,
    gateway,
    act: (use) => people.act(use),
    command: (use) => people.command(use),
    commandOnMessage: (use) => people.commandOnMessage(use),
    suggest: (use) => people.suggest(use),
    submit: (use) => people.submit(use),
    dialogs: people,
    commands: site.commands,
    close: async () => {
      site.interactions.close()
      gateway.close()
      await close()
    },
  }
}

function emptySite({ answerWithinMs, token = seedData.token }: DiscordSimulatorOptions): DiscordContext {
  const state = new DiscordState()
  return {
    state,
    faults: new Faults(),
    token,
    commands: new CommandRegistry(state),
    interactions: new Interactions(state, answerWithinMs),
    nonces: new Nonces(),
    protocolErrors: [],
    gatewayUrl: '',
    sharding: new Sharding(),
    sessionStarts: { total: 1000, remaining: 1000 },
  }
}

function routes(site: DiscordContext, limits: RateLimits | undefined): Hono<Env> {
  const app = new Hono<Env>()
  app.use(`${apiPath}/*`, middleware(site, limits))
  for (const some of [accountRoutes, messageRoutes, threadRoutes, commandRoutes, interactionRoutes])
    app.route(apiPath, some(site))

  app.notFound((context) => {
    site.protocolErrors.push(`${context.req.method} ${context.req.path} is not known here`)
    return context.json(refuse(0).body, 404)
  })
  app.onError((error, context) => {
    if (error instanceof DiscordErrorResponse)
      return context.json(error.refusal.body, error.refusal.status as ContentfulStatusCode)
    site.protocolErrors.push(`${context.req.method} ${context.req.path} broke the simulator: ${error.stack}`)
    return context.json({ message: '500: Internal Server Error', code: 0 }, 500)
  })
  return app
}
