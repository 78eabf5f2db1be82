import { stringify } from 'yaml'
import type { Destination } from '../../domain/destination.ts'
import type { Asker, Reply } from '../../domain/request.ts'
import type { Desk } from '../desk.ts'
import { paragraph, sentence } from '../prose.ts'
import { mayManage } from './permission.ts'
import { managePhrasesFor } from './phrases.ts'

/** All destinations as the configuration file writes them. */
export function destinationsYaml(destinations: readonly Destination[]): string {
  return stringify({
    destinations: destinations.map(({ skip, mention, tags, mute, ...rest }) => ({
      ...rest,
      days: [...rest.days],
      ...(skip.size > 0 && { skip: [...skip] }),
      ...(tags.length > 0 && { tags: [...tags] }),
      ...(mute.length > 0 && { mute: [...mute] }),
      ...(mention && { mention: mention.id }),
    })),
  })
}

export function exportDestinations(asker: Asker, desk: Desk): Reply {
  const phrases = managePhrasesFor(asker.language)
  if (!mayManage(asker, desk)) return sentence(phrases.notAllowed)
  const own = desk.destinations().filter(({ platform }) => platform === asker.platform)
  const body = [
    paragraph(phrases.exportLead),
    { type: 'code', language: 'yaml', value: destinationsYaml(own).trimEnd() } as const,
  ]
  return { type: 'cards', show: 'private', cards: [{ body, buttons: [] }] }
}
