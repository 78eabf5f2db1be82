import { existsSync } from 'node:fs'
import type { Config } from '../config/load.ts'
import { openRepository } from '../digests/repository.ts'
import { digestId } from '../domain/digest.ts'
import { formatProblem } from '../domain/problem.ts'
import { type Finding, fine, type Verdict, wrong } from '../domain/verdict.ts'

/** The folder of the digests, and the newest one of each publication that has a destination. */
export async function findDigests(config: Config | undefined, samples: boolean): Promise<readonly Finding[]> {
  if (!config) return []
  const { digests, vocabulary, destinations } = config
  const about = (subject: string) => ({ check: 'digests', subject })
  if (!existsSync(digests)) {
    return [{ ...about(digests), ...wrong('The folder does not exist.', 'Make it, and put a digest into it.') }]
  }
  const cache = { get: () => undefined, put: () => {} }
  const repository = await openRepository({ folder: () => digests, vocabulary, cache, quietMs: () => 0 })
  try {
    const wanted = new Set(destinations.map(({ publication }) => publication))
    const found: Finding[] = []
    for (const publication of wanted.size > 0 ? wanted : new Set(repository.publications())) {
      const dates = repository.days(publication)
      const newest = dates.at(-1)
      const reading = newest && (await repository.read(digestId({ publication, date: newest })))
      found.push({
        ...about(publication),
        ...verdictOn(digests, dates.length, newest, reading?.digest?.isSample && !samples),
      })
    }
    const [problem, ...others] = repository.problems().filter(({ severity }) => severity === 'error')
    if (problem) {
      const more = others.length > 0 ? ` (and ${others.length} more)` : ''
      found.push({
        ...about(digests),
        ...wrong(`${formatProblem(problem)}${more}`, 'Correct it; `check` lists everything.'),
      })
    }
    return found
  } finally {
    await repository.close()
  }
}

function verdictOn(folder: string, count: number, newest = '', isSample = false): Verdict {
  if (count === 0) return wrong(`${folder} holds no digest of it.`, 'Add a file named like 2026-01-05.md.')
  if (isSample) {
    return wrong(
      `The newest, ${newest}, is a sample that comes with Morning Post, and is never posted.`,
      'Add a digest of your own.',
    )
  }
  return fine(`${count === 1 ? '1 digest' : `${count} digests, the newest`} of ${newest}.`)
}
