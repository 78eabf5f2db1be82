import type { Person } from '../../domain/card.ts'
import type { PlatformName } from '../../domain/destination.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'

/** A person's name, with the platform if it is another one. */
export function personName({ platform, user, name = user }: Person, here: PlatformName): string {
  return platform === here ? name : `${name} (${platformTitle(platform)})`
}
