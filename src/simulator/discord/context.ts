import type { HttpBindings } from '@hono/node-server'
import type { Faults } from '../faults.ts'
import type { CommandRegistry } from './commands.ts'
import type { Interactions } from './interactions.ts'
import type { Nonces } from './nonces.ts'
import type { DiscordState } from './state.ts'

/** Something as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>

/** What all routes of one stand-in share. */
export interface DiscordContext {
  readonly state: DiscordState
  readonly faults: Faults
  readonly token: string
  readonly commands: CommandRegistry
  readonly interactions: Interactions
  readonly nonces: Nonces
  /** Calls that nobody here understands: a test expects none. */
  readonly protocolErrors: string[]
  /** Where the gateway listens. */
  gatewayUrl: string
}

/** What a route of the stand-in finds in its context: the parsed body. */
export interface Env {
  Bindings: HttpBindings
  Variables: { body: Json }
}
