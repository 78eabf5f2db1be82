import type { LedgerUnusable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { isConnectionLost } from './errors.ts'

/** The outages of a database that several pools use: each of them notices the same one, which is logged once. */
export class Outages {
  readonly #current = new Map<object, LedgerUnusable>()
  #log: Log | undefined
  #onBegin: () => void = () => {}

  /** From now on logs when the database becomes unusable, and when it is usable again. */
  logTo(log: Log): void {
    this.#log = log
  }

  /** Calls back each time the database becomes unusable. */
  onBegin(call: () => void): void {
    this.#onBegin = call
  }

  /** The outage of one pool, if any. */
  of(pool: object): LedgerUnusable | undefined {
    return this.#current.get(pool)
  }

  note(pool: object, outage: LedgerUnusable | undefined): void {
    const isFirst = this.#current.size === 0
    const isKnown = outage && [...this.#current.values()].some((each) => kindOf(each) === kindOf(outage))
    if (outage) this.#current.set(pool, outage)
    else this.#current.delete(pool)
    if (outage && !isKnown) this.#log?.error({ code: outage.code, reason: outage.message }, 'the ledger cannot be used')
    if (outage && isFirst) this.#onBegin()
    if (!isFirst && this.#current.size === 0) this.#log?.info({}, 'the ledger can be used again')
  }
}

/** A server that restarts ends connections, then takes none, then refuses logins. The words also name the statement. */
const kindOf = (outage: LedgerUnusable) => (isConnectionLost(outage.cause) ? 'connection' : outage.reason.code)
