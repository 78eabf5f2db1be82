import type { PlatformName } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { TextLimit } from '../domain/problem.ts'
import type { PlatformDefinition } from './definition.ts'
import { discord } from './discord/definition.ts'
import { slack } from './slack/definition.ts'

/** All platforms, in the order of pages and lists. */
export const platforms: readonly PlatformDefinition[] = [slack, discord]

export const platformNames: readonly PlatformName[] = platforms.map(({ name }) => name)

/** The limits of all platforms. */
export async function loadTextLimits(): Promise<readonly TextLimit[]> {
  const validators = await Promise.all(platforms.map((platform) => platform.load.validator()))
  return validators.flatMap(({ textLimits }) => textLimits)
}

/** Throws `ConfigurationError` for a name that no platform has. */
export function platformNamed(name: PlatformName): PlatformDefinition {
  const found = platforms.find((platform) => platform.name === name)
  if (!found) throw new ConfigurationError(`There is no platform "${name}": choose ${platformNames.join(' or ')}.`)
  return found
}
