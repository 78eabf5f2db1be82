import { bullets, link, paragraph, plain, sentence, strong } from '../../domain/build.ts'
import { type Day, parseDay, weekdayOf } from '../../domain/day.ts'
import { type DeliveryEntry, deliveryId } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { digestId, type Inline } from '../../domain/digest.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import { dayAt, localTime } from '../../domain/time-zone.ts'
import { longDate } from '../../i18n/dates.ts'
import { nextPhrasesFor } from '../../i18n/next-phrases.ts'
import { managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import { isPostingDay, nextSlot, slotOn } from '../../scheduler/slots.ts'
import type { Desk } from '../context.ts'
import { destinationsHere, timezoneOf } from '../here.ts'

/** When the next post comes here, and why none came today. */
export async function next(asker: Asker, desk: Desk): Promise<Reply> {
  const here = destinationsHere(asker, desk)
  if (here.length === 0) return sentence(managePhrasesFor(asker.language).nothingHere)
  const body =
    here.length === 1 && !asker.isDirect
      ? await Promise.all(here.map(async (destination) => paragraph(...(await lineOf(destination, asker, desk)))))
      : [bullets(await namedLines(here, asker, desk))]
  const { title } = nextPhrasesFor(asker.language)
  return { type: 'cards', show: 'private', cards: [{ title, body, buttons: [] }] }
}

/** A line for each destination, with its name. */
export function namedLines(destinations: readonly Destination[], asker: Asker, desk: Desk): Promise<Inline[][]> {
  return Promise.all(
    destinations.map(async (destination) => [
      strong(destination.name),
      plain(' · '),
      ...(await lineOf(destination, asker, desk)),
    ]),
  )
}

/** One destination: what became of today, then its next hour on the reader's clock. */
export async function lineOf(destination: Destination, asker: Asker, desk: Desk): Promise<Inline[]> {
  const phrases = nextPhrasesFor(asker.language)
  // A pause ends with the slot at which it was set to end.
  const from = Math.max(desk.clock.now(), pausedUntil(destination, desk) - 1)
  const slot = nextSlot(destination, from)
  const zone = timezoneOf(asker, desk)
  const when = slot ? phrases.comes(timeOf(slot.opens, zone, asker.language), zone) : phrases.never
  return [...(await todayOf(destination, asker, desk)), plain(`${phrases.between}${when}`)]
}

function timeOf(at: number, zone: string, language = 'en'): string {
  const [date = '', time = ''] = localTime(at, zone).split('T')
  const day = parseDay(date)
  return `${day ? longDate(day, language) : date} ${time.slice(0, 5)}`
}

function pausedUntil({ name }: Destination, desk: Desk): number {
  return desk.subscriptions.all().find(({ destination }) => destination.name === name)?.pausedUntil ?? 0
}

async function todayOf(destination: Destination, asker: Asker, desk: Desk): Promise<Inline[]> {
  const phrases = nextPhrasesFor(asker.language)
  const now = desk.clock.now()
  const today = dayAt(now, destination.timezone)
  const slot = slotOn(destination, today)
  const until = pausedUntil(destination, desk)
  if (until > now) return [plain(phrases.pausedUntil(dayName(dayAt(until, destination.timezone), asker)))]

  const digest = digestId({ publication: destination.publication, date: slot.digestDay })
  const withdrawn = (await desk.library.get(digest))?.withdrawn
  if (withdrawn !== undefined) return [plain(phrases.withdrawn(withdrawn))]
  const delivery = await desk.ledger.delivery(deliveryId(destination, digest))
  if (delivery?.state === 'posted') return postedLine(delivery, asker, desk)
  const pause = (await desk.ledger.pauses()).get(destination.name)
  if (pause) return [plain(phrases.paused(pause.reason))]
  if (delivery?.reason) return [plain(delivery.reason)]
  if (delivery?.begun) {
    const doubt = (await desk.ledger.parts(delivery.id)).some(({ state }) => state === 'uncertain')
    return [plain(doubt ? phrases.uncertain : phrases.underWay)]
  }
  if (destination.skip.has(today)) return [plain(phrases.skipped)]
  if (!isPostingDay(destination, today)) return [plain(phrases.dayOff(weekdayOf(today)))]
  if (now < slot.opens) return [plain(phrases.early)]
  if (now >= slot.closes) return [plain(phrases.tooLate(destination.until))]
  const exists = desk.library.days(destination.publication).includes(slot.digestDay)
  return [plain(exists ? phrases.underWay : phrases.noDigestYet)]
}

async function postedLine({ id }: DeliveryEntry, asker: Asker, desk: Desk): Promise<Inline[]> {
  const { posted } = nextPhrasesFor(asker.language)
  const [first] = await desk.ledger.parts(id)
  return [first?.ref?.link ? link(posted, first.ref.link) : plain(posted)]
}

function dayName(day: Day, { language = 'en' }: Asker): string {
  return longDate(day, language)
}
