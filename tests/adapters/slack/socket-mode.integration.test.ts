import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SocketModeReceiver } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { sdkLogger } from '../../../src/adapters/slack/sdk-logger.ts'
import { keepConnected } from '../../../src/adapters/slack/socket-mode.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'

/** Long enough for a connection on a busy machine, short enough to wait for. In milliseconds. */
const patienceMs = 3_000

/** A Slack that lets everybody in and greets only those whose turn it says. */
async function silentSlack(greets: (connection: number) => boolean) {
  const server: Server = createServer((_, response) => {
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link`
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ ok: true, url }))
  })
  const sockets = new WebSocketServer({ server })
  let connections = 0
  sockets.on('connection', (socket) => {
    connections += 1
    if (greets(connections)) socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
    server.close()
  })
  const log = memoryLog()
  const receiver = new SocketModeReceiver({
    appToken: 'xapp-silent',
    logger: sdkLogger(log),
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: { slackApiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/` },
    },
  })
  return { log, sockets, client: receiver.client }
}

test('a Slack that does not greet holds up nobody, and is tried again until it does', async () => {
  const { log, sockets, client } = await silentSlack((connection) => connection > 1)
  const connection = keepConnected(client, log, patienceMs)
  await connection.open()
  expect(log.lines.at(-1)?.message).toContain('messages can be posted meanwhile')
  expect(connection.isOpen).toBe(false)
  await expect.poll(() => log.lines.at(-1)?.message).toBe('reconnected to Slack')
  expect(connection.isOpen).toBe(true)
  await connection.close()
  expect(connection.isOpen).toBe(false)
  await expect.poll(() => sockets.clients.size).toBe(0)
})

test('stopping does not wait for a greeting', async () => {
  const { log, sockets, client } = await silentSlack(() => false)
  const connection = keepConnected(client, log)
  const opening = connection.open()
  await once(sockets, 'connection')
  await connection.close()
  await opening
  await expect.poll(() => sockets.clients.size).toBe(0)
})
