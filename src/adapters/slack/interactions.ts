import type { App } from '@slack/bolt'
import type { InteractionHandler } from '../../domain/interaction.ts'
import { handleActions } from './actions.ts'
import { publishHome } from './app-home.ts'
import { handleSubmissions } from './modals.ts'
import type { ResponderContext } from './responder.ts'
import { handleCommands } from './slash-command.ts'
import type { UserDirectory } from './users.ts'

/** What it takes to hear readers and to answer them. */
export interface InteractionContext extends ResponderContext {
  readonly handler: InteractionHandler
  readonly users: UserDirectory
}

/** Listens for everything that readers do. Each is acknowledged at once, and answered when the answer is there. */
export function listenForInteractions(app: App, listener: InteractionContext): void {
  handleCommands(app, listener)
  handleActions(app, listener)
  handleSubmissions(app, listener)
  publishHome(app, listener)
}
