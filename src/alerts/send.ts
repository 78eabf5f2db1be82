import type { AlertChannel } from '../config/schema.ts'
import { postPartOnce } from '../delivery/post-part.ts'
import type { AlertLedger, AlertMessage, AlertRecord } from '../domain/alert.ts'
import type { Clock } from '../domain/clock.ts'
import type { Day } from '../domain/day.ts'
import { deliveryId } from '../domain/delivery.ts'
import type { PlatformName } from '../domain/destination.ts'
import { digestId } from '../domain/digest.ts'
import { Ambiguous, CannotSay, LedgerUnusable, PlatformBusy, PlatformUnreachable } from '../domain/errors.ts'
import { LaneLost } from '../domain/lane.ts'
import type { Log } from '../domain/log.ts'
import type { Part } from '../domain/part.ts'
import { formatPartKey, type PartKey } from '../domain/part-key.ts'
import type { Platform } from '../domain/platform.ts'
import { type Alert, type AlertMessages, parseAlert } from './alert.ts'
import { alertCards } from './cards.ts'

export interface SendContext {
  readonly alerts: AlertLedger
  /** The same for the process that posts in a channel; of several, no other one changes its messages. */
  readonly storesFor?: (channel: AlertChannel) => { readonly alerts: AlertLedger }
  /** Whether this process posts there; undefined if it posts everywhere. */
  readonly posts?: ((channel: AlertChannel) => boolean) | undefined
  readonly platformFor?: (platform: Platform, channel: AlertChannel) => Platform
  /** Whether a channel takes messages just now. */
  readonly isOpen: (channel: AlertChannel) => boolean
  /** Called with a channel that refuses messages. */
  readonly onRefused: (channel: AlertChannel) => void
  readonly platforms: Pick<ReadonlyMap<PlatformName, Platform>, 'get'>
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** How many alerts one message covers at most; beyond ten of a kind it only counts them. */
const gatheredMax = 5_000

/**
 * Sends the messages of this process, then the unsent alerts to the channel in as few messages as possible, each exactly
 * once, as parts are posted. Throws an `ExpectedError` if that fails; call it again then.
 */
export async function sendAlerts(
  channel: AlertChannel | undefined,
  messages: AlertMessages,
  context: SendContext,
): Promise<void> {
  const { alerts, platforms } = context
  for (const message of await alerts.unfinished()) await finish(message, messages, context)
  const platform = channel && platforms.get(channel.platform)
  const unsent = platform ? await alerts.unsent(gatheredMax) : []
  if (!platform || unsent.length === 0) return
  const together = fitting(unsent, platform, messages)
  const message = await alertsFor(channel, context).createMessage(
    together.map(({ id }) => id),
    channel,
  )
  await finish(message, messages, context)
}

function alertsFor(channel: AlertChannel, { alerts, storesFor }: SendContext): AlertLedger {
  return storesFor?.(channel).alerts ?? alerts
}

/** The key of a message that has no id in the ledger. */
const unrecordedKey = formatPartKey({ piece: { type: 'alerts', id: 1 } })

/** The oldest alerts, as many as fit in one message. */
function fitting(unsent: readonly AlertRecord[], platform: Platform, messages: AlertMessages): readonly AlertRecord[] {
  let some = unsent
  while (some.length > 1 && partsOf(unrecordedKey, some, platform, messages).length > 1)
    some = some.slice(0, Math.ceil(some.length / 2))
  return some
}

function partsOf(
  key: PartKey,
  notices: readonly AlertRecord[],
  platform: Platform,
  messages: AlertMessages,
): readonly Part[] {
  return platform.renderer.renderCards(key, alertCards(notices.map(parseAlert), messages))
}

async function finish(message: AlertMessage, messages: AlertMessages, context: SendContext): Promise<void> {
  const { platforms, platformFor, posts = () => true, isOpen, onRefused, clock, log, signal } = context
  if (!posts(message) || !isOpen(message)) return
  const alerts = alertsFor(message, context)
  const { key, channel } = message
  const connected = platforms.get(message.platform)
  const platform = connected && (platformFor?.(connected, message) ?? connected)
  const [part] = platform ? partsOf(key, message.alerts, platform, messages) : []
  if (!platform || !part) return alerts.discardMessage(key)
  const id = idOf(message)
  const wasUncertain = (await alerts.parts(id)).some((entry) => entry.key === key && entry.state === 'uncertain')
  try {
    await postPartOnce(
      id,
      { place: { channel }, part, marker: { delivery: id, part: key } },
      { platform, ledger: alerts, clock, log, signal },
    )
    log.info({ alert: key, count: message.alerts.length, platform: platform.name }, 'alert sent')
  } catch (error) {
    if (error instanceof CannotSay) {
      if (!wasUncertain) log.warn({ alert: key, reason: error.message }, 'an alert may or may not have arrived')
      return
    }
    const begun = (await alerts.parts(id)).some((entry) => entry.key === key)
    if (!begun) await alerts.discardMessage(key)
    if (!isTransient(error)) onRefused(message)
    throw error
  }
}

/** Sends an alert without recording it, for when the ledger cannot be used. */
export async function sendUnrecorded(
  alert: Alert,
  channel: AlertChannel,
  messages: AlertMessages,
  context: Omit<SendContext, 'isOpen' | 'onRefused'>,
): Promise<void> {
  const { platforms, platformFor, posts, clock } = context
  if (posts?.(channel) === false) return
  const connected = platforms.get(channel.platform)
  const platform = connected && (platformFor?.(connected, channel) ?? connected)
  const [part] = platform?.renderer.renderCards(unrecordedKey, alertCards([alert], messages)) ?? []
  if (!platform || !part) return
  const marker = { delivery: 'operations', part: `ledger-${clock.now()}` }
  await (await platform.client.reserve({ place: { channel: channel.channel }, part, marker })).send()
}

/** The id by which a message is found again in its channel. It is stored, so it must not change. */
function idOf({ alerts: [first] }: AlertMessage) {
  const date = new Date(first?.createdAt ?? 0).toISOString().slice(0, 10) as Day
  return deliveryId({ name: 'operations' }, digestId({ publication: 'notices', date }))
}

/** Whether trying again in a minute may help. */
function isTransient(error: unknown): boolean {
  return [Ambiguous, LaneLost, LedgerUnusable, PlatformBusy, PlatformUnreachable].some((kind) => error instanceof kind)
}
