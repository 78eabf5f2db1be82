import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'

/** How long after a lost connection another one is made, in milliseconds. */
const retryMs = 1_000

/**
 * Calls back for each notification, and after each connection, because some may have been missed. Behind a pooler that
 * shares sessions no notification arrives, so callers also poll.
 */
export function listenTo(pool: Pool, channel: string, call: (payload: string) => void) {
  const stopping = new AbortController()
  const { signal } = stopping
  const ended = keepListening()

  async function keepListening(): Promise<void> {
    while (!signal.aborted) {
      await listenOnce().catch(() => {})
      await wait(retryMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  /** Until the connection is lost. */
  async function listenOnce(): Promise<void> {
    const client = await pool.connect()
    try {
      if (signal.aborted) return
      const over = untilLost(client, signal)
      client.on('notification', ({ payload = '' }) => call(payload))
      await client.query(`LISTEN ${channel}`)
      call('')
      await over
    } finally {
      client.release(true)
    }
  }

  return {
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

function untilLost(client: PoolClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['error', 'end'] as const) client.once(event, () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
