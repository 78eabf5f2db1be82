import { Document, isScalar, visit } from 'yaml'
import { paragraph, sentence } from '../../domain/build.ts'
import type { Destination } from '../../domain/destination.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import { canManage, managedDestinations, noChannelHere } from './permissions.ts'

/** The destinations that the requester manages as YAML, from the configuration file and from chat. */
export function exportDestinations(
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Reply {
  const phrases = messagesFor(requester.language).subscriptions
  if (!canManage(requester, context))
    return sentence(requester.isDirect ? noChannelHere(requester) : phrases.notAllowed)
  const managed = managedDestinations(requester, context)
  if (managed.length === 0) return sentence(phrases.nothingHere)
  const yaml = destinationsYaml(managed).trimEnd()
  const body = [paragraph(phrases.exportLead), { type: 'code', language: 'yaml', value: yaml } as const]
  return { type: 'cards', show: 'private', cards: [{ body, buttons: [] }] }
}

/** Destinations in the format of the configuration file. */
export function destinationsYaml(destinations: readonly Destination[]): string {
  const document = new Document({ destinations: destinations.map(entryOf) })
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every(isScalar)
    },
    Scalar: (_, node) => {
      // YAML 1.1 reads a time without quotes as a number.
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
