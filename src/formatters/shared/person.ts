import type { Person } from '../../domain/card.ts'
import type { PlatformName } from '../../domain/destination.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'

/** Somebody in words; of another platform than the one where they are named, with that. */
export function personName({ platform, user, name = user }: Person, here: PlatformName): string {
  return platform === here ? name : `${name} (${platformTitle(platform)})`
}
