import { minuteMs } from '../domain/duration.ts'
import { BackgroundLoop } from './background-loop.ts'
import type { LaneShare } from './lanes.ts'
import type { Services } from './services.ts'

/** Fetches the sources of the configuration in the background, if this process leads. */
export function startSourceCollection(
  { config, log }: Pick<Services, 'config' | 'log'>,
  { isLead, storesFor }: Pick<LaneShare['context'], 'isLead' | 'storesFor'>,
): BackgroundLoop {
  return new BackgroundLoop({
    work: async (signal) => {
      const publications = Object.keys(config.value.sources)
      if (publications.length === 0 || signal.aborted || !isLead()) return
      // Loaded only here: many bots have no sources.
      const { collectSources } = await import('./candidates.ts')
      await collectSources(publications, { config: config.value, store: storesFor(), log, signal })
    },
    pauseMs: minuteMs,
    jitterMs: 10_000,
    log,
    failure: 'the sources could not be read',
  })
}
