import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { FaultKind } from './faults.ts'

/** A server's context, with the connection under it. */
export type Wire = { Bindings: HttpBindings }

export interface Loopback {
  readonly server: Server
  readonly port: number
  /** Cuts every connection: a stand-in may leave some unanswered on purpose. */
  close(): Promise<void>
}

/** Serves on 127.0.0.1 only; the system picks the port unless one is given. */
export async function listen(fetch: (request: Request, env: HttpBindings) => unknown, port = 0): Promise<Loopback> {
  const server = createAdaptorServer({ fetch: fetch as Parameters<typeof createAdaptorServer>[0]['fetch'] }) as Server
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers a call as the fault has it, `act` being the proper answer and `busy` the platform's 429. */
export async function answerUnder(
  fault: FaultKind | undefined,
  { env }: Context<Wire>,
  act: () => Response | Promise<Response>,
  busy: (retryAfterMs: number) => Response,
): Promise<Response> {
  if (!fault) return act()
  if (fault.type === 'busy') return busy(fault.retryAfterMs)
  if (fault.when === 'after') await act()
  if (fault.type === 'error') return new Response('', { status: fault.status })
  if (fault.type === 'reset') env.incoming.socket.destroy()
  // The answer never comes, or the connection is gone.
  return RESPONSE_ALREADY_SENT
}
