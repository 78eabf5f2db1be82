import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { minuteMs } from '../../domain/duration.ts'
import type { DashboardData } from './options.ts'

/** How often the version of an open page is checked, in milliseconds; the query is cheap. */
const lookMs = 500

/** Notifies open pages when their content is out of date. */
export class DeliveryUpdates {
  readonly #dashboard: DashboardData
  readonly #closing = new AbortController()

  constructor(dashboard: DashboardData) {
    this.#dashboard = dashboard
  }

  /** The version of the page's content: it changes with the ledger and with time. */
  async version(): Promise<string> {
    const { inspector, clock, platforms } = this.#dashboard
    // A ledger that cannot be read is a version as well: the page shows it after a reload.
    const written = await inspector.version().catch(() => 'unreadable')
    return [written, Math.floor(clock.now() / minuteMs), ...platforms()].join(' ')
  }

  /** Sends `stale` once, as soon as the page of this version is out of date. */
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
