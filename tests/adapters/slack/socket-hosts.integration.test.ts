import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { describe, type TestContext, test, vi } from 'vitest'
import { createSlack } from '../../../src/adapters/slack/slack.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting, vocabulary } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A Web API that takes every message and answers this when asked for a socket, and a bot that connects to it. */
async function openBot(socketAnswer: object, onTestFinished: TestContext['onTestFinished']) {
  let asked = 0
  const server = createServer((request, response) => {
    const asksSocket = request.url?.endsWith('/apps.connections.open')
    if (asksSocket) asked += 1
    const body = asksSocket ? socketAnswer : { ok: true, user_id: 'U1', team_id: 'T1', channel: 'C1', ts: '7.1' }
    request.resume().on('end', () => {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    })
  })
  const apiUrl = `http://127.0.0.1:${await listen(server)}/api/`
  const log = memoryLog()
  const tokens = { botToken: 'xoxb-token', appToken: 'xapp-token' }
  const platform = createSlack({ ...tokens, apiUrl, log, vocabulary, handler: onlyThese({}) })
  onTestFinished(async () => {
    await platform.stop()
    server.closeAllConnections()
    server.close()
  })
  const failed = () => log.lines.filter(({ message }) => message.startsWith('cannot listen')).length
  return { platform, failed, asked: () => asked, started: platform.start() }
}

async function openUntrustedServer(onTestFinished: TestContext['onTestFinished']) {
  const file = (name: string) => readFileSync(`tests/fixtures/tls/${name}.pem`)
  const server = createTlsServer({ key: file('server-key'), cert: file('server') })
  server.on('tlsClientError', () => {})
  onTestFinished(() => void server.close())
  return `wss://127.0.0.1:${await listen(server)}/link`
}

// Most of their time is pauses before the next attempt to connect. Side by side, each test has to clean up by its own context.
describe.concurrent('a socket of Slack that cannot be opened', () => {
  // The SDK does not say why a socket could not be opened.
  test.for([
    [
      'because its name is not known',
      async () => ({ ok: true, url: 'wss://socket.invalid/link' }),
      /cannot be reached/,
    ],
    [
      'because its certificate is not trusted',
      async (onTestFinished: TestContext['onTestFinished']) => ({
        ok: true,
        url: await openUntrustedServer(onTestFinished),
      }),
      /cannot be reached/,
    ],
    ['because the answer has no address', async () => ({ ok: true }), /cannot be reached/],
    ['because its address is none', async () => ({ ok: true, url: 'not an address' }), /cannot be reached/],
    [
      'because the token lacks its scope',
      async () => ({ ok: false, error: 'missing_scope', needed: 'connections:write' }),
      /SLACK_APP_TOKEN lacks the scope connections:write .* create an app-level token/,
    ],
  ] as const)('%s stops no post, and is tried again', async ([, answer, reason], { expect, onTestFinished }) => {
    const { platform, failed, asked, started } = await openBot(await answer(onTestFinished), onTestFinished)
    await started
    const [part] = await platform.renderer.render(aDigest, 'sections')
    if (!part) throw new Error('the digest has no part')
    expect(await postNow(platform.client, aPosting('C1', part))).toMatchObject({ message: '7.1' })
    await vi.waitUntil(() => failed() > 1, { timeout: 60_000 })
    expect(platform.listeningOutage?.reason.text).toMatch(reason)
    await platform.stop()
    expect(asked()).toBeLessThanOrEqual(failed() + 1)
  })
})

describe('a bot that stops while Slack’s socket answers nothing', () => {
  test('ends in good order when that connection fails afterwards', async ({ expect, onTestFinished }) => {
    const sockets: Socket[] = []
    const server = createTcpServer((socket) => void sockets.push(socket.on('error', () => {})))
    const url = `ws://127.0.0.1:${await listen(server)}/link`
    onTestFinished(() => void server.close())
    const connected = once(server, 'connection')
    const { platform } = await openBot({ ok: true, url }, onTestFinished)
    await connected
    await platform.stop()
    const errors: unknown[] = []
    const note = (error: unknown) => void errors.push(error)
    process.on('uncaughtExceptionMonitor', note)
    const closed = sockets.map((socket) => (socket.closed ? undefined : once(socket, 'close')))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
    // The other end of the connection notices it after this one.
    await new Promise((resolve) => setTimeout(resolve, 200))
    process.off('uncaughtExceptionMonitor', note)
    expect(errors).toEqual([])
  })
})
