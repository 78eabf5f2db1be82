import type { AlertChannel, AlertSettings } from '../config/alert-settings.ts'
import type { PlatformName } from '../domain/destination.ts'
import { Ambiguous, LedgerUnusable } from '../domain/errors.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { AlertMessages } from './alert.ts'
import { type DetectionContext, detectAlerts, unusable } from './detect.ts'
import { recordAlerts, resolveAlerts } from './record.ts'
import { isTransient, loggableReason, type SendContext, sendAlerts, sendUnrecorded } from './send.ts'

export interface AlertsOptions extends DetectionContext, SendContext {
  readonly settings: () => AlertSettings
  /** Whether something can be posted there just now. */
  readonly isUp: (platform: PlatformName) => boolean
}

/** What comes at once is told together: so long one waits for more of it, in milliseconds. */
const gatherMs = 5_000

/** At most so often, in milliseconds, however much there is to tell. */
const betweenMs = 60_000

/** A channel that refuses is left alone for so long, in milliseconds. */
const refusedMs = 3_600_000

/** Tells whoever runs the bot what needs somebody, once each, in the channel that the configuration names. */
export class Alerts {
  readonly #parts: AlertsOptions
  #looking = Promise.resolve()
  #isAwaited = false
  #isUnusableTold = false
  #toldAt = Number.NEGATIVE_INFINITY
  /** The channel that refused, and when; it is not tried for a while. */
  #refusal: { readonly channel: AlertChannel; readonly at: number } | undefined
  /** What was logged last about the channel: once is enough. */
  #logged = ''

  constructor(parts: AlertsOptions) {
    this.#parts = parts
  }

  /** Something happened that may need somebody: looks a little later, in case more happens. */
  soon(): void {
    const { clock, signal } = this.#parts
    if (this.#isAwaited || signal.aborted) return
    this.#isAwaited = true
    void clock.wait(gatherMs, signal).then(() => {
      this.#isAwaited = false
      return this.look()
    })
  }

  /** Looks how everything stands, and tells what is new. Never rejects; one look at a time. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look()).catch((error: unknown) => this.#complain(error))
    return this.#looking
  }

  /** Resolves when nobody looks any more. */
  idle(): Promise<void> {
    return this.#looking
  }

  async #look(): Promise<void> {
    const { settings, clock, alerts, signal } = this.#parts
    const now = clock.now()
    const wanted = settings()
    const { to } = wanted
    if (!to || signal.aborted) return
    const channel = this.#channel(wanted, now)
    const messages = messagesFor(wanted.language).alerts
    if (!(await this.#canRemember(channel, messages, now))) return
    await recordAlerts(await detectAlerts(now, wanted, this.#parts), now, messages, alerts, this.#parts)
    if (!channel || now - this.#toldAt < betweenMs) return
    const before = (await alerts.unsent(1)).length
    try {
      await sendAlerts(channel, messages, this.#parts)
      this.#logged = ''
    } catch (error) {
      if (!isTransient(error)) this.#refusal = { channel, at: now }
      throw error
    }
    if (before > 0) this.#toldAt = now
  }

  /** Whether what is told can be written down. When it cannot, that alone is told. */
  async #canRemember(channel: AlertChannel | undefined, messages: AlertMessages, now: number): Promise<boolean> {
    const { inspector, alerts } = this.#parts
    try {
      await inspector.checkWritable(now)
    } catch (error) {
      if (!(error instanceof LedgerUnusable)) throw error
      if (channel && !this.#isUnusableTold) await this.#tellUnusable(error.message, channel, messages)
      return false
    }
    if (this.#isUnusableTold) await resolveAlerts(unusable('', messages), messages.ledgerUsable, now, alerts)
    this.#isUnusableTold = false
    return true
  }

  async #tellUnusable(reason: string, channel: AlertChannel, messages: AlertMessages): Promise<void> {
    this.#isUnusableTold = true
    try {
      await sendUnrecorded(unusable(reason, messages), channel, messages, this.#parts)
    } catch (error) {
      // What may have arrived is not said again.
      this.#isUnusableTold = error instanceof Ambiguous
      throw error
    }
  }

  /** Where it can be told just now. */
  #channel({ to, backup }: AlertSettings, now: number): AlertChannel | undefined {
    const { isUp } = this.#parts
    const refused = this.#refusal && now - this.#refusal.at < refusedMs ? this.#refusal.channel : undefined
    const isOpen = (each: AlertChannel | undefined) =>
      each !== undefined && isUp(each.platform) && each.channel !== refused?.channel
    return [to, backup].find(isOpen)
  }

  #complain(error: unknown): void {
    const reason = loggableReason(error)
    const text = JSON.stringify(reason) + String(error)
    if (text === this.#logged) return
    this.#logged = text
    this.#parts.log.warn(reason, 'an alert could not be sent; trying again later')
  }
}
