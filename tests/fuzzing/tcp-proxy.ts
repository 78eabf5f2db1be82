import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** A proxy between a bot and a platform that forwards everything, and injects frames of its own into the sockets. */
export interface TcpProxy {
  /** The platform's address, by way of the relay. */
  readonly url: string
  /** Every frame that the platform sent. */
  readonly frames: readonly string[]
  /** Sends a frame to the bot as if the platform had. */
  slip(frame: string): void
  close(): Promise<void>
}

export async function openTcpProxy(platformUrl: string): Promise<TcpProxy> {
  const { host, pathname } = new URL(platformUrl)
  const [frames, bots] = [[] as string[], new Set<WebSocket>()]
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const here = `127.0.0.1:${(server.address() as AddressInfo).port}`
  // The platform names the address of its socket in answers and frames.
  const led = (text: string) => text.replaceAll(host, here)
  passCalls(server, host, led)
  passSockets(server, host, bots, (frame) => {
    frames.push(frame)
    return led(frame)
  })
  return {
    url: `http://${here}${pathname}`,
    frames,
    slip: (frame) => {
      for (const bot of bots) bot.send(frame)
    },
    close: async () => {
      for (const bot of bots) bot.terminate()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function passCalls(server: Server, host: string, led: (text: string) => string): void {
  const [hostname, port] = host.split(':')
  server.on('request', (from, to) => {
    const { method, url: path, headers } = from
    const call = request({ hostname, port, method, path, headers: { ...headers, host } }, async (answer) => {
      const text = led(await textOf(answer))
      const { 'content-length': _, 'transfer-encoding': __, ...rest } = answer.headers
      to.writeHead(answer.statusCode ?? 502, rest).end(text)
    })
    call.on('error', () => to.destroy())
    from.pipe(call)
  })
}

function passSockets(server: Server, host: string, bots: Set<WebSocket>, pass: (frame: string) => string): void {
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (upgrade, socket, head) => {
    sockets.handleUpgrade(upgrade, socket, head, (bot) => {
      const platform = new WebSocket(`ws://${host}${upgrade.url}`)
      const ready = once(platform, 'open')
      bots.add(bot)
      bot.on('message', async (data) => {
        await ready
        platform.send(String(data))
      })
      platform.on('message', (data) => bot.send(pass(String(data))))
      bot.on('close', () => {
        bots.delete(bot)
        platform.terminate()
      })
      platform.on('close', () => bot.terminate())
      for (const end of [bot, platform]) end.on('error', () => {})
    })
  })
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message.setEncoding('utf8')) text += chunk
  return text
}
