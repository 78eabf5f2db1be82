import type { DigestSource } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'

/** The same digests, with problems that were found before their files were there to be read. */
export function withProblems(source: DigestSource, found: () => readonly Problem[]): DigestSource {
  return {
    publications: () => source.publications(),
    days: (publication) => source.days(publication),
    files: () => source.files(),
    get: (id) => source.get(id),
    read: (id) => source.read(id),
    stamp: (id) => source.stamp(id),
    problems: () => [...source.problems(), ...found()],
    refresh: () => source.refresh(),
    poll: () => source.poll(),
    watch: (onChange) => source.watch(onChange),
    close: () => source.close(),
  }
}
