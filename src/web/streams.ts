import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'

/** Half of the server's connections, so that /healthz and the pages always get one. */
const streamsMax = 128
const streamsPerAddressMax = 32

const sentence = 'Too many pages are open, so this one does not update by itself. Close some and load it again.\n'

/** Limits streams of events for each address and in total (backpressure). One tab has one stream. */
export function limitStreams(): MiddlewareHandler {
  const open = new Map<string, number>()
  return async (context, next) => {
    const { incoming, outgoing } = context.env as HttpBindings
    const address = incoming.socket.remoteAddress ?? ''
    const own = open.get(address) ?? 0
    const all = [...open.values()].reduce((sum, count) => sum + count, 0)
    if (own >= streamsPerAddressMax || all >= streamsMax) return context.text(sentence, 503, { 'retry-after': '30' })
    open.set(address, own + 1)
    outgoing.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
    await next()
  }
}
