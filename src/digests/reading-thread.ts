import type { ParseResult } from '../domain/digest-repository.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { IdleThread } from '../lib/idle-thread.ts'
import type { DigestFile } from './markdown/read-digest.ts'
import { deserializeParseResult } from './serialize.ts'

/** What the thread reads. */
export interface ReadingRequest {
  readonly file: DigestFile
  readonly vocabulary: Vocabulary
}

const thread = new IdleThread<ReadingRequest, string>('./reading-worker', import.meta.url)

/**
 * Reads a digest in a thread of its own, so that readers do not wait for a long one: Markdown is read in one go, at up to
 * 10 ms of processor time for 1 KB. Undefined if the thread cannot run, or ends.
 */
export async function readInWorker(file: DigestFile, vocabulary: Vocabulary): Promise<ParseResult | undefined> {
  const reading = await thread.ask({ file, vocabulary })
  return reading === undefined ? undefined : deserializeParseResult(file.file, reading)
}
