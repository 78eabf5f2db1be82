import type { App } from '@slack/bolt'
import type { Answers } from '../../domain/interaction.ts'
import { answerControls } from './actions.ts'
import { showHome } from './app-home.ts'
import { answerForms } from './modals.ts'
import type { Speaker } from './responder.ts'
import { answerCommands } from './slash-command.ts'
import type { People } from './users.ts'

/** What it takes to hear readers and to answer them. */
export interface Listener extends Speaker {
  readonly answers: Answers
  readonly people: People
}

/** Listens for everything that readers do. Each is acknowledged at once, and answered when the answer is there. */
export function listenToReaders(app: App, listener: Listener): void {
  answerCommands(app, listener)
  answerControls(app, listener)
  answerForms(app, listener)
  showHome(app, listener)
}
