import type { HttpBindings } from '@hono/node-server'
import type { Json } from '../../lib/json.ts'
import type { Faults } from '../faults.ts'
import type { CommandRegistry } from './commands.ts'
import type { Interactions } from './interactions.ts'
import type { Nonces } from './nonces.ts'
import type { Sharding } from './sharding.ts'
import type { DiscordState } from './state.ts'

/** The dependencies of all routes of one simulated Discord. */
export interface DiscordContext {
  readonly state: DiscordState
  readonly faults: Faults
  readonly token: string
  readonly commands: CommandRegistry
  readonly interactions: Interactions
  readonly nonces: Nonces
  /** Unknown calls: a test expects none. */
  readonly protocolErrors: string[]
  gatewayUrl: string
  sharding: Sharding
  /** topics/rate-limits and events/gateway: identifies a day; Discord resets the token of a bot that uses them all. */
  readonly sessionStarts: { total: number; remaining: number }
}

/** The variables of the Hono context: the parsed body. */
export interface Env {
  Bindings: HttpBindings
  Variables: { body: Json }
}
