import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Client, Patch } from './client.ts'
import { type View, viewOf } from './view-state.ts'

/** A page with this many unsent events is cut off; it loads again. */
const waitingMax = 1_000

interface Watcher {
  readonly view: View
  send(event: string, value: unknown): void
  end(): void
}

/** Sends changes to open pages, as server-sent events. */
export class ClientUpdates {
  readonly #run = randomUUID()
  readonly #watchers = new Set<Watcher>()
  readonly #leave: (() => void)[]
  #changes = 0

  constructor(clients: readonly Client[]) {
    this.#leave = clients.map((client) =>
      client.onChange((patches) => {
        this.#changes += 1
        for (const watcher of this.#watchers) {
          for (const patch of patches(watcher.view)) watcher.send('patch', plainPatch(patch))
        }
      }),
    )
  }

  /** The id of the last event; a page sends it, so that it gets what it missed. */
  version(): string {
    return `${this.#run}-${this.#changes}`
  }

  /** The events of one open page, until the page or the server closes. */
  stream(context: Context): Response {
    const query = new URL(context.req.url).searchParams
    const seen = context.req.header('last-event-id') ?? query.get('version')
    return streamSSE(context, async (stream) => {
      const { promise: ended, resolve: end } = Promise.withResolvers<void>()
      let written: Promise<unknown> = Promise.resolve()
      let waiting = 0
      const send = (event: string, value: unknown) => {
        waiting += 1
        if (waiting > waitingMax) return end()
        const id = this.version()
        // One after another: the order of patches is the order of the messages.
        written = written
          .then(async () => stream.writeSSE({ event, id, data: JSON.stringify(await value) }))
          .then(() => {
            waiting -= 1
          })
          .catch(end)
      }
      const watcher: Watcher = { view: viewOf(query), send, end }
      this.#watchers.add(watcher)
      stream.onAbort(end)
      send(seen === this.version() ? 'hello' : 'stale', {})
      await ended
      this.#watchers.delete(watcher)
    })
  }

  close(): void {
    for (const leave of this.#leave) leave()
    for (const { end } of this.#watchers) end()
  }
}

async function plainPatch({ html, ...patch }: Patch): Promise<object> {
  return html === undefined ? patch : { ...patch, html: String(await html) }
}
