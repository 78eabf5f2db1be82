import { dirname } from 'node:path'
import { sampleProblem } from '../digests/samples.ts'
import type { Destination } from '../domain/destination.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'

/** The problems of the folder of digests, and of the newest digest of each publication; a sample is posted by no real bot. */
export async function digestProblems(
  { repository }: { readonly repository: Pick<DigestRepository, 'files' | 'read' | 'problems'> },
  destinations: readonly Destination[],
  isReal: boolean,
): Promise<readonly Problem[]> {
  const files = [...repository.files().keys()].sort()
  const samples: Problem[] = []
  for (const publication of new Set(destinations.map((each) => each.publication))) {
    const newest = files.findLast((id) => parseDigestId(id)?.publication === publication)
    const reading = newest === undefined ? undefined : await repository.read(newest)
    if (isReal && reading?.digest?.isSample)
      samples.push({ ...sampleProblem(dirname(reading.file)), severity: 'error' })
  }
  return [...repository.problems(), ...samples]
}
