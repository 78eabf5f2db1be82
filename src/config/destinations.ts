import type { Day } from '../domain/day.ts'
import { type Destination, destinationSchema } from '../domain/destination.ts'
import type { Problem } from '../domain/problem.ts'
import { splitWorkspaceId } from '../domain/workspace-id.ts'
import { platformNamed } from '../platforms/registry.ts'
import type { DestinationValue } from './schema.ts'
import type { ReportProblem } from './yaml.ts'

/** Problems that concern more than one key, or more than one destination. */
export function contradictions(all: readonly DestinationValue[], complain: ReportProblem): Problem[] {
  const [names, places] = [new Set<string>(), new Map<string, string>()]
  return all.flatMap((value, index) => {
    const { name, platform, publication, channel } = value
    const found = ownContradictions(value)
    if (names.has(name)) found.push(['name', `Two destinations are called "${name}": each needs a name of its own.`])
    names.add(name)
    // Letters in ids are the same in either case, and a channel may be shared between workspaces.
    const place = JSON.stringify([platform, publication, channel.toLowerCase()])
    const first = places.get(place)
    if (first !== undefined) {
      const message = `"${first}" posts the publication "${publication}" to this channel already: every digest would come twice. Remove one of the two, or choose another channel or publication.`
      found.push(['channel', message])
    } else places.set(place, name)
    return found.map(([key, message]) => complain(['destinations', index, key], message, 'contradiction'))
  })
}

type Contradiction = [key: keyof DestinationValue, message: string]

function ownContradictions(value: DestinationValue): Contradiction[] {
  const { platform, at, until, layout, channel, mention, workspace } = value
  const found: Contradiction[] = []
  const add = (...contradiction: Contradiction) => void found.push(contradiction)
  if (until <= at) add('until', `"until" (${until}) must be later than "at" (${at}).`)
  const definition = platformNamed(platform)
  if (workspace && splitWorkspaceId(workspace).platform !== platform) {
    add('workspace', `A channel of ${platform} is in no workspace "${workspace}".`)
  } else if (workspace && !definition.ids.workspace.isValid(splitWorkspaceId(workspace).id)) {
    add('workspace', definition.ids.workspace.advice)
  }
  if (layout && !definition.layouts.includes(layout)) {
    add('layout', `The layout "${layout}" is not for ${platform}; choose one of ${definition.layouts.join(', ')}.`)
  }
  if (!definition.ids.channel.isValid(channel)) add('channel', definition.ids.channel.advice)
  if (mention && !definition.ids.mention.isValid(mention)) add('mention', definition.ids.mention.advice)
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
