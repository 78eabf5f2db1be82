import type { SuggestedLink } from '../commands/context.ts'
import { addDays } from '../domain/day.ts'
import { mainPublication } from '../domain/digest.ts'
import { dayMs } from '../domain/duration.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { dayAt } from '../domain/time-zone.ts'
import { systemClock } from '../lib/clock.ts'
import { openDraftStore } from '../review/files.ts'
import { sourceNames } from '../sources/settings.ts'
import type { CandidateSuggestion, SuggestionResult } from '../sources/suggest.ts'
import type { CandidateEditor } from '../web/tomorrow/options.ts'
import { proposeCandidates } from './propose-candidates.ts'
import type { Services } from './services.ts'

/** For how long dropped candidates are shown, in milliseconds. */
const droppedMs = 7 * dayMs

/** The name under which candidates are suggested that were added on the page. */
const pageEditor = 'page'

/** The dependencies of the page of candidates. */
export function createCandidateEditor(services: Services): CandidateEditor {
  const { stores, repository, config, environment, destinations } = services
  const { candidates, sourceStates } = stores
  const publications = () => {
    const names = new Set([mainPublication, ...Object.keys(config.value.sources), ...repository.publications()])
    return [...names]
  }
  return {
    publications,
    async propose(publication) {
      const now = systemClock.now()
      const zone = destinations().find((each) => each.publication === publication)?.timezone ?? 'UTC'
      const date = addDays(dayAt(now, zone), 1)
      const names = (config.value.sources[publication] ?? []).flatMap(sourceNames)
      const states = (await sourceStates.all()).filter((state) => state.publication === publication)
      return {
        date,
        ranked: await proposeCandidates(publication, date, now, {
          candidates,
          repository,
          config: config.value,
          drafts: openDraftStore(environment.home, config.vocabulary),
          reviews: stores.reviews,
        }),
        dropped: (await candidates.list(publication, now - droppedMs)).filter(({ state }) => state === 'dropped'),
        problems: states.flatMap(({ source, problem }) =>
          problem !== undefined && names.includes(source) ? [{ source, problem: problem.text }] : [],
        ),
        hasSources: names.length > 0,
      }
    },
    setState: (publication, id, state) => candidates.setState(publication, id, state),
    async add(publication, address) {
      const { candidate } = await suggestPage({ publication, address, suggestedBy: pageEditor }, services)
      await candidates.setState(publication, candidate.id, 'picked')
      return candidate.id
    },
  }
}

/** Adds a link that a reader suggests in chat. */
export async function suggestCandidate(
  suggestion: CandidateSuggestion,
  services: Pick<Services, 'stores' | 'config'>,
): Promise<SuggestedLink> {
  const { candidate, isNew, problem } = await suggestPage(suggestion, services)
  return { title: candidate.title, isNew, isRead: problem === undefined && (isNew || candidate.text !== '') }
}

/** Adds a page that a person suggests. Throws `ConfigurationError` with a sentence if it cannot be read. */
async function suggestPage(
  suggestion: CandidateSuggestion,
  { stores, config }: Pick<Services, 'stores' | 'config'>,
): Promise<SuggestionResult> {
  // Loaded only here: the reader of pages is large.
  const [{ suggest }, { FetchFailed }] = await Promise.all([
    import('../sources/suggest.ts'),
    import('../sources/fetch/fetch-failed.ts'),
  ])
  try {
    return await suggest(suggestion, {
      candidates: stores.candidates,
      fetch: config.value.fetch,
      now: () => systemClock.now(),
    })
  } catch (error) {
    if (error instanceof FetchFailed) throw new ConfigurationError(error.message, { cause: error })
    throw error
  }
}
