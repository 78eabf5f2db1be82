import { on, once } from 'node:events'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { DiscordSimulator } from '../../../src/simulator/discord/server.ts'

interface Payload {
  readonly op: number
  readonly t?: string
  readonly s?: number
  readonly d?: Record<string, unknown>
}

/** A connection to the gateway without the library, to send payloads that the library never sends. */
export async function openSocket(simulator: DiscordSimulator, query = '?v=10&encoding=json') {
  const url = simulator.apiUrl.replace('http', 'ws').replace('/api', `/${query}`)
  const socket = new WebSocket(url)
  onTestFinished(() => socket.terminate())
  const payloads = on(socket, 'message')
  const closed = once(socket, 'close').then(([code]) => code as number)
  closed.catch(() => {})
  await once(socket, 'open')

  const next = async (): Promise<Payload> => {
    const { value = [] } = await payloads.next()
    return JSON.parse(String(value[0])) as Payload
  }
  return {
    socket,
    /** The code with which the simulator closed it. */
    closed,
    next,
    /** The next payload of this kind, whatever comes before it. */
    until: async (isIt: (payload: Payload) => boolean): Promise<Payload> => {
      let payload = await next()
      while (!isIt(payload)) payload = await next()
      return payload
    },
    send: (payload: unknown) => socket.send(JSON.stringify(payload)),
    identify: (more: object = {}) =>
      socket.send(JSON.stringify({ op: 2, d: { token: simulator.token, intents: 1, properties: {}, ...more } })),
  }
}
