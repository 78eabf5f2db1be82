import type { PlatformName } from '../domain/destination.ts'

const titles: Readonly<Record<PlatformName, string>> = { slack: 'Slack', discord: 'Discord' }

/** The platform's name as people write it. */
export function platformTitle(name: PlatformName): string {
  return titles[name] ?? name
}
