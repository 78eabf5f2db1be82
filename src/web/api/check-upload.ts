import type { DigestFile } from '../../digests/markdown/read-digest.ts'
import { takesLong } from '../../digests/read-file.ts'
import { sampleProblem } from '../../digests/samples.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { IdleThread } from '../../lib/idle-thread.ts'
import { type CheckRequest, checkDigest, type Findings } from '../../platforms/check-digest.ts'

const thread = new IdleThread<CheckRequest, Findings>('../../platforms/check-worker', import.meta.url)

/** All problems of one digest, in the order of its lines: what cannot be read, what platforms refuse, and warnings. */
export async function checkUpload(
  file: DigestFile,
  vocabulary: Vocabulary,
  refusesSamples: boolean,
): Promise<readonly Problem[]> {
  const asked: CheckRequest = [file, { vocabulary }]
  const found = (takesLong(file.bytes) ? await thread.ask(asked) : undefined) ?? (await checkDigest(...asked))
  const all = [...found.problems]
  if (refusesSamples && found.isSample) all.push({ ...sampleProblem(file.file), severity: 'error' })
  const unique = new Map(all.map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted((one, other) => one.line - other.line || one.column - other.column)
}
