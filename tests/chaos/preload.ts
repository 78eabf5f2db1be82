// Loaded before the bot: its clock is off by some milliseconds, and it calls from the address of its machine.
import { Socket } from 'node:net'

const [offsetMs, localAddress] = [Number(process.env.CLOCK_OFFSET_MS ?? 0), process.env.MACHINE_ADDRESS]
const System = Date

if (offsetMs !== 0)
  globalThis.Date = class extends System {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(System.now() + offsetMs)
      else super(...(given as [number]))
    }

    static override now(): number {
      return System.now() + offsetMs
    }
  } as DateConstructor

const { connect } = Socket.prototype
/** Node passes the options alone, or within a list. */
Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  const [options] = [given[0]].flat() as [{ host?: string; localAddress?: string } | undefined]
  if (localAddress && options?.host) options.localAddress = localAddress
  return Reflect.apply(connect, this, given)
} as typeof connect
