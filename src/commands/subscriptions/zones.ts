import type { Option } from '../../domain/card.ts'

/** Options of a group in a select on Slack: https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object */
const groupMax = 100

/** All time zones as options, by continent; those given come first. */
export function timeZoneOptions(first: readonly string[], suggested: string): readonly Option[] {
  const own = [...new Set(first)]
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !own.includes(zone) && zone.includes('/'))
  const continents = Map.groupBy(others, (zone) => zone.split('/')[0] ?? '')
  const groups = [...continents].flatMap(([continent, zones]): [string, string[]][] => {
    const count = Math.ceil(zones.length / groupMax)
    return Array.from({ length: count }, (_, at) => [
      count > 1 ? `${continent} ${at + 1}` : continent,
      zones.slice(at * groupMax, (at + 1) * groupMax),
    ])
  })
  return [[suggested, own] as const, ...groups].flatMap(([group, zones]) =>
    zones.map((zone): Option => ({ label: zone.replaceAll('_', ' '), value: zone, group })),
  )
}
