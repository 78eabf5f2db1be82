import { bullets, channelMention, link, paragraph, sentence, unstyled } from '../../domain/build.ts'
import { parseDay, weekdayOf } from '../../domain/day.ts'
import { type DeliveryEntry, deliveryId } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { digestId, type Inline } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { dayAt, localTime } from '../../domain/time-zone.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { isPostingDay, nextSlot, slotOn } from '../../scheduler/slots.ts'
import type { ChatContext } from '../context.ts'
import { destinationsHere, timeZoneOf } from '../here.ts'
import { managedDestinations } from '../subscriptions/permissions.ts'
import type { Subcommand } from './subcommand.ts'

/** When the next post comes here, and why none came today. */
export const next: Subcommand = {
  name: 'next',
  run: (_, requester, context) => nextPosts(requester, context),
}

async function nextPosts(requester: Requester, context: ChatContext): Promise<Reply> {
  const here = requester.isDirect ? managedDestinations(requester, context) : destinationsHere(requester, context)
  const [only, ...others] = here
  if (!only) return sentence(messagesFor(requester.language).subscriptions.nothingHere)
  const isOne = others.length === 0 && !requester.isDirect
  const body = isOne
    ? paragraph(...(await lineOf(only, requester, context)))
    : bullets(await namedLines(here, requester, context))
  const { title } = messagesFor(requester.language).next
  return { type: 'cards', show: 'private', cards: [{ title, body: [body], buttons: [] }] }
}

/** One line for each destination, with its channel and publication. */
export function namedLines(
  destinations: readonly Destination[],
  requester: Requester,
  context: ChatContext,
): Promise<Inline[][]> {
  return Promise.all(
    destinations.map(async (destination) => [
      channelMention(destination.channel),
      unstyled(` · ${destination.publication} · `),
      ...(await lineOf(destination, requester, context)),
    ]),
  )
}

/** One destination: today's state, then its next posting time in the reader's time zone. */
export async function lineOf(destination: Destination, requester: Requester, context: ChatContext): Promise<Inline[]> {
  const phrases = messagesFor(requester.language).next
  // The slot at which a pause ends is the first after it.
  const from = Math.max(context.clock.now(), pausedUntil(destination, context) - 1)
  const slot = nextSlot(destination, from)
  const zone = timeZoneOf(requester, context)
  const when = slot ? phrases.comes(timeOf(slot.opens, zone, requester.language), zone) : phrases.never
  return [...(await todayOf(destination, requester, context)), unstyled(`${phrases.sentenceGap}${when}`)]
}

function timeOf(at: number, zone: string, language = 'en'): string {
  const [date = '', time = ''] = localTime(at, zone).split('T')
  const day = parseDay(date)
  return `${day ? longDate(day, language) : date} ${time.slice(0, 5)}`
}

function pausedUntil({ name }: Destination, context: ChatContext): number {
  return context.subscriptions.all().find(({ destination }) => destination.name === name)?.pausedUntil ?? 0
}

async function todayOf(destination: Destination, requester: Requester, context: ChatContext): Promise<Inline[]> {
  const phrases = messagesFor(requester.language).next
  const now = context.clock.now()
  const today = dayAt(now, destination.timezone)
  const slot = slotOn(destination, today)
  const until = pausedUntil(destination, context)
  if (until > now)
    return [unstyled(phrases.pausedUntil(longDate(dayAt(until, destination.timezone), requester.language ?? 'en')))]

  const digest = digestId({ publication: destination.publication, date: slot.digestDay })
  const withdrawn = (await context.repository.get(digest))?.withdrawn
  if (withdrawn !== undefined) return [unstyled(phrases.withdrawn(asSentence(withdrawn)))]
  const delivery = await context.ledger.delivery(deliveryId(destination, digest))
  if (delivery?.state === 'posted') return postedLine(delivery, requester, context)
  const pause = (await context.ledger.pauses()).get(destination.name)
  if (pause) return [unstyled(phrases.paused(pause.reason))]
  if (delivery?.reason) return [unstyled(delivery.reason)]
  if (delivery?.started) {
    const doubt = (await context.ledger.parts(delivery.id)).some(({ state }) => state === 'uncertain')
    return [unstyled(doubt ? phrases.uncertain : phrases.posting)]
  }
  if (destination.skip.has(today)) return [unstyled(phrases.skipped)]
  if (!isPostingDay(destination, today)) return [unstyled(phrases.dayOff(weekdayOf(today)))]
  if (now < slot.opens) return [unstyled(phrases.early)]
  if (now >= slot.closes) return [unstyled(phrases.tooLate(destination.until))]
  const exists = context.repository.days(destination.publication).includes(slot.digestDay)
  return [unstyled(exists ? phrases.posting : phrases.noDigestYet)]
}

async function postedLine({ id }: DeliveryEntry, requester: Requester, context: ChatContext): Promise<Inline[]> {
  const { posted } = messagesFor(requester.language).next
  const [first] = await context.ledger.parts(id)
  return [first?.ref?.link ? link(posted, first.ref.link) : unstyled(posted)]
}

/** A reason as its author wrote it, with the full stop that another sentence after it needs. */
function asSentence(reason: string): string {
  if (/[\p{P}\p{S}]$/u.test(reason)) return reason
  return /\p{Script=Han}$/u.test(reason) ? `${reason}。` : `${reason}.`
}
