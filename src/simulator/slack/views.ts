import { randomUUID } from 'node:crypto'
import { SlackErrorResponse } from '../../validators/slack/error.ts'

export interface StoredView {
  readonly id: string
  readonly user: string
  readonly hash: string
  readonly view: Readonly<Record<string, unknown>>
}

type ViewBody = StoredView['view']

/** The modal that each user has open, and the app's Home as each of them sees it. */
export class Views {
  readonly #modals = new Map<string, StoredView>()
  readonly #homes = new Map<string, StoredView>()
  readonly #listeners = new Set<(user: string) => void>()

  modalOf(user: string): StoredView | undefined {
    return this.#modals.get(user)
  }

  homeOf(user: string): StoredView | undefined {
    return this.#homes.get(user)
  }

  /** Opens a modal, which replaces an open one. */
  open(user: string, view: ViewBody): StoredView {
    const opened = stored(user, view)
    this.#modals.set(user, opened)
    this.#notify(user)
    return opened
  }

  close(user: string): void {
    this.#modals.delete(user)
    this.#notify(user)
  }

  /** Throws `hash_conflict` if the Home is not the one that `hash` names; an empty hash names any. */
  publish(user: string, view: ViewBody, hash: string): StoredView {
    const known = this.#homes.get(user)
    if (known && hash && hash !== known.hash) throw new SlackErrorResponse('hash_conflict')
    const published = stored(user, view, known?.id)
    this.#homes.set(user, published)
    this.#notify(user)
    return published
  }

  /** Calls back with the user whose views changed, until the returned function is called. */
  onChange(listener: (user: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #notify(user: string): void {
    for (const listener of this.#listeners) listener(user)
  }
}

function stored(user: string, view: ViewBody, id = `V${randomUUID().slice(0, 8).toUpperCase()}`): StoredView {
  return { id, user, view, hash: `${Date.now()}.${randomUUID().slice(0, 8)}` }
}
