/**
 * Makes a unit test fail that opens a socket, a process or a database file: such a test is slow or waits for the
 * machine, and belongs in a file whose name ends in `.integration.test.ts`.
 */
import childProcess from 'node:child_process'
import dgram from 'node:dgram'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { types } from 'node:util'

const refuse = (what: string) => () => {
  throw new Error(`A unit test may not ${what}: use a fake, or end the file's name in .integration.test.ts`)
}

net.Server.prototype.listen = refuse('listen on a socket')
net.Socket.prototype.connect = refuse('open a socket')
dgram.createSocket = refuse('open a socket')

const start = refuse('start a process')
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
  Object.assign(childProcess, { [name]: start })

const sqlite: typeof import('node:sqlite') = createRequire(import.meta.url)('node:sqlite')
// Files of one worker share this class, and each runs this setup.
if (!types.isProxy(sqlite.DatabaseSync))
  sqlite.DatabaseSync = new Proxy(sqlite.DatabaseSync, {
    construct: (target, args, newTarget) =>
      args[0] === ':memory:' ? Reflect.construct(target, args, newTarget) : refuse('open a database file')(),
  })

syncBuiltinESMExports()
