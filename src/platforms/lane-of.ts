import type { PlatformName } from '../domain/destination.ts'
import { formatLaneId, type LaneFacts, type LaneId, type LanePlace } from '../domain/lane.ts'
import { splitWorkspaceId, type WorkspaceId } from '../domain/workspace-id.ts'
import { platformNamed, platformNames } from './registry.ts'

/** The name of the fact with the number of shards of a token; without that fact, there is one. */
export const shardsFact = (platform: PlatformName) => `${platform} shards`

/** The fact which workspace the token in the environment belongs to. */
export const defaultWorkspaceFact = (platform: PlatformName) => `${platform} default`

/**
 * The lane of a destination, by its configuration and by what all machines have agreed on. Undefined where it depends on a
 * workspace that is not known.
 */
export function laneOf(
  place: LanePlace,
  facts: LaneFacts,
  workspaceOf: (place: LanePlace) => WorkspaceId | undefined,
): LaneId | undefined {
  const { platform, workspace } = place
  const { shardOf } = platformNamed(platform)
  if (!shardOf) {
    const isDefault = workspace === undefined || workspace === facts.get(defaultWorkspaceFact(platform))
    return isDefault ? formatLaneId(platform, 'default') : workspace
  }
  const count = Number(facts.get(shardsFact(platform)) ?? 1)
  if (count === 1) return shardLane(platform, 0, count)
  const server = workspaceOf(place)
  return server && shardLane(platform, shardOf(splitWorkspaceId(server).id, count), count)
}

/** Lanes that are there without a destination: readers ask everywhere. */
export function lanesOfFacts(facts: LaneFacts): readonly LaneId[] {
  return platformNames.flatMap((platform) => lanesOfShards(platform, Number(facts.get(shardsFact(platform)) ?? 0)))
}

/** The lanes of a token with that many shards. */
export function lanesOfShards(platform: PlatformName, count: number): readonly LaneId[] {
  return Array.from({ length: count }, (_, shard) => shardLane(platform, shard, count))
}

/** With another number of shards, they are other lanes. */
function shardLane(platform: PlatformName, shard: number, count: number): LaneId {
  return formatLaneId(platform, count === 1 ? '0' : `${shard}/${count}`)
}
