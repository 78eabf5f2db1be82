import { closest } from 'fastest-levenshtein'
import { type Weekday, weekdays } from '../../domain/day.ts'
import { type Destination, type Layout, layouts } from '../../domain/destination.ts'
import type { Details } from '../grammar.ts'
import type { ManagePhrases } from './phrases.ts'

/** What a subscription can be told. */
export type Wishes = Pick<Destination, 'publication' | 'at' | 'timezone' | 'days' | 'layout' | 'tags'>

/** What was wished for, taken over, or what cannot be: a sentence. */
export type Wished = { readonly wishes: Wishes } | { readonly refusal: string }

/** What is possible here. */
export interface Possible {
  readonly publications: readonly string[]
  readonly layouts: readonly Layout[]
}

/** Takes the details over what was there before; one that makes no sense refuses all. */
export function takeWishes(details: Details, before: Wishes, possible: Possible, phrases: ManagePhrases): Wished {
  const {
    publication = before.publication,
    at = before.at,
    timezone = before.timezone,
    layout = before.layout,
  } = details
  if (!possible.publications.includes(publication)) {
    return { refusal: phrases.noPublication(publication, possible.publications) }
  }
  const time = timeOf(at)
  if (!time) return { refusal: phrases.noTime(at) }
  const zone = zoneOf(timezone)
  if (!zone) return { refusal: phrases.noZone(timezone, nearestZone(timezone)) }
  const days = details.days === undefined ? before.days : daysOf(details.days)
  if (!days) return { refusal: phrases.noDays(details.days ?? '') }
  const known = layouts.find((name) => name === layout)
  if (!known || !possible.layouts.includes(known)) return { refusal: phrases.noLayout(layout, possible.layouts) }
  const tags = details.tags === undefined ? before.tags : listOf(details.tags)
  return { wishes: { publication, at: time, timezone: zone, days, layout: known, tags } }
}

/** `8:30`, `08:30`, `0830`, `8`, `8am`, `8:30 pm`. */
function timeOf(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.：]?(\d{2}))?\s*(am|pm)?$/i.exec(text.trim())
  if (!match) return undefined
  const half = match[3]?.toLowerCase()
  const hour = (Number(match[1]) % (half ? 12 : 24)) + (half === 'pm' ? 12 : 0)
  const minute = Number(match[2] ?? 0)
  if (Number(match[1]) > (half ? 12 : 23) || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The time zone as its own name spells it; offsets know nothing of daylight saving and are none. */
export function zoneOf(text: string): string | undefined {
  const plain = text.trim().toLowerCase().replaceAll(' ', '_')
  if (plain === 'utc') return 'UTC'
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === plain) ?? cityZone(plain)
}

function cityZone(city: string): string | undefined {
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(`/${city}`))
}

function nearestZone(text: string): string {
  return closest(text.trim(), Intl.supportedValuesOf('timeZone'))
}

const namedDays: Readonly<Record<string, readonly Weekday[]>> = {
  daily: weekdays,
  all: weekdays,
  weekdays: weekdays.slice(0, 5),
  weekends: weekdays.slice(5),
}

function daysOf(text: string): readonly Weekday[] | undefined {
  const named = namedDays[text.trim().toLowerCase()]
  if (named) return named
  const wanted = listOf(text).map((word) => word.toLowerCase().slice(0, 3))
  if (wanted.length === 0 || wanted.some((day) => !weekdays.includes(day as Weekday))) return undefined
  return weekdays.filter((day) => wanted.includes(day))
}

export function listOf(text: string): string[] {
  return text
    .split(/[,，、;]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
