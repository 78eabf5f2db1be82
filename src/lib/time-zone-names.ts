import { distance } from 'fastest-levenshtein'
import { isTimeZone } from '../domain/time-zone.ts'
import { zoneOfCity, zonesMeant } from './zone-meanings.ts'

/** How many time zones are offered for one that does not exist. */
const offeredMax = 3

/** The time zones that a text may stand for, else those with the most similar names or cities; none when none is. */
export function timeZonesLike(text: string): string[] {
  const plain = plainZone(text)
  const meant = zonesMeant(plain.replaceAll('_', ' '))
  if (meant.length > 0) return meant.slice(0, offeredMax)
  const near = [...zonesByName()]
    .map(([name, zone]) => ({ zone, steps: distance(plain, name) }))
    .filter(({ steps }) => steps <= plain.length / 2)
    .toSorted((one, other) => one.steps - other.steps)
  const alike = near.filter(({ steps }) => steps <= (near[0]?.steps ?? 0) + 1)
  return [...new Set(alike.map(({ zone }) => zone))].slice(0, offeredMax)
}

/** `Did you mean Europe/Berlin? `, if any is similar; otherwise nothing. */
export function didYouMeanZone(text: string): string {
  const [zone] = timeZonesLike(text)
  return zone === undefined ? '' : `Did you mean ${zone}? `
}

/** All time zones by their names and by their cities, as `plainZone()` writes them. */
function zonesByName(): ReadonlyMap<string, string> {
  const zones = Intl.supportedValuesOf('timeZone').map((zone): [string, string] => [zone.toLowerCase(), zone])
  return new Map([...zones.map(([name, zone]): [string, string] => [name.replace(/.*\//, ''), zone]), ...zones])
}

/** Normalizes the name of a zone for comparison: `Europe/Berlin ` is `europe/berlin`. */
function plainZone(text: string): string {
  return text.trim().toLowerCase().replaceAll(' ', '_')
}

/** Names without summer time, which readers rarely mean: https://data.iana.org/time-zones/tzdb/northamerica */
const fixed = /^(?:est|mst|hst|gmt|greenwich)$/

/** The IANA name of a time zone, also given by a city; abbreviations and offsets are refused because they lack summer time. */
export function parseTimeZone(text: string): string | undefined {
  const name = plainZone(text)
  const found = zonesByName().get(name) ?? zoneOfCity(name.replaceAll('_', ' '))
  if (found) return found
  // UTC, and old names that are no longer listed.
  if (fixed.test(name) || !isTimeZone(name)) return undefined
  return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
}
