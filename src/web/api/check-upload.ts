import type { DigestFile } from '../../digests/markdown/read-digest.ts'
import { sampleProblem } from '../../digests/samples.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { checkDigest } from '../../platforms/check-digest.ts'

/** All problems of one digest, in the order of its lines: what cannot be read, what platforms refuse, and warnings. */
export async function checkUpload(
  file: DigestFile,
  vocabulary: Vocabulary,
  refusesSamples: boolean,
): Promise<readonly Problem[]> {
  const { problems, isSample } = await checkDigest(file, { vocabulary })
  const found = [...problems]
  if (refusesSamples && isSample) found.push({ ...sampleProblem(file.file), severity: 'error' })
  const unique = new Map(found.map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted((one, other) => one.line - other.line || one.column - other.column)
}
