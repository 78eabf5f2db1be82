import type { ParseResult } from '../domain/digest-repository.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { WorkerThread } from '../lib/worker-thread.ts'
import type { DigestFile } from './markdown/read-digest.ts'
import { deserializeParseResult } from './serialize.ts'

/** What the thread reads. */
export interface ReadingRequest {
  readonly file: DigestFile
  readonly vocabulary: Vocabulary
}

/** How long an idle thread is kept, in milliseconds: it takes a quarter of a second and 40 MB to start. */
const idleMs = 10_000

let thread: WorkerThread<ReadingRequest, string> | undefined
let idle: NodeJS.Timeout | undefined

/**
 * Reads a digest in a thread of its own, so that readers do not wait for a long one: Markdown is read in one go, at up to
 * 10 ms of processor time for 1 KB. Undefined if the thread cannot run, or ends.
 */
export async function readBeside(file: DigestFile, vocabulary: Vocabulary): Promise<ParseResult | undefined> {
  clearTimeout(idle)
  thread ??= new WorkerThread('./reading-worker', import.meta.url)
  const asked = thread
  try {
    return deserializeParseResult(file.file, await asked.ask({ file, vocabulary }))
  } catch {
    if (thread === asked) end()
    return undefined
  } finally {
    clearTimeout(idle)
    idle = setTimeout(end, idleMs).unref()
  }
}

function end(): void {
  void thread?.[Symbol.asyncDispose]()
  thread = undefined
}
