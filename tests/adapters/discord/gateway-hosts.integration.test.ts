import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { describe, type TestContext, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting, vocabulary } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'

const portOf = (server: Server) => (server.address() as AddressInfo).port

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return portOf(server)
}

/** An address of this test alone: no other one is certainly free when tests run in parallel. */
type Cleanup = Pick<TestContext, 'onTestFinished'>

/** A REST API that takes every message and names this gateway, and a bot that connects to it. */
async function openBot(gateway: string, { onTestFinished }: Cleanup) {
  const limit = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 }
  const server = createServer((request, response) => {
    const asksGateway = request.url?.endsWith('/gateway/bot')
    const body = asksGateway ? { url: gateway, shards: 1, session_start_limit: limit } : { id: '7' }
    request.resume().on('end', () => {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    })
  })
  const apiUrl = `http://127.0.0.1:${await listen(server)}/api`
  const log = memoryLog()
  const platform = createDiscord({ apiUrl, token: 'token', log, vocabulary, handler: onlyThese({}) })
  onTestFinished(async () => {
    await platform.stop()
    server.closeAllConnections()
    server.close()
  })
  return { platform, log, started: platform.start() }
}

/** A gateway that takes connections and says nothing. */
async function openSilentGateway({ onTestFinished }: Cleanup) {
  const sockets: Socket[] = []
  const server = createTcpServer((socket) => void sockets.push(socket.on('error', () => {})))
  const url = `ws://127.0.0.1:${await listen(server)}`
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url, server, sockets }
}

async function openUntrustedGateway({ onTestFinished }: Cleanup) {
  const file = (name: string) => readFileSync(`tests/fixtures/tls/${name}.pem`)
  const server = createTlsServer({ key: file('server-key'), cert: file('server') })
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  server.on('tlsClientError', () => {})
  const url = `wss://127.0.0.1:${await listen(server)}`
  onTestFinished(() => void server.close())
  return { url, connections: () => connections }
}

// Most of their time is pauses before the next attempt to connect.
describe.concurrent('a gateway that cannot be reached', () => {
  test.for([
    ['by its name', 'wss://gateway.invalid', /ENOTFOUND|EAI_AGAIN/],
    ['because its address is none', 'nonsense', /unknown form|unexpected/],
  ] as const)('%s stops no post, and is tried again', async ([, url, reason], context) => {
    const { expect } = context
    const { platform, log, started } = await openBot(url, context)
    await started
    const [part] = await platform.renderer.render(aDigest, 'sections')
    if (!part) throw new Error('the digest has no part')
    expect(await postNow(platform.client, aPosting('1', part))).toMatchObject({ message: '7' })
    await vi.waitUntil(() => log.lines.filter(({ message }) => message.startsWith('cannot listen')).length > 1, {
      timeout: 60_000,
    })
    expect(platform.listeningOutage?.reason.text).toMatch(reason)
  })

  test('because its certificate is not trusted stops no post, and each attempt has one connection', async (context) => {
    const { expect } = context
    const { url, connections } = await openUntrustedGateway(context)
    const { platform, log, started } = await openBot(url, context)
    await started
    const [part] = await platform.renderer.render(aDigest, 'sections')
    if (!part) throw new Error('the digest has no part')
    expect(await postNow(platform.client, aPosting('1', part))).toMatchObject({ message: '7' })
    const failed = () => log.lines.filter(({ message }) => message.startsWith('cannot listen')).length
    await vi.waitUntil(() => failed() > 1, { timeout: 60_000 })
    expect(platform.listeningOutage?.reason.text).toMatch(/certificate/)
    await platform.stop()
    expect(connections()).toBeLessThanOrEqual(failed() + 1)
  })
})

describe('a bot that stops while the gateway answers nothing', () => {
  test('ends in good order when that connection fails afterwards', async (context) => {
    const { expect } = context
    const { url, server, sockets } = await openSilentGateway(context)
    const connected = once(server, 'connection')
    const { platform } = await openBot(url, context)
    await connected
    await platform.stop()
    const errors: unknown[] = []
    const note = (error: unknown) => void errors.push(error)
    process.on('uncaughtExceptionMonitor', note)
    const closed = sockets.map((socket) => once(socket, 'close'))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
    // The other end of the connection notices it after this one.
    await new Promise((resolve) => setTimeout(resolve, 200))
    process.off('uncaughtExceptionMonitor', note)
    expect(errors).toEqual([])
  })

  test('closes the connection if it opens afterwards, and does not log in', async (context) => {
    const { expect } = context
    const { url, server, sockets } = await openSilentGateway(context)
    const connected = once(server, 'connection')
    const { platform } = await openBot(url, context)
    await connected
    await platform.stop()
    const [socket] = sockets
    const gateway = new WebSocketServer({ noServer: true })
    const http = createServer()
    const received: unknown[] = []
    const closed = Promise.withResolvers<void>()
    http.on('upgrade', (request, upgraded, head) => {
      gateway.handleUpgrade(request, upgraded, head, (client) => {
        client.on('message', (data) => received.push(JSON.parse(String(data)).op))
        client.on('close', () => closed.resolve())
        client.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 45_000 } }))
      })
    })
    http.emit('connection', socket)
    await closed.promise
    expect(received).not.toContain(2)
  })
})
