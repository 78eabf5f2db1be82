import { addDays, type Day, weekdayOf } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { minuteMs } from '../domain/duration.ts'
import { dayAt, instantAt } from '../domain/time-zone.ts'

/** One of a destination's days: what it asks for and when its window opens and closes, in milliseconds since 1970. */
interface Slot {
  readonly day: Day
  /** The date of the digest that belongs to it. */
  readonly digestDay: Day
  readonly opens: number
  readonly closes: number
}

export function slotOn(destination: Destination, day: Day): Slot {
  const opens = instantAt(day, destination.at, destination.timezone)
  return {
    day,
    digestDay: destination.edition === 'yesterday' ? addDays(day, -1) : day,
    opens,
    // A change of the clock may swallow the whole window; a minute is left to post in.
    closes: Math.max(instantAt(day, destination.until, destination.timezone), opens + minuteMs),
  }
}

export function isPostingDay(destination: Destination, day: Day): boolean {
  return destination.days.includes(weekdayOf(day)) && !destination.skip.has(day)
}

/** The slots of a day and of the days before it that may still be open. */
interface OpenSlots {
  readonly today: Day
  /** The slot of the day, whether or not it is a posting day. */
  readonly window: Slot
  /** The slots of posting days, newest first. */
  readonly open: readonly Slot[]
}

/** A cache by settings, which many destinations share. */
const shared = new Map<string, OpenSlots>()
/** A cache for destinations whose object is the same as at the last tick. */
const own = new WeakMap<Destination, OpenSlots>()
const sharedMax = 10_000

/** The slots that are open when it is `today`. Remembered, so that a tick over thousands of destinations takes little. */
export function openSlots(destination: Destination, today: Day): OpenSlots {
  const last = own.get(destination)
  if (last?.today === today) return last
  const slots = sharedSlots(destination, today)
  own.set(destination, slots)
  return slots
}

function sharedSlots(destination: Destination, today: Day): OpenSlots {
  const { at, until, timezone, edition, days, catchUp, skip } = destination
  const compute = (): OpenSlots => ({
    today,
    window: slotOn(destination, today),
    open: openDays(destination, today)
      .filter((day) => isPostingDay(destination, day))
      .map((day) => slotOn(destination, day)),
  })
  if (skip.size > 0) return compute()
  const key = `${today} ${at} ${until} ${timezone} ${edition} ${catchUp} ${days.join()}`
  const known = shared.get(key) ?? compute()
  if (shared.size >= sharedMax) shared.clear()
  shared.set(key, known)
  return known
}

/**
 * The days whose slots are still open when it is `today`, newest first. A day that the zone's calendar left out (Samoa
 * went from 29 to 31 December 2011) takes none of the days of `catchUp`: its slot passes together with the next one.
 */
function openDays(destination: Destination, today: Day): Day[] {
  const days = [today]
  for (let day = addDays(today, -1), left = destination.catchUp; ; day = addDays(day, -1)) {
    if (isInCalendar(day, destination.timezone)) left -= 1
    if (left < 0) return days
    days.push(day)
  }
}

function isInCalendar(day: Day, zone: string): boolean {
  return dayAt(instantAt(day, '00:00', zone), zone) === day
}

/** The slots that open from `from` (inclusive) to `to` (exclusive), oldest first. */
export function slotsBetween(destination: Destination, from: number, to: number): Slot[] {
  const slots: Slot[] = []
  // A slot may open on the day after its own, when the clock leaves out the end of its day.
  const last = dayAt(to, destination.timezone)
  for (let day = addDays(dayAt(from, destination.timezone), -1); day <= last; day = addDays(day, 1)) {
    if (!isPostingDay(destination, day)) continue
    const slot = slotOn(destination, day)
    if (slot.opens >= from && slot.opens < to) slots.push(slot)
  }
  return slots
}

/** How far ahead `nextSlot` looks: a destination may skip a month of holidays, hardly a year. */
const horizonDays = 366

/** The first slot that opens after `now`. */
export function nextSlot(destination: Destination, now: number): Slot | undefined {
  const today = dayAt(now, destination.timezone)
  for (let ahead = 0; ahead <= horizonDays; ahead += 1) {
    const day = addDays(today, ahead)
    if (!isPostingDay(destination, day)) continue
    const slot = slotOn(destination, day)
    if (slot.opens > now) return slot
  }
  return undefined
}
