import type { PlatformName } from '../domain/destination.ts'
import type { Html } from './html.ts'
import type { View } from './view.ts'

/** One simulated client: what its reader sees, and what they can do in it. */
export interface Client {
  readonly platform: PlatformName
  /** The whole window. */
  window(view: View): Html
  /** Calls back for every change, with a function that gives the pieces of a view which it touches. */
  onChange(listener: (patches: (view: View) => readonly Patch[]) => void): () => void
  /** Uses a button or select. Rejects when the app does not answer in time. */
  act(form: URLSearchParams): Promise<void>
  /** Says something as the reader. False when there is no such channel or thread, or nothing to say. */
  say(form: URLSearchParams): boolean
}

/** A piece of the page to replace where it stands, to put at the end of its list, or (without `html`) to take away. */
export interface Patch {
  /** Ids of elements. */
  readonly list: string
  readonly item: string
  readonly html?: Html
  /** What a screen reader says of it. */
  readonly announce?: string
}

/** What a control was used for did not happen, as far as anybody knows; the sentence is the stand-in's. */
export class Unanswered extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'The app did not answer', { cause })
    this.name = 'Unanswered'
  }
}
