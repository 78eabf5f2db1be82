import type { Destination } from '../domain/destination.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { Requester } from '../domain/interaction.ts'
import type { SearchIndex } from '../domain/search.ts'
import type { ChatContext } from './context.ts'

/**
 * The dependencies as this requester may use them. A publication that is only for the channels where it is posted does
 * not exist anywhere else: no digest, hit, title, topic, count or destination of it.
 */
export function contextFor(requester: Requester, context: ChatContext): ChatContext {
  const { repository, index, destinations, visibility } = context
  const isHere = (each: Destination) => each.platform === requester.platform && each.channel === requester.channel
  const here = new Set(
    destinations()
      .filter(isHere)
      .map((each) => each.publication),
  )
  const isVisible = (publication: string) => visibility(publication) === 'everyone' || here.has(publication)
  const publications = repository.publications()
  const visible = publications.filter(isVisible)
  return {
    ...context,
    destinations: () => destinations().filter((each) => isVisible(each.publication)),
    repository: {
      publications: () => visible,
      days: (publication) => (isVisible(publication) ? repository.days(publication) : []),
      get: async (id) => (isVisible(publicationOf(id)) ? repository.get(id) : undefined),
    },
    ...(visible.length < publications.length && { index: restrict(index, visible) }),
  }
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
