import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { minuteMs } from '../../domain/duration.ts'
import type { DashboardData } from './options.ts'

/** How often an open page's version is looked at, in milliseconds: soon enough for an eye, and a query of no weight. */
const lookMs = 500

/** Tells open pages when what they show is not true any more. */
export class DeliveryUpdates {
  readonly #dashboard: DashboardData
  readonly #closing = new AbortController()

  constructor(dashboard: DashboardData) {
    this.#dashboard = dashboard
  }

  /** Names what there is to see: another word after every change of the ledger, and as time goes by. */
  async version(): Promise<string> {
    const { inspector, clock, platforms } = this.#dashboard
    // A ledger that cannot be read is another state of things, too: the page says so once it is drawn anew.
    const written = await inspector.version().catch(() => 'unreadable')
    return [written, Math.floor(clock.now() / minuteMs), ...platforms()].join(' ')
  }

  /** Says `stale` once, as soon as the page that was drawn at a version is. */
  stream(context: Context): Response {
    const seen = context.req.query('version')
    const { signal } = this.#closing
    return streamSSE(context, async (stream) => {
      let isOpen = seen === (await this.version())
      if (isOpen) await stream.writeSSE({ event: 'hello', data: '{}' })
      stream.onAbort(() => {
        isOpen = false
      })
      while (isOpen && !signal.aborted && seen === (await this.version())) {
        await wait(lookMs, undefined, { signal }).catch(() => {})
      }
      if (!signal.aborted && !stream.aborted) await stream.writeSSE({ event: 'stale', data: '{}' })
    })
  }

  close(): void {
    this.#closing.abort()
  }
}
