import type { App } from '@slack/bolt'
import type { Answers } from '../../domain/request.ts'
import { answerCommands } from './commands.ts'
import { answerControls } from './controls.ts'
import { answerForms } from './forms.ts'
import { showHome } from './home.ts'
import type { People } from './people.ts'
import type { Speaker } from './say.ts'

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
