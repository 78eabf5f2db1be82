import { Document, isScalar, visit } from 'yaml'
import { paragraph, sentence } from '../../domain/build.ts'
import type { Destination } from '../../domain/destination.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import { managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import type { Desk } from '../context.ts'
import { mayManage } from './permissions.ts'

/** All destinations, those of the file and those made in chat, ready for the file. */
export function exportDestinations(asker: Asker, desk: Desk): Reply {
  const phrases = managePhrasesFor(asker.language)
  if (!mayManage(asker, desk)) return sentence(asker.isDirect ? phrases.noChannel : phrases.notAllowed)
  const yaml = destinationsYaml(desk.destinations()).trimEnd()
  const body = [paragraph(phrases.exportLead), { type: 'code', language: 'yaml', value: yaml } as const]
  return { type: 'cards', show: 'private', cards: [{ body, buttons: [] }] }
}

/** Destinations as the configuration file writes them. */
export function destinationsYaml(destinations: readonly Destination[]): string {
  const document = new Document({ destinations: destinations.map(entryOf) })
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every(isScalar)
    },
    Scalar: (_, node) => {
      // Older readers of YAML take an hour without quotes for a number of minutes.
      if (/^\d\d:\d\d$/.test(String(node.value))) node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString()
}

function entryOf({ days, skip, tags, mute, mention, ...rest }: Destination): object {
  return {
    ...rest,
    days: [...days],
    ...(skip.size > 0 && { skip: [...skip] }),
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(mute.length > 0 && { mute: [...mute] }),
    ...(mention && { mention: mention.id }),
  }
}
