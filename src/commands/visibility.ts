import { parseDigestId } from '../domain/digest.ts'
import type { Requester } from '../domain/interaction.ts'
import type { SavedQueries, SearchIndex } from '../domain/search.ts'
import type { Subscription, Subscriptions } from '../domain/subscription.ts'
import { type ChannelPlace, formatMemberId, type WorkspaceDirectory } from '../domain/workspace-id.ts'
import { withMethods } from '../lib/with-methods.ts'
import type { ChatContext } from './context.ts'

/**
 * Access control: the dependencies as this requester may use them. What is in another workspace does not exist: no destination,
 * subscription, delivery or message of it. A publication that is only for the channels or the workspaces where it is
 * posted does not exist anywhere else: no digest, hit, title, topic, count or destination of it.
 */
export function contextFor(requester: Requester, context: ChatContext): ChatContext {
  const { repository, index, destinations, subscriptions, savedQueries } = context
  const isOwn = (place: ChannelPlace) => isInWorkspace(place, requester, context.workspaces)
  const isVisible = visibleTo(requester, context)
  const publications = repository.publications()
  const visible = publications.filter(isVisible)
  return {
    ...context,
    destinations: () => destinations().filter((each) => isOwn(each) && isVisible(each.publication)),
    subscriptions: restrictSubscriptions(subscriptions, requester, isOwn),
    ledger: restrictLedger(context.ledger, isOwn),
    savedQueries: queriesOf(requester, savedQueries),
    repository: {
      publications: () => visible,
      days: (publication) => (isVisible(publication) ? repository.days(publication) : []),
      get: async (id) => (isVisible(publicationOf(id)) ? repository.get(id) : undefined),
    },
    ...(visible.length < publications.length && { index: restrict(index, visible) }),
  }
}

/**
 * Whether a channel is in the requester's workspace. One whose workspace is unknown is, if it is the one where they ask:
 * then nothing of it is new to them.
 */
export function isInWorkspace(
  place: ChannelPlace,
  { platform, workspace, channel }: Requester,
  workspaces: WorkspaceDirectory,
): boolean {
  if (place.platform !== platform) return false
  const known = workspaces.workspaceOf(place)
  return known === undefined ? place.channel === channel : known === workspace
}

/** Says of each publication whether the requester may read it. */
function visibleTo(
  requester: Requester,
  { destinations, visibility, workspaces }: ChatContext,
): (publication: string) => boolean {
  const own = destinations().filter((each) => isInWorkspace(each, requester, workspaces))
  const inWorkspace = new Set(own.map((each) => each.publication))
  const here = new Set(own.flatMap((each) => (each.channel === requester.channel ? each.publication : [])))
  // To people of another workspace, nothing exists but what is posted in the channel that they share.
  if (requester.membership === 'external') return (publication) => here.has(publication)
  return (publication) => {
    switch (visibility(publication)) {
      case 'everyone':
        return true
      case 'workspace':
        return inWorkspace.has(publication)
      case 'where-posted':
        return here.has(publication)
    }
  }
}

/** A person may also change what they made where they ask in a direct message that belongs to no workspace. */
function restrictSubscriptions(
  subscriptions: Subscriptions,
  { platform, user, workspace, isDirect }: Requester,
  isOwn: (place: ChannelPlace) => boolean,
): Subscriptions {
  const isTheirs = ({ destination, madeBy }: Subscription) =>
    isDirect && workspace === undefined && destination.platform === platform && madeBy === user
  return withMethods(subscriptions, {
    all: () => subscriptions.all().filter((each) => isOwn(each.destination) || isTheirs(each)),
  })
}

function restrictLedger(ledger: ChatContext['ledger'], isOwn: (place: ChannelPlace) => boolean): ChatContext['ledger'] {
  const delivery: (typeof ledger)['delivery'] = async (id) => {
    const found = await ledger.delivery(id)
    return found && isOwn(found) ? found : undefined
  }
  return withMethods(ledger, {
    delivery,
    deliveriesOf: async (digests) => (await ledger.deliveriesOf(digests)).filter(isOwn),
    deliveriesTo: async (destination, limit) => (await ledger.deliveriesTo(destination, limit)).filter(isOwn),
    unfinished: async () => (await ledger.unfinished()).filter(isOwn),
    orphansOf: async (digests, names) => (await ledger.orphansOf(digests, names)).filter(isOwn),
    findByMessage: async (ref) => {
      const found = await ledger.findByMessage(ref)
      return found && (await delivery(found.id)) ? found : undefined
    },
  })
}

/**
 * The queries that were typed where the requester is: their words may be of a private channel. Those that an earlier
 * version saved belong to everyone who has their id.
 */
function queriesOf({ platform, workspace, channel, user, isDirect }: Requester, queries: SavedQueries): SavedQueries {
  const readers = formatMemberId(workspace ?? platform, isDirect ? user : channel)
  return { save: (text) => queries.save(text, readers), load: (id) => queries.load(id, readers) }
}

/** The index of some publications only. */
function restrict(index: SearchIndex, visible: readonly string[]): SearchIndex {
  const chosen = (wanted: readonly string[]) =>
    wanted.length === 0 ? visible : wanted.filter((each) => visible.includes(each))
  /** Hits beyond the limit may be needed in place of hidden ones. */
  const firstVisible = <Hit extends { readonly digest: string }>(
    find: (limit: number) => readonly Hit[],
    max: number,
  ) => {
    for (let limit = max; ; limit *= 4) {
      const found = find(limit)
      const kept = found.filter(({ digest }) => visible.includes(publicationOf(digest)))
      if (kept.length >= max || found.length < limit) return kept.slice(0, max)
    }
  }
  return {
    search: (query, offset, limit) => {
      const publications = chosen(query.publications)
      if (publications.length === 0) return { total: 0, hits: [], isGuess: false }
      return index.search({ ...query, publications }, offset, limit)
    },
    tags: (wanted) => (chosen(wanted).length > 0 ? index.tags(chosen(wanted)) : []),
    titles: (typed, limit) => firstVisible((max) => index.titles(typed, max), limit),
    similar: (words, limit) => firstVisible((max) => index.similar(words, max), limit),
  }
}

function publicationOf(digest: string): string {
  return parseDigestId(digest)?.publication ?? ''
}
