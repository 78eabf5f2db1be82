import { existsSync } from 'node:fs'
import type { Config } from '../config/load.ts'
import { gitVersion } from '../digests/git/run-git.ts'
import { gitFolders } from '../digests/git/settings.ts'
import { readGitState } from '../digests/git/state.ts'
import { openRepository } from '../digests/repository.ts'
import { digestId } from '../domain/digest.ts'
import type { Problem } from '../domain/problem.ts'
import { utcTime } from '../domain/time-zone.ts'
import type { Finding, Verdict } from '../domain/verdict.ts'
import { describeFailure } from '../i18n/failures.ts'
import { formatProblem } from '../i18n/problems.ts'
import { fine, wrong } from '../i18n/verdicts.ts'
import { pathObstacle } from '../lib/path-obstacle.ts'

/** Whether git is there, and what the bot's last pull of the repository was. Nothing is pulled. */
export async function checkRepository(config: Config | undefined, dataFolder: string): Promise<readonly Finding[]> {
  const git = config?.git
  if (!git) return []
  const about = { check: 'git', subject: git.url }
  const version = await gitVersion()
  if (version === undefined) return [{ ...about, ...wrong('no-git') }]
  const { failure, commit, pulledAt } = readGitState(gitFolders(dataFolder, git).state)
  const short = commit?.slice(0, 12) ?? ''
  const why = failure && describeFailure(failure.reason, config.alerts.language)
  if (why !== undefined) return [{ ...about, ...wrong('pull-failed', short, why) }]
  if (commit === undefined) return [{ ...about, ...fine('not-pulled', version) }]
  return [{ ...about, ...fine('pulled', short, utcTime(pulledAt ?? 0), version) }]
}

/** The folder of the digests, and the newest one of each publication that has a destination. */
export async function findDigests(config: Config | undefined, samples: boolean): Promise<readonly Finding[]> {
  if (!config) return []
  const { digests, vocabulary, destinations } = config
  const about = (subject: string) => ({ check: 'digests', subject })
  // The first pull creates it.
  if (!existsSync(digests) && config.git) return []
  if (!existsSync(digests) && !pathObstacle(digests)) {
    return [{ ...about(digests), ...wrong('no-digest-folder') }]
  }
  const cache = { get: () => undefined, put: () => {} }
  const repository = await openRepository({ folder: () => digests, vocabulary, cache, quietMs: () => 0 })
  const describe = (problem: Problem) => formatProblem(problem, config.alerts.language)
  try {
    const unlisted = repository.problems().find(({ file, rule }) => file === digests && rule === 'unreadable')
    if (unlisted) return [{ ...about(digests), ...wrong('wrong-digest', describe(unlisted), 0) }]
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
      found.push({ ...about(digests), ...wrong('wrong-digest', describe(problem), others.length) })
    }
    return found
  } finally {
    await repository.close()
  }
}

function verdictOn(folder: string, count: number, newest = '', isSample = false): Verdict {
  if (count === 0) return wrong('no-digest', folder)
  return isSample ? wrong('only-samples', newest) : fine('digests', count, newest)
}
