import type { AlertChannel } from '../config/alert-settings.ts'
import { postPartOnce } from '../delivery/post-part.ts'
import type { AlertMessage, AlertRecord, AlertStore } from '../domain/alert.ts'
import type { Clock } from '../domain/clock.ts'
import type { Day } from '../domain/day.ts'
import { deliveryId } from '../domain/delivery.ts'
import type { PlatformName } from '../domain/destination.ts'
import { digestId } from '../domain/digest.ts'
import { Ambiguous, CannotSay, ExpectedError, PlatformBusy, PlatformUnreachable } from '../domain/errors.ts'
import type { Log, LogFields } from '../domain/log.ts'
import type { Part } from '../domain/part.ts'
import type { Platform } from '../domain/platform.ts'
import { type Alert, type AlertMessages, parseAlert } from './alert.ts'
import { alertCards } from './cards.ts'

export interface SendContext {
  readonly alerts: AlertStore
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** So many are looked at for one message; what is listed counts them. */
const gatheredMax = 5_000

/**
 * Tells what was not told yet, gathered into as few messages as hold it: each message exactly once, by the discipline
 * that parts are posted with. Throws an `ExpectedError` when it cannot be told now; call it again then.
 */
export async function sendAlerts(channel: AlertChannel, messages: AlertMessages, teller: SendContext): Promise<void> {
  const { alerts, platforms } = teller
  for (const message of await alerts.unfinished()) await finish(message, messages, teller)
  const platform = platforms.get(channel.platform)
  const untold = await alerts.unsent(gatheredMax)
  if (!platform || untold.length === 0) return
  const together = fitting(untold, platform, messages)
  await finish(
    await alerts.gather(
      together.map(({ id }) => id),
      channel,
    ),
    messages,
    teller,
  )
}

/** As many as one message holds, the oldest first. */
function fitting(untold: readonly AlertRecord[], platform: Platform, messages: AlertMessages): readonly AlertRecord[] {
  let some = untold
  while (some.length > 1 && partsOf('', some, platform, messages).length > 1)
    some = some.slice(0, Math.ceil(some.length / 2))
  return some
}

function partsOf(
  key: string,
  notices: readonly AlertRecord[],
  platform: Platform,
  messages: AlertMessages,
): readonly Part[] {
  return platform.renderer.renderCards(key, alertCards(notices.map(parseAlert), messages))
}

async function finish(message: AlertMessage, messages: AlertMessages, teller: SendContext): Promise<void> {
  const { alerts, platforms, log } = teller
  const { key, channel } = message
  const platform = platforms.get(message.platform)
  const [part] = platform ? partsOf(key, message.notices, platform, messages) : []
  if (!platform || !part) return alerts.scatter(key)
  const id = idOf(message)
  const wasUncertain = (await alerts.parts(id)).some((entry) => entry.key === key && entry.state === 'uncertain')
  try {
    await postPartOnce(
      id,
      { place: { channel }, part, marker: { delivery: id, part: key } },
      { ...teller, platform, ledger: alerts },
    )
    log.info({ alert: key, count: message.notices.length, platform: platform.name }, 'alert sent')
  } catch (error) {
    if (error instanceof CannotSay) {
      if (!wasUncertain) log.warn({ alert: key, reason: error.message }, 'an alert may or may not have arrived')
      return
    }
    const begun = (await alerts.parts(id)).some((entry) => entry.key === key)
    if (!begun) await alerts.scatter(key)
    throw error
  }
}

/** Tells that what was told cannot be written down: once, as far as anybody can remember without it. */
export async function sendUnrecorded(
  alert: Alert,
  channel: AlertChannel,
  messages: AlertMessages,
  teller: SendContext,
): Promise<void> {
  const { platforms, clock } = teller
  const platform = platforms.get(channel.platform)
  const key = `ledger-${clock.now()}`
  const [part] = platform?.renderer.renderCards(key, alertCards([alert], messages)) ?? []
  if (!platform || !part) return
  const marker = { delivery: 'operations', part: key }
  await platform.client.post({ place: { channel: channel.channel }, part, marker })
}

/** Under this name the message is known again in its channel. */
function idOf({ notices: [first] }: AlertMessage) {
  const date = new Date(first?.notedAt ?? 0).toISOString().slice(0, 10) as Day
  return deliveryId({ name: 'operations' }, digestId({ publication: 'notices', date }))
}

/** Whether it is worth trying again in a minute. */
export function isTransient(error: unknown): boolean {
  return [Ambiguous, PlatformBusy, PlatformUnreachable].some((kind) => error instanceof kind)
}

/** What of an error may be logged. */
export function loggableReason(error: unknown): LogFields {
  return error instanceof ExpectedError ? { code: error.code, reason: error.message } : { err: error }
}
