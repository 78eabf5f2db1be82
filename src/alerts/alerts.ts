import type { AlertChannel, AlertSettings } from '../config/schema.ts'
import type { AlertLedger } from '../domain/alert.ts'
import type { PlatformName } from '../domain/destination.ts'
import { hourMs, minuteMs } from '../domain/duration.ts'
import { Ambiguous, errorFields, LedgerUnusable } from '../domain/errors.ts'
import { describeFailure } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { AlertMessages } from './alert.ts'
import { type DetectionContext, detectAlerts, ledgerAlert } from './detect.ts'
import { recordAlerts, recordResolved } from './record.ts'
import { type SendContext, sendAlerts, sendUnrecorded } from './send.ts'

export interface AlertsContext extends DetectionContext, Omit<SendContext, 'isOpen' | 'onRefused' | 'storesFor'> {
  /** The alerts as the process changes them that posts in a channel; without one, as the one that looks for alerts. */
  readonly storesFor?: (channel?: AlertChannel) => { readonly alerts: AlertLedger }
  readonly settings: () => AlertSettings
  /** Whether the platform can be posted to. */
  readonly isUp: (platform: PlatformName) => boolean
  /** Whether this process looks for alerts, of several that share the work. */
  readonly isLead?: () => boolean
  /** Whether it is known which process posts in a channel. */
  readonly knows?: (channel: AlertChannel) => boolean
  /** Runs the schedulers of the other processes, which look for alerts to send afterwards. */
  readonly wakeOthers?: (() => void) | undefined
}

/** How long to wait for more events before a check, in milliseconds, so that they share one message. */
const debounceMs = 5_000

/** The minimum time between two messages. */
const betweenMs = minuteMs

/** How long a channel is left out after it refused a message. */
const refusedMs = hourMs

/** Sends each alert once to the channel that the configuration names. */
export class Alerts {
  readonly #context: AlertsContext
  #checking = Promise.resolve()
  #isScheduled = false
  #isUnusableSent = false
  #sentAt = Number.NEGATIVE_INFINITY
  #refusal: { readonly channel: AlertChannel; readonly at: number } | undefined
  /** The last logged error: a repeated one is not logged again. */
  #logged = ''

  constructor(context: AlertsContext) {
    this.#context = context
  }

  /** Checks a little later, in case more happens. */
  soon(): void {
    const { clock, signal } = this.#context
    if (this.#isScheduled || signal.aborted) return
    this.#isScheduled = true
    void clock.wait(debounceMs, signal).then(() => {
      this.#isScheduled = false
      return this.check()
    })
  }

  /** Detects, records and sends alerts. Never rejects; one check at a time. */
  check(): Promise<void> {
    this.#checking = this.#checking.then(() => this.#check()).catch((error: unknown) => this.#logError(error))
    return this.#checking
  }

  /** Resolves when no check is running. */
  idle(): Promise<void> {
    return this.#checking
  }

  async #check(): Promise<void> {
    const { settings, clock, signal, isLead = () => true } = this.#context
    const now = clock.now()
    const current = settings()
    if (!current.to || signal.aborted) return
    const messages = messagesFor(current.language).alerts
    const [channel, leads] = [this.#channel(current, now), isLead()]
    if ((leads || channel || this.#isUnusableSent) && !(await this.#canRecord(channel, messages, now))) return
    if (leads) await this.#record(current, messages, now)
    if (now - this.#sentAt < betweenMs) return
    const before = channel ? (await this.#context.alerts.unsent(1)).length : 0
    const isOpen = (each: AlertChannel) => this.#isOpen(each, now)
    const onRefused = (refused: AlertChannel) => {
      this.#refusal = { channel: refused, at: now }
    }
    await sendAlerts(channel, messages, { ...this.#context, isOpen, onRefused })
    if (channel) this.#logged = ''
    if (before > 0) this.#sentAt = now
  }

  async #record(current: AlertSettings, messages: AlertMessages, now: number): Promise<void> {
    const { alerts, storesFor, wakeOthers } = this.#context
    const detected = await detectAlerts(now, current, this.#context)
    const isNew = await recordAlerts(detected, now, messages, storesFor?.().alerts ?? alerts, this.#context)
    if (isNew) wakeOthers?.()
  }

  /** Whether alerts can be recorded. If not, that is the only alert sent. */
  async #canRecord(channel: AlertChannel | undefined, messages: AlertMessages, now: number): Promise<boolean> {
    const { inspector, alerts } = this.#context
    try {
      await inspector.checkWritable(now)
    } catch (error) {
      if (!(error instanceof LedgerUnusable)) throw error
      if (channel && !this.#isUnusableSent)
        await this.#sendUnusable(describeFailure(error.reason, this.#context.settings().language), channel, messages)
      return false
    }
    // Any process may note this: another one may send alerts by now.
    if (this.#isUnusableSent) await recordResolved(ledgerAlert('', messages), messages.ledgerUsable, now, alerts)
    this.#isUnusableSent = false
    return true
  }

  async #sendUnusable(reason: string, channel: AlertChannel, messages: AlertMessages): Promise<void> {
    this.#isUnusableSent = true
    try {
      await sendUnrecorded(ledgerAlert(reason, messages), channel, messages, this.#context)
    } catch (error) {
      // A message that may have arrived is not sent again.
      this.#isUnusableSent = error instanceof Ambiguous
      throw error
    }
  }

  /** The first channel that takes messages just now. The process that posts in the first of all chooses. */
  #channel({ to, backup }: AlertSettings, now: number): AlertChannel | undefined {
    const { knows = () => true, posts = () => true } = this.#context
    const [first, ...others] = [to, backup].filter((each) => each !== undefined).filter(knows)
    return first && posts(first) ? [first, ...others].find((each) => this.#isOpen(each, now)) : undefined
  }

  #isOpen({ platform, channel }: AlertChannel, now: number): boolean {
    const refused = this.#refusal && now - this.#refusal.at < refusedMs ? this.#refusal.channel : undefined
    return this.#context.isUp(platform) && channel !== refused?.channel
  }

  #logError(error: unknown): void {
    const fields = errorFields(error)
    const text = JSON.stringify(fields) + String(error)
    if (text === this.#logged) return
    this.#logged = text
    this.#context.log.warn(fields, 'an alert could not be sent; trying again later')
  }
}
