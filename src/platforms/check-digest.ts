import { lintDigest } from '../digests/lint/lint-digest.ts'
import { type SeriesEntry, seriesEntry } from '../digests/lint/lint-series.ts'
import { type DigestFile, readDigest } from '../digests/markdown/read-digest.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { examineMessages, type MessageCount } from './examine-messages.ts'
import { loadTextLimits } from './registry.ts'

/** What a check of one file found, without the digest: small enough to be held for ten years of digests at once. */
export interface Findings {
  readonly problems: readonly Problem[]
  /** The entry for the checks over all digests of its publication; absent if the file cannot be read. */
  readonly entry?: SeriesEntry
  readonly isSample?: boolean
  /** Absent if the file cannot be read. */
  readonly messages?: readonly MessageCount[]
}

/** Everything outside a file that decides what is found in it. It is part of the key under which findings are kept. */
export interface CheckSettings {
  readonly vocabulary: Vocabulary
}

export type CheckRequest = Parameters<typeof checkDigest>

export async function checkDigest(file: DigestFile, { vocabulary }: CheckSettings): Promise<Findings> {
  const reading = readDigest(file, vocabulary)
  const { digest, problems } = reading
  if (!digest) return { problems }
  const warnings = lintDigest(reading, vocabulary, await loadTextLimits())
  const { refusals, messages } = await examineMessages(reading, vocabulary)
  return {
    problems: [...problems, ...warnings, ...refusals],
    entry: seriesEntry(reading, digest),
    isSample: digest.isSample ?? false,
    messages,
  }
}
