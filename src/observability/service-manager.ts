import { execFile } from 'node:child_process'
import type { Log } from '../domain/log.ts'
import type { HealthStatus } from './health.ts'

interface ServiceManagerOptions {
  /** The bot is restarted after this long without a message, in milliseconds; without it there is no watchdog. */
  readonly watchdogMs?: number
  readonly live: () => HealthStatus
  readonly log: Log
}

/**
 * Reports the state of the bot to systemd: https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
 *
 * Node cannot write to a Unix datagram socket, so systemd's own `systemd-notify` does it, which waits until its message
 * was read. It needs `NotifyAccess=all`, because it is a process of its own.
 */
export class ServiceManager {
  readonly #options: ServiceManagerOptions
  #watchdog: NodeJS.Timeout | undefined
  #hasFailed = false

  constructor(options: ServiceManagerOptions) {
    this.#options = options
  }

  /** The bot has started. From now on the watchdog is fed while the bot is alive, at half of the time that it allows. */
  ready(): void {
    const { watchdogMs, live } = this.#options
    this.#send('READY=1')
    if (watchdogMs === undefined) return
    this.#watchdog = setInterval(() => live().ok && this.#send('WATCHDOG=1'), watchdogMs / 2)
  }

  stopping(): void {
    clearInterval(this.#watchdog)
    this.#send('STOPPING=1')
  }

  #send(state: string): void {
    execFile('systemd-notify', [state], (error) => {
      if (!error || this.#hasFailed) return
      this.#hasFailed = true
      const { code } = error
      const reason = code === 'ENOENT' ? 'there is no program `systemd-notify`' : String(code)
      this.#options.log.warn({ reason }, 'systemd cannot be notified; use Type=exec without WatchdogSec')
    })
  }
}
