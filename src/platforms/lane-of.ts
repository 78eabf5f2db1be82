import type { Lanable, LaneId } from '../domain/lane.ts'
import { platformNamed } from './registry.ts'

/**
 * The lane of a destination, by its configuration alone: all machines must agree on it. The workspace of the token in the
 * environment is left out of the configuration.
 */
export function laneOf({ platform, workspace }: Lanable): LaneId {
  if (!platformNamed(platform).hasTokenPerWorkspace) return `${platform}:0`
  return workspace ?? `${platform}:default`
}
