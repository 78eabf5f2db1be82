import { randomUUID } from 'node:crypto'
import { SlackErrorResponse } from '../../validators/slack/error.ts'

/** https://docs.slack.dev/surfaces/modals: a stack of three. */
const stackMax = 3

export interface StoredView {
  readonly id: string
  readonly user: string
  readonly hash: string
  readonly view: Readonly<Record<string, unknown>>
}

type ViewBody = StoredView['view']

/** The modals that people have open, topmost last, and what they see on the app's Home. */
export class Views {
  readonly #stacks = new Map<string, StoredView[]>()
  readonly #homes = new Map<string, StoredView>()
  readonly #listeners = new Set<(user: string) => void>()

  stackOf(user: string): readonly StoredView[] {
    return this.#stacks.get(user) ?? []
  }

  homeOf(user: string): StoredView | undefined {
    return this.#homes.get(user)
  }

  open(user: string, view: ViewBody): StoredView {
    const opened = stored(user, view)
    this.#show(user, [opened])
    return opened
  }

  push(user: string, view: ViewBody): StoredView {
    const stack = this.stackOf(user)
    if (stack.length >= stackMax) throw new SlackErrorResponse('push_limit_reached')
    const pushed = stored(user, view)
    this.#show(user, [...stack, pushed])
    return pushed
  }

  /** The person closes the topmost modal. */
  close(user: string): void {
    this.#show(user, this.stackOf(user).slice(0, -1))
  }

  publish(user: string, view: ViewBody, hash: string): StoredView {
    const known = this.#homes.get(user)
    if (known && hash && hash !== known.hash) throw new SlackErrorResponse('hash_conflict')
    const published = stored(user, view, known?.id)
    this.#homes.set(user, published)
    this.#tell(user)
    return published
  }

  update(which: { id: string; externalId: string }, view: ViewBody, hash: string): StoredView {
    for (const [user, stack] of this.#stacks) {
      const known = stack.find(
        (each) => each.id === which.id || (which.externalId && each.view.external_id === which.externalId),
      )
      if (!known) continue
      if (hash && hash !== known.hash) throw new SlackErrorResponse('hash_conflict')
      const updated = stored(user, view, known.id)
      this.#show(
        user,
        stack.map((each) => (each === known ? updated : each)),
      )
      return updated
    }
    throw new SlackErrorResponse('not_found')
  }

  /** Calls back with whoever sees something else now; the result stops that. */
  onChange(listener: (user: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #show(user: string, stack: readonly StoredView[]): void {
    this.#stacks.set(user, [...stack])
    this.#tell(user)
  }

  #tell(user: string): void {
    for (const listener of this.#listeners) listener(user)
  }
}

function stored(user: string, view: ViewBody, id = `V${randomUUID().slice(0, 8).toUpperCase()}`): StoredView {
  return { id, user, view, hash: `${Date.now()}.${randomUUID().slice(0, 8)}` }
}
