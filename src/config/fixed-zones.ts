import type { ProblemText } from '../domain/problem.ts'
import { localTime } from '../domain/time-zone.ts'
import { problemText } from '../i18n/problems.ts'

/** Names of zones that keep one offset all year, and are not places. */
const fixedZone = /^(?:EST|MST|HST|GMT(?:[+-]?0)?|Greenwich|Etc\/(?:GMT(?:[+-]?\d{1,2})?|Greenwich))$/i

/** The places that are most likely meant, one for each offset from UTC in winter. */
const likelyZones = (
  'Pacific/Honolulu America/Anchorage America/Los_Angeles America/Denver America/Chicago America/New_York America/Halifax ' +
  'America/Sao_Paulo Europe/London Europe/Berlin Europe/Helsinki Europe/Istanbul Asia/Dubai Asia/Karachi Asia/Dhaka ' +
  'Asia/Bangkok Asia/Shanghai Asia/Tokyo'
).split(' ')

/** Why posts in this zone may come an hour early in summer; undefined for a zone that is a place, and for UTC. */
export function explainFixedZone(zone: string): ProblemText | undefined {
  if (!fixedZone.test(zone)) return undefined
  const offset = winterOffset(zone)
  const likely = likelyZones.find((each) => winterOffset(each) === offset)
  return problemText('fixed-zone', zone, offset, likely ?? '')
}

/** `+01:00`. */
function winterOffset(zone: string): string {
  return localTime(Date.UTC(2026, 0, 1), zone).slice(-6)
}
