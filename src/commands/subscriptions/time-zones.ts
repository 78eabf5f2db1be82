import { closest, distance } from 'fastest-levenshtein'
import { isTimeZone } from '../here.ts'

/** The time zone as its own name spells it, also by its city; offsets know nothing of daylight saving and are none. */
export function parseTimeZone(text: string): string | undefined {
  const plain = text.trim().toLowerCase().replaceAll(' ', '_')
  if (plain === 'utc') return 'UTC'
  const zones = Intl.supportedValuesOf('timeZone')
  const found =
    zones.find((zone) => zone.toLowerCase() === plain) ?? zones.find((zone) => zone.toLowerCase().endsWith(`/${plain}`))
  if (found) return found
  // Older names that are not listed any more.
  return isTimeZone(plain) ? new Intl.DateTimeFormat('en', { timeZone: plain }).resolvedOptions().timeZone : undefined
}

/** The time zone that was most likely meant, by its name or its city; empty when nothing is near. */
export function closestTimeZone(text: string): string {
  const plain = text.trim().toLowerCase().replaceAll(' ', '_')
  const names = new Map(
    Intl.supportedValuesOf('timeZone').flatMap((zone): [string, string][] => {
      const name = zone.toLowerCase()
      return [
        [name, zone],
        [name.slice(name.lastIndexOf('/') + 1), zone],
      ]
    }),
  )
  const nearest = closest(plain, [...names.keys()])
  return distance(plain, nearest) <= plain.length / 2 ? (names.get(nearest) ?? '') : ''
}
