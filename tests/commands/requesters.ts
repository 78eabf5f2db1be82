import type { Requester } from '../../src/domain/interaction.ts'
import type { WorkspaceId } from '../../src/domain/workspace-id.ts'
import { MemoryPlatform } from '../memory-platform.ts'

/** The workspace of the token of each platform, and of a requester there unless a test says otherwise. */
const home: Readonly<Record<string, WorkspaceId>> = { slack: 'slack:T1', discord: 'discord:1' }

export function platformAtHome(name: 'slack' | 'discord'): MemoryPlatform {
  const platform = new MemoryPlatform(name)
  platform.workspace = home[name]
  return platform
}

export function aRequester(given: Partial<Requester>): Requester {
  const workspace = 'workspace' in given ? given.workspace : home[given.platform ?? 'slack']
  return { ...reader, ...given, ...(workspace && { workspace }) }
}

/** A reader who manages the channel they ask in. */
const reader: Requester = {
  platform: 'slack',
  user: 'U1',
  channel: 'C1',
  isDirect: false,
  timezone: 'Europe/London',
  language: 'en-GB',
  managesChannel: true,
  roles: [],
}
