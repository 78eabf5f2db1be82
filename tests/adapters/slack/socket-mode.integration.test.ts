import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { SocketModeReceiver } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { sdkLogger } from '../../../src/adapters/slack/sdk-logger.ts'
import { keepConnected } from '../../../src/adapters/slack/socket-mode.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'

/** Long enough for a connection on a busy machine, short enough to wait for. In milliseconds. */
const patienceMs = 3_000

/** A Slack that accepts every connection and sends `hello` only to the given ones. */
async function silentSlack(greets: (connection: number) => boolean) {
  const server: Server = createServer((_, response) => {
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link`
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ ok: true, url }))
  })
  const sockets = new WebSocketServer({ server })
  let connections = 0
  sockets.on('connection', (socket) => {
    connections += 1
    if (greets(connections)) socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.clients.size }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
    server.close()
  })
  const log = memoryLog()
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  const createClient = () =>
    new SocketModeReceiver({
      appToken: 'xapp-silent',
      logger: sdkLogger(log),
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { slackApiUrl: address } },
    }).client
  return { log, sockets, createClient }
}

test('a Slack that sends no hello is tried again until it does', async () => {
  const { log, sockets, createClient } = await silentSlack((connection) => connection > 1)
  const listener = keepConnected(createClient, log, patienceMs)
  await expect.poll(() => listener.outage?.reason.text).toMatch(/no hello/)
  await expect.poll(() => listener.outage).toBeUndefined()
  await listener.close()
  expect(listener.outage).toBeDefined()
  await expect.poll(() => sockets.clients.size).toBe(0)
})

test('stopping does not wait for a hello', async () => {
  const { log, sockets, createClient } = await silentSlack(() => false)
  const listener = keepConnected(createClient, log)
  await once(sockets, 'connection')
  await listener.close()
  await expect.poll(() => sockets.clients.size).toBe(0)
})

test('a new connection is open before the old one is given up', async () => {
  const { log, sockets, createClient } = await silentSlack(() => true)
  const listener = keepConnected(createClient, log)
  await expect.poll(() => listener.outage).toBeUndefined()
  const [first] = sockets.clients
  const closed: number[] = []
  first?.on('message', () => {})
  first?.on('close', () => closed.push(sockets.clients.size))
  const outages: unknown[] = []
  sockets.on('connection', () => outages.push(listener.outage, first?.readyState))
  first?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
  await expect.poll(() => closed).toEqual([1])
  expect(outages).toEqual([undefined, first?.OPEN])
  expect(listener.outage).toBeUndefined()
  // The old one counted, too.
  expect(listener.otherConnections).toBe(0)

  const second = keepConnected(createClient, log)
  await expect.poll(() => second.outage).toBeUndefined()
  expect(second.otherConnections).toBe(1)
  await Promise.all([listener.close(), second.close()])
})

test('a Slack that leaves TCP open after it asked for a new connection is heard all the time', async () => {
  const { log, sockets, createClient } = await silentSlack(() => true)
  const listener = keepConnected(createClient, log)
  await expect.poll(() => listener.outage).toBeUndefined()
  const outages: unknown[] = []
  for (let refresh = 1; refresh <= 2; refresh += 1) {
    const newest = [...sockets.clients].at(-1)
    if (!newest) throw new Error('there is no connection')
    const next = once(sockets, 'connection')
    // The handshake that ends the connection is answered, and TCP stays.
    const transport = Reflect.get(newest, '_socket') as Socket
    transport.end = () => transport
    newest.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
    await next
    outages.push(listener.outage)
    await expect.poll(() => newest.readyState, { timeout: 30_000 }).not.toBe(newest.OPEN)
    outages.push(listener.outage)
  }
  expect(outages).toEqual(Array.from({ length: 4 }, () => undefined))
  expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([])
  await listener.close()
})
