import type { DigestSource } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'
import { withMethods } from '../lib/with-methods.ts'

/** The same digests, with problems that were found before their files were there to be read. */
export function withProblems(source: DigestSource, found: () => readonly Problem[]): DigestSource {
  return withMethods(source, { problems: () => [...source.problems(), ...found()] })
}
