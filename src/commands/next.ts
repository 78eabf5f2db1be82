import { deliveryId } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import { digestId, type Inline } from '../domain/digest.ts'
import type { Asker, Reply } from '../domain/request.ts'
import { isPostingDay, nextSlot, slotOn } from '../scheduler/slots.ts'
import { dayAt, localTime } from '../scheduler/zone.ts'
import type { Desk } from './desk.ts'
import { nextPhrasesFor } from './next-phrases.ts'
import { bullets, link, plain, sentence } from './prose.ts'
import { timezoneOf } from './whereabouts.ts'

/** When the next post comes here, and why none came today. */
export async function next(asker: Asker, desk: Desk): Promise<Reply> {
  const here = destinationsHere(asker, desk)
  const phrases = nextPhrasesFor(asker.language)
  if (here.length === 0) return sentence(phrases.notHere)
  const lines = await Promise.all(here.map((destination) => lineOf(destination, asker, desk)))
  return { type: 'cards', show: 'private', cards: [{ title: phrases.title, body: [bullets(lines)], buttons: [] }] }
}

export function destinationsHere({ platform, channel, isDirect }: Asker, desk: Desk): Destination[] {
  return desk.destinations().filter((each) => each.platform === platform && (isDirect || each.channel === channel))
}

/** One destination: its next hour on the reader's clock, then what became of today. */
export async function lineOf(destination: Destination, asker: Asker, desk: Desk): Promise<Inline[]> {
  const phrases = nextPhrasesFor(asker.language)
  const slot = nextSlot(destination, desk.clock.now())
  const zone = timezoneOf(asker, desk)
  const when = slot ? phrases.comes(localTime(slot.opens, zone).slice(0, 16).replace('T', ' '), zone) : phrases.never
  return [plain(`${destination.name}: ${when} `), ...(await todayOf(destination, asker, desk))]
}

async function todayOf(destination: Destination, asker: Asker, desk: Desk): Promise<Inline[]> {
  const phrases = nextPhrasesFor(asker.language)
  const now = desk.clock.now()
  const today = dayAt(now, destination.timezone)
  const slot = slotOn(destination, today)
  const pausedUntil = desk.subscriptions.all().find((each) => each.destination.name === destination.name)?.pausedUntil
  if (pausedUntil !== undefined && pausedUntil > now) {
    return [plain(phrases.pausedUntil(dayAt(pausedUntil, destination.timezone)))]
  }
  const pause = (await desk.ledger.pauses()).get(destination.name)
  if (pause) return [plain(phrases.paused(pause.reason))]

  const digest = digestId({ publication: destination.publication, date: slot.digestDay })
  const delivery = await desk.ledger.delivery(deliveryId(destination, digest))
  if (delivery?.state === 'posted') {
    const [first] = await desk.ledger.parts(delivery.id)
    return first?.ref?.link ? [plain(phrases.posted), link(phrases.there, first.ref.link)] : [plain(phrases.posted)]
  }
  if (delivery?.reason) return [plain(delivery.reason)]
  if (delivery?.begun) {
    const doubt = (await desk.ledger.parts(delivery.id)).some(({ state }) => state === 'uncertain')
    return [plain(doubt ? phrases.uncertain : phrases.underWay)]
  }
  if (!isPostingDay(destination, today)) return [plain(phrases.dayOff)]
  if (now < slot.opens) return [plain(phrases.early)]
  if (now >= slot.closes) return [plain(phrases.tooLate(destination.until))]
  const exists = desk.library.days(destination.publication).includes(slot.digestDay)
  return [plain(exists ? phrases.underWay : phrases.noDigestYet)]
}
