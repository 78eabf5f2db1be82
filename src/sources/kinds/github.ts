import type { SourceAdapter } from '../source.ts'
import { htmlToText } from '../text/html-text.ts'
import { tidyText } from '../text/tidy-text.ts'
import { feedTypes } from './feed.ts'
import { readFeedInWorker } from './read-feed-in-worker.ts'

/** Releases that are marked as not finished in their name or their tag, as in `v2.0-rc.1` or `2.0b1`. The feed does not say it otherwise. */
const unfinished = /(?:^|[^a-z])(?:alpha|beta|rc|pre|preview|nightly|dev|canary|snapshot)(?:[^a-z]|$)|\d[ab]\d/i

/** The tag of a release, whose name may be any words. */
function tagOf(url: string): string {
  return /\/releases\/tag\/([^?#]+)/.exec(url)?.[1] ?? ''
}

/** The releases of one repository. https://docs.github.com/repositories/releasing-projects-on-github */
export function githubSource(base: string, repository: string): SourceAdapter {
  const [, project = repository] = repository.split('/')
  return {
    accept: feedTypes,
    address: `${base.replace(/\/+$/, '')}/${repository}/releases.atom`,
    read: async (document) => {
      const { entries, problem } = await readFeedInWorker(document)
      return {
        entries: entries.map(({ content, isPlain, ...entry }) => ({
          ...entry,
          // A release is often called by its version alone.
          title: entry.title.toLowerCase().includes(project.toLowerCase()) ? entry.title : `${project} ${entry.title}`,
          signal: unfinished.test(entry.title) || unfinished.test(tagOf(entry.url)) ? 0.2 : 0.6,
          text: () => {
            const text = isPlain ? tidyText(content) : htmlToText(content)
            return text === 'No content.' ? '' : text
          },
        })),
        ...(problem && { problem }),
      }
    },
  }
}
