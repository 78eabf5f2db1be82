import { minuteMs } from '../../domain/duration.ts'
import { type SourceSettings, sourceNames } from '../settings.ts'
import type { Source } from '../source.ts'
import { arxivSource } from './arxiv.ts'
import { feedSource } from './feed.ts'
import { githubSource } from './github.ts'
import { hackerNewsSource } from './hackernews.ts'
import { huggingFaceSource } from './huggingface.ts'

/** The sources of one entry of the configuration. */
export function createSources(settings: SourceSettings): Source[] {
  return sourceNames(settings).map((name) => ({
    name,
    everyMs: settings.every * minuteMs,
    most: settings.most,
    ...createAdapter(name, settings),
  }))
}

function createAdapter(name: string, settings: SourceSettings) {
  const [, place = ''] = name.split(/:(.*)/s)
  switch (settings.kind) {
    case 'feed':
      return feedSource(settings.url)
    case 'arxiv':
      return arxivSource(settings.base, place)
    case 'huggingface':
      return huggingFaceSource(settings.base)
    case 'github':
      return githubSource(settings.base, place)
    case 'hackernews':
      return hackerNewsSource(settings.base, settings)
  }
}
