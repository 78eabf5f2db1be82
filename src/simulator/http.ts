import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ConfigurationError } from '../domain/errors.ts'
import { hostInUrl, loopbackHost } from '../lib/loopback-host.ts'
import type { FaultKind, FaultTiming, RateLimitFault } from './faults.ts'

/** A server's context, with its connection. */
export type HttpEnv = { Bindings: HttpBindings }

export interface LoopbackServer {
  readonly server: Server
  /** With the port, as in a URL. */
  readonly host: string
  /** Cuts all connections: a fault may leave some without an answer. */
  close(): Promise<void>
}

/**
 * How long a connection stays open that is not used, in milliseconds: longer than clients keep one, as that of the
 * platforms does. A request that is sent at the moment in which a server closes the connection gets no answer.
 */
const keepAliveTimeoutMs = 75_000

/** Serves this machine only; the system picks the port unless one is given. */
export async function serveOnLoopback(
  fetch: (request: Request, env: HttpBindings) => unknown,
  port = 0,
): Promise<LoopbackServer> {
  const server = createAdaptorServer({ fetch: fetch as Parameters<typeof createAdaptorServer>[0]['fetch'] }) as Server
  server.keepAliveTimeout = keepAliveTimeoutMs
  const address = loopbackHost()
  server.listen(port, address)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigurationError(
      `Slack and Discord cannot be simulated, because nothing can listen on ${address} (${code}): this machine needs its loopback interface, \`ip link set lo up\`.`,
      { cause: error },
    )
  }
  return {
    server,
    host: `${hostInUrl(address)}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Open connections that get no more answers. */
const silenced = new WeakSet<Socket>()

/** The caller gives up, or the simulator closes the connection. */
const never = () => new Promise<never>(() => {})

/** The platform's responses to faults. */
export interface FaultForms {
  busy(fault: RateLimitFault): Response
  error(status: number): Response
}

/** The address of the client; undefined for a request without a server. */
export function callerOf({ env }: { readonly env: Partial<HttpBindings> }): string | undefined {
  return env.incoming?.socket.remoteAddress
}

/** Answers a call with its fault; `act` gives the regular answer. */
export async function answerUnder(
  fault: FaultKind | undefined,
  // A request without a server has no connection to silence.
  { env }: { readonly env: Partial<HttpBindings> },
  act: () => Response | Promise<Response>,
  forms: FaultForms,
): Promise<Response> {
  const socket = env.incoming?.socket
  if (socket && silenced.has(socket)) return never()
  if (!fault) return act()
  switch (fault.type) {
    case 'twice':
      return act()
    case 'busy':
      return forms.busy(fault)
    case 'slow':
      return trickle(await act(), fault.ms)
    case 'silent':
      env.outgoing?.once('finish', () => socket && silenced.add(socket))
      return act()
    default:
      if (fault.when === 'after') await act()
      else if (fault.when !== 'before') actLater(fault.when, act)
      if (fault.type === 'error') return forms.error(fault.status)
      if (fault.type === 'hang') return never()
      socket?.destroy()
      return RESPONSE_ALREADY_SENT
  }
}

function actLater(when: Exclude<FaultTiming, string>, act: () => unknown): void {
  if ('until' in when) void when.until.then(act)
  else setTimeout(act, when.lateMs).unref()
}

const noContent = 204

/** In how many pieces a slow body comes. */
const pieces = 8

function trickle(answer: Response, ms: number): Response {
  const { status, headers } = answer
  if (status === noContent) return answer
  return new Response(inPieces(answer, ms), { status, headers })
}

function inPieces(answer: Response, ms: number): ReadableStream<Uint8Array> {
  const body = answer.bytes()
  let at = 0
  let timer: NodeJS.Timeout | undefined
  return new ReadableStream({
    pull: async (controller) => {
      const bytes = await body
      const size = Math.max(1, Math.ceil(bytes.length / pieces))
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms / pieces)
      })
      controller.enqueue(bytes.slice(at, at + size))
      at += size
      if (at >= bytes.length) controller.close()
    },
    cancel: () => clearTimeout(timer),
  })
}

/**
 * Refuses an upgrade to a WebSocket if there is a fault for the call `UPGRADE`; false if it may go on. Discord's gateway answers 503 or, by its proxy, 520 at times:
 * https://github.com/discord/discord-api-docs/issues/7016
 */
export function refuseUpgrade(fault: FaultKind | undefined, socket: Duplex): boolean {
  switch (fault?.type) {
    case 'error':
      socket.end(`HTTP/1.1 ${fault.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return true
    case 'reset':
      socket.destroy()
      return true
    case 'hang':
      return true
    default:
      return false
  }
}
