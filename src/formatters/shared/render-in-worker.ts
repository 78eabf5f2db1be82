import { isMainThread } from 'node:worker_threads'
import type { Discussion, Layout } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
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

/**
 * The length from which a digest is long, in characters, with 20 for each node. Such a digest takes about 20 ms to render, and up to
 * 100 ms the first time.
 */
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
    return (isMainThread && isLong(given[0]) ? await thread.ask(given) : undefined) ?? render(...given)
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

/** Looks no further than to where a digest is long. */
function isLong(digest: Digest): boolean {
  const pending: object[] = [digest]
  let length = 0
  for (let next = pending.pop(); next && length < longFrom; next = pending.pop()) {
    length += 20
    for (const value of Object.values(next)) {
      if (typeof value === 'string') length += value.length
      else if (typeof value === 'object' && value !== null) pending.push(value)
    }
  }
  return length >= longFrom
}
