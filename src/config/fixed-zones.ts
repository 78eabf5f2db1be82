import { localTime } from '../domain/time-zone.ts'

/** Names of zones that keep one offset all year, and are not places. */
const fixedZone = /^(?:EST|MST|HST|GMT(?:[+-]?0)?|Greenwich|Etc\/(?:GMT(?:[+-]?\d{1,2})?|Greenwich))$/i

/** The places that are most likely meant, by their offset from UTC in winter. */
const likelyZones: Readonly<Record<string, string>> = {
  '-10:00': 'Pacific/Honolulu',
  '-09:00': 'America/Anchorage',
  '-08:00': 'America/Los_Angeles',
  '-07:00': 'America/Denver',
  '-06:00': 'America/Chicago',
  '-05:00': 'America/New_York',
  '-04:00': 'America/Halifax',
  '-03:00': 'America/Sao_Paulo',
  '+00:00': 'Europe/London',
  '+01:00': 'Europe/Berlin',
  '+02:00': 'Europe/Helsinki',
  '+03:00': 'Europe/Istanbul',
  '+04:00': 'Asia/Dubai',
  '+05:00': 'Asia/Karachi',
  '+06:00': 'Asia/Dhaka',
  '+07:00': 'Asia/Bangkok',
  '+08:00': 'Asia/Shanghai',
  '+09:00': 'Asia/Tokyo',
  '+10:00': 'Australia/Sydney',
  '+12:00': 'Pacific/Auckland',
}

/** Why posts in this zone may come an hour early in summer; undefined for a zone that is a place, and for UTC. */
export function explainFixedZone(zone: string): string | undefined {
  if (!fixedZone.test(zone)) return undefined
  const offset = localTime(Date.UTC(2026, 0, 1), zone).slice(-6)
  const likely = likelyZones[offset]
  const advice = likely ? `; ${likely} is more likely meant` : ''
  return `"${zone}" knows no summer time: it is UTC${offset} all year${advice}. Name a place, or UTC.`
}
