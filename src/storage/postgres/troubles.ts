import type { LedgerUnusable } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { isConnectionLost } from './errors.ts'

/** The troubles of a database that several pools use: each of them notices the same one, which is logged once. */
export class Troubles {
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

  /** The trouble of one pool, if any. */
  of(pool: object): LedgerUnusable | undefined {
    return this.#current.get(pool)
  }

  note(pool: object, trouble: LedgerUnusable | undefined): void {
    const isFirst = this.#current.size === 0
    const isKnown = trouble && [...this.#current.values()].some((each) => kindOf(each) === kindOf(trouble))
    if (trouble) this.#current.set(pool, trouble)
    else this.#current.delete(pool)
    if (trouble && !isKnown)
      this.#log?.error({ code: trouble.code, reason: trouble.message }, 'the ledger cannot be used')
    if (trouble && isFirst) this.#onBegin()
    if (!isFirst && this.#current.size === 0) this.#log?.info({}, 'the ledger can be used again')
  }
}

/** A server that restarts ends connections, then takes none, then refuses logins. The words also name the statement. */
const kindOf = (trouble: LedgerUnusable) => (isConnectionLost(trouble.cause) ? 'connection' : trouble.reason.code)
