import type { PlatformName } from '../../domain/destination.ts'
import type { Html } from '../../web/html.ts'
import type { View } from './view-state.ts'

/**
 * What a reader does in a client, as a form: says something or types a command, uses a control of a message, sends or
 * closes the dialog before them, dismisses a message that only they see, chooses from the menu of a message.
 */
export const userActions = ['say', 'act', 'submit', 'close', 'dismiss', 'choose'] as const
export type UserAction = (typeof userActions)[number]

/** One simulated client: what its reader sees, and what they can do in it. */
export interface Client {
  readonly platform: PlatformName
  /** Prepares a view before it is drawn: the app gets an event when its Home is opened. */
  enter(view: View): Promise<void>
  window(view: View): Html
  /** Calls back for every change, with a function that gives the pieces of a view which it touches. */
  onChange(listener: (patches: (view: View) => readonly Patch[]) => void): () => void
  /** Throws `ActionError` if it cannot be done, `NoAnswerError` if the app does not answer in time. */
  readonly actions: Readonly<Record<UserAction, (form: URLSearchParams) => Promise<void>>>
  /** The address in this page for a link of the platform. */
  local(url: string): string | undefined
  /** Suggestions for a message box, given the current fields of its form. */
  typing(form: URLSearchParams): Html | Promise<Html>
}

/** A piece of the page to replace, to append to its list, or (without `html`) to remove. */
export interface Patch {
  /** Ids of elements. */
  readonly list: string
  readonly item: string
  readonly html?: Html
  /** The announcement for screen readers. */
  readonly announce?: string
}

/** The app did not answer in time; the message is the simulator's. */
export class NoAnswerError extends Error {
  readonly status = 504

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'The app did not answer', { cause })
    this.name = 'NoAnswerError'
  }
}

/** The client itself refuses the action; the sentence says why. */
export class ActionError extends Error {
  readonly status = 422

  constructor(message: string) {
    super(message)
    this.name = 'ActionError'
  }
}

/** The app refuses what was filled in. `problems` has a sentence by the name of each wrong field. */
export class FieldErrors extends ActionError {
  readonly problems: Readonly<Record<string, string>>

  constructor(problems: Readonly<Record<string, string>>) {
    super(Object.values(problems).join(' '))
    this.name = 'FieldErrors'
    this.problems = problems
  }
}

export async function waitForAnswer<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing
  } catch (error) {
    throw new NoAnswerError(error)
  }
}
