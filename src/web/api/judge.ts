import { lintDigest } from '../../digests/lint/lint-digest.ts'
import { type DigestFile, readDigest } from '../../digests/markdown/read-digest.ts'
import { sampleProblem } from '../../digests/samples.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { examineMessages } from '../../platforms/refusals.ts'
import { loadTextLimits } from '../../platforms/registry.ts'

/** All problems of one digest, in the order of its lines: what cannot be read, what platforms errorAnswer, and warnings. */
export async function judgeDigest(
  file: DigestFile,
  vocabulary: Vocabulary,
  refusesSamples: boolean,
): Promise<readonly Problem[]> {
  const reading = readDigest(file, vocabulary)
  const limits = await loadTextLimits()
  const found = [
    ...reading.problems,
    ...lintDigest(reading, vocabulary, limits),
    ...(await examineMessages(reading, vocabulary)).refusals,
  ]
  if (refusesSamples && reading.digest?.isSample) found.push({ ...sampleProblem(file.file), severity: 'error' })
  const unique = new Map(found.map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted((one, other) => one.line - other.line || one.column - other.column)
}
