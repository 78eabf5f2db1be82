import { bullets, channelMention, link, paragraph, sentence, unstyled } from '../../domain/build.ts'
import { parseDay } from '../../domain/day.ts'
import { deliveryLink } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import type { StateReason } from '../../domain/destination-state.ts'
import { digestId, type Inline } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { dayAt, localTime } from '../../domain/time-zone.ts'
import { longDate } from '../../i18n/dates.ts'
import { describeReason } from '../../i18n/describe-state.ts'
import { describeFailure } from '../../i18n/failures.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { ownTurn } from '../../lib/event-loop.ts'
import { type CurrentState, heldUntil, loadState } from '../../scheduler/destination-state.ts'
import { slotOn } from '../../scheduler/slots.ts'
import type { PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import { isFiller } from '../dates/filler.ts'
import { destinationsHere, mayRead, timeZoneOf } from '../requester-place.ts'
import { managedDestinations, noChannelHere } from '../subscriptions/permissions.ts'
import type { Subcommand } from './subcommand.ts'

/** How many destinations are listed: what a reader may look through, and far below what a message holds. */
const linesMax = 50

/** When the next post comes here, and why none came today. */
export const next: Subcommand = {
  name: 'next',
  takes: isFiller,
  run: (_, requester, context) => nextPosts(requester, context),
}

async function nextPosts(
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<Reply> {
  const here = requester.isDirect ? managedDestinations(requester, context) : destinationsHere(requester, context)
  const [only, ...others] = here
  if (!only) {
    const { nothingHere } = messagesFor(requester.language).subscriptions
    return sentence(requester.isDirect ? noChannelHere(requester) : nothingHere)
  }
  const isOne = others.length === 0 && !requester.isDirect
  const body = isOne
    ? paragraph(...(await describeState(await currentState(only, context), only, requester, context)))
    : bullets(await namedLines(here, requester, context))
  const { title } = messagesFor(requester.language).next
  return { type: 'cards', show: 'private', cards: [{ title, body: [body], buttons: [] }] }
}

/** One line for each destination, with its channel and publication. */
export async function namedLines(
  destinations: readonly Destination[],
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<Inline[][]> {
  const lines: Inline[][] = []
  for (const destination of destinations.slice(0, linesMax)) {
    await ownTurn()
    const place = [channelMention(destination.channel), unstyled(` · ${destination.publication} · `)]
    const state = await currentState(destination, context)
    lines.push([...place, ...(await describeState(state, destination, requester, context))])
  }
  const more = destinations.length - lines.length
  return more > 0 ? [...lines, [unstyled(messagesFor(requester.language).next.more(more))]] : lines
}

export function currentState(
  destination: Destination,
  context: ReadContext & SubscriptionContext,
): Promise<CurrentState> {
  return loadState(destination, context.clock.now(), context, heldUntil(destination, context.subscriptions))
}

/** One destination: its state, then its next posting time in the reader's time zone. */
export async function describeState(
  state: CurrentState,
  destination: Destination,
  requester: Requester,
  context: ReadContext & PostContext,
): Promise<Inline[]> {
  const phrases = messagesFor(requester.language).next
  const zone = timeZoneOf(requester, context)
  const { opensAt } = state
  const date = opensAt === undefined ? undefined : slotOn(destination, dayAt(opensAt, destination.timezone)).digestDay
  const digest = date && (await context.repository.get(digestId({ publication: destination.publication, date })))
  const isThere = digest !== undefined && digest.withdrawn === undefined
  const says = isThere ? phrases.comes : phrases.waits
  const when = opensAt === undefined ? phrases.never : says(timeOf(opensAt, zone, requester.language), zone)
  return [
    ...(await stateLine(state, isThere, destination, requester, context)),
    unstyled(`${phrases.sentenceGap}${when}`),
  ]
}

function timeOf(at: number, zone: string, language = 'en'): string {
  const [date = '', time = ''] = localTime(at, zone).split('T')
  const day = parseDay(date)
  return `${day ? longDate(day, language) : date} ${time.slice(0, 5)}`
}

async function stateLine(
  { state, reason, next, delivery }: CurrentState,
  isThere: boolean,
  destination: Destination,
  requester: Requester,
  context: ReadContext & PostContext,
): Promise<Inline[]> {
  const { language = 'en' } = requester
  const phrases = messagesFor(language).next
  const { timezone } = destination
  const now = context.clock.now()
  if (reason?.type === 'in-review') return [unstyled(phrases.inReview)]
  switch (state) {
    case 'posted':
    case 'late': {
      const isReadable = delivery && (await mayRead(delivery, requester, context))
      const url = isReadable && deliveryLink(await context.ledger.parts(delivery.id))
      return [url ? link(phrases.posted, url) : unstyled(phrases.posted)]
    }
    case 'uncertain':
      return [unstyled(phrases.uncertain)]
    case 'pending':
      if (next === undefined || next <= now) return [unstyled(phrases.posting)]
      return [
        unstyled(dayAt(next, timezone) === dayAt(now, timezone) ? phrases.early : phrases.tooLate(destination.until)),
      ]
    case 'planned':
      return [unstyled(isThere && next !== undefined && now < next ? phrases.early : phrases.noDigestYet)]
    case 'missed':
    case 'unpublished':
      return [unstyled(phrases.tooLate(destination.until))]
    default:
      return [unstyled(reason ? why(reason, destination, language) : phrases.noDigestYet)]
  }
}

function why(reason: StateReason, destination: Destination, language: string): string {
  const phrases = messagesFor(language).next
  switch (reason.type) {
    case 'on-hold':
      return phrases.pausedUntil(longDate(dayAt(reason.until, destination.timezone), language))
    case 'refused':
      return phrases.paused(describeFailure(reason.failure, language))
    case 'withdrawn':
      return phrases.withdrawn(asSentence(reason.text))
    case 'skipped-date':
      return phrases.skipped
    case 'day-off':
      return phrases.dayOff(reason.weekday)
    default:
      return describeReason(reason, destination, language)
  }
}

/** A reason as its author wrote it, with the full stop that another sentence after it needs. */
function asSentence(reason: string): string {
  if (/[\p{P}\p{S}]$/u.test(reason)) return reason
  return /\p{Script=Han}$/u.test(reason) ? `${reason}。` : `${reason}.`
}
