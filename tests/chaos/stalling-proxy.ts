import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A link to a socket of a server. It can stall: connections stay open, and what is sent arrives later. */
export class StallingProxy {
  /** The folder of its socket, which is named like the server's. */
  readonly folder: string
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #stalledUntil = 0

  static async open(target: string): Promise<StallingProxy> {
    const folder = await mkdtemp(join(tmpdir(), 'link-'))
    const proxy = new StallingProxy(folder, target)
    await new Promise<void>((resolve) => proxy.#server.listen(join(folder, '.s.PGSQL.5432'), resolve))
    return proxy
  }

  private constructor(folder: string, target: string) {
    this.folder = folder
    this.#server = createServer((near) => {
      const far = connect(target)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from)
        from.on('data', (data) => to.write(data))
        from.on('error', () => to.destroy())
        from.on('close', () => {
          this.#sockets.delete(from)
          to.destroy()
        })
      }
      if (performance.now() < this.#stalledUntil) for (const socket of [near, far]) socket.pause()
    })
  }

  /** Nothing passes for so long, in milliseconds; then all of it. */
  async stall(ms: number): Promise<void> {
    this.#stalledUntil = performance.now() + ms
    for (const socket of this.#sockets) socket.pause()
    await wait(ms)
    for (const socket of this.#sockets) socket.resume()
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.folder, { recursive: true, force: true })
  }
}
