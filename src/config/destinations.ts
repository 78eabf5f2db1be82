import type { Day } from '../domain/day.ts'
import { type Destination, destinationSchema } from '../domain/destination.ts'
import type { Problem, ProblemText } from '../domain/problem.ts'
import { splitWorkspaceId } from '../domain/workspace-id.ts'
import { problemText } from '../i18n/problems.ts'
import { platformNamed } from '../platforms/registry.ts'
import type { DestinationValue } from './schema.ts'
import { wrongId } from './wrong-id.ts'
import type { ReportProblem } from './yaml.ts'

/** Problems that concern more than one key, or more than one destination. */
export function contradictions(all: readonly DestinationValue[], complain: ReportProblem): Problem[] {
  const [names, places] = [new Set<string>(), new Map<string, string>()]
  return all.flatMap((value, index) => {
    const { name, platform, publication, channel } = value
    const found = ownContradictions(value)
    if (names.has(name)) found.push(['name', problemText('destination-twice', name)])
    names.add(name)
    // Letters in ids are the same in either case, and a channel may be shared between workspaces.
    const place = JSON.stringify([platform, publication, channel.toLowerCase()])
    const first = places.get(place)
    if (first !== undefined) found.push(['channel', problemText('posted-twice', first, publication)])
    else places.set(place, name)
    return found.map(([key, text]) => complain(['destinations', index, key], text, 'contradiction'))
  })
}

type Contradiction = [key: keyof DestinationValue, text: ProblemText]

function ownContradictions(value: DestinationValue): Contradiction[] {
  const { platform, at, until, layout, channel, mention, workspace } = value
  const found: Contradiction[] = []
  const add = (...contradiction: Contradiction) => void found.push(contradiction)
  if (until <= at) add('until', problemText('until-before-at', until, at))
  const definition = platformNamed(platform)
  if (workspace && splitWorkspaceId(workspace).platform !== platform) {
    add('workspace', problemText('workspace-elsewhere', platform, workspace, definition.ids.workspace.advice))
  } else if (workspace && !definition.ids.workspace.isValid(splitWorkspaceId(workspace).id)) {
    add('workspace', problemText('no-workspace', workspace, definition.ids.workspace.advice))
  }
  if (layout && !definition.layouts.includes(layout))
    add('layout', problemText('layout-elsewhere', layout, platform, definition.layouts))
  for (const [key, id] of Object.entries({ channel, mention }) as ['channel' | 'mention', string | undefined][]) {
    const rule = definition.ids[key]
    if (id && !rule.isValid(id)) add(key, wrongId(id, rule))
  }
  return found
}

/** A destination with the defaults of its platform, and its holidays by the name of their calendar. */
export function destinationOf(value: DestinationValue, holidays: ReadonlyMap<string, readonly Day[]>): Destination {
  const { mention, skip, ...rest } = value
  return destinationSchema.parse({
    ...rest,
    layout: rest.layout ?? platformNamed(rest.platform).layouts[0],
    skip: skip.flatMap((entry) => holidays.get(entry) ?? entry),
    ...(mention && { mention: { kind: platformNamed(rest.platform).ids.mention.kind, id: mention } }),
  })
}
