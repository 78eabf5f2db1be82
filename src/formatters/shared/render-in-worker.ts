import { isMainThread } from 'node:worker_threads'
import type { Discussion, Layout } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import { exceedsLength } from '../../domain/digest-length.ts'
import type { CorrectionMarks, Part } from '../../domain/part.ts'
import type { Renderer } from '../../domain/platform.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { IdleThread } from '../../lib/idle-thread.ts'

type RenderArguments = [
  digest: Digest,
  layout: Layout,
  vocabulary: Vocabulary,
  discussion?: Discussion,
  marks?: CorrectionMarks,
]

/** The thread in which a platform renders long digests; its program answers with `render(...request)`. */
export type RenderThread = IdleThread<RenderArguments, readonly Part[]>

/** As `exceedsLength` counts. Such a digest takes about 20 ms to render, and up to 100 ms the first time. */
const longFrom = 60_000

/**
 * Renders a long digest in a thread of its own: 512 KB take up to half a second, in which no reader would get an answer.
 * Renders each digest once for each layout and discussion mode, for any number of destinations.
 */
export function renderInWorker(
  thread: RenderThread,
  render: (...given: RenderArguments) => readonly Part[],
  vocabulary: Vocabulary,
): Renderer['render'] {
  const known = new WeakMap<Digest, Map<string, Promise<readonly Part[]>>>()
  const rendered = async (...given: RenderArguments) => {
    // A thread that checks digests may block: no reader waits for it.
    return (isMainThread && exceedsLength(longFrom, given[0]) ? await thread.ask(given) : undefined) ?? render(...given)
  }
  return (digest, layout, discussion, marks) => {
    // Marks differ between destinations.
    if (marks && marks.size > 0) return rendered(digest, layout, vocabulary, discussion, marks)
    const ofDigest = known.get(digest) ?? new Map<string, Promise<readonly Part[]>>()
    known.set(digest, ofDigest)
    const key = `${layout} ${discussion}`
    const parts = ofDigest.get(key) ?? rendered(digest, layout, vocabulary, discussion)
    ofDigest.set(key, parts)
    return parts
  }
}
