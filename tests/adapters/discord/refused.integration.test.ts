import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { vocabulary } from '../../contracts/digest.ts'

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const authenticationFailed = 4004

/** A Discord that checks the token only when the bot identifies. */
async function lateGatekeeper(): Promise<string> {
  const port = () => (server.address() as AddressInfo).port
  const server: Server = createServer((_, response) => {
    const limits = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 }
    const answer = { id: '1', url: `ws://127.0.0.1:${port()}`, shards: 1, session_start_limit: limits }
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', () => socket.close(authenticationFailed))
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 60_000 }, s: null, t: null }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
    server.close()
  })
  return `http://127.0.0.1:${port()}/api`
}

test('a token that only the gateway refuses is named', async () => {
  const options = {
    token: 'a.b.c',
    apiUrl: await lateGatekeeper(),
    log: memoryLog(),
    vocabulary,
    handler: onlyThese({}),
  }
  const platform = createDiscord(options)
  await platform.start()
  await expect.poll(() => platform.listeningOutage?.reason.text).toContain('DISCORD_TOKEN')
  await platform.stop()
})
