import { existsSync } from 'node:fs'
import type { Config } from '../config/load.ts'
import { gitVersion } from '../digests/git/run-git.ts'
import { gitFolders } from '../digests/git/settings.ts'
import { readGitState } from '../digests/git/state.ts'
import { openRepository } from '../digests/repository.ts'
import { digestId } from '../domain/digest.ts'
import { utcTime } from '../domain/time-zone.ts'
import { type Finding, fine, type Verdict, wrong } from '../domain/verdict.ts'
import { formatProblem } from '../i18n/problems.ts'

/** Whether git is there, and what the bot's last pull of the repository was. Nothing is pulled. */
export async function checkRepository(config: Config | undefined, dataFolder: string): Promise<readonly Finding[]> {
  const git = config?.git
  if (!git) return []
  const about = { check: 'git', subject: git.url }
  const version = await gitVersion()
  if (version === undefined) {
    const fix = 'Install it, or name a folder with the key "digests".'
    return [{ ...about, ...wrong('git is not installed on this machine.', fix) }]
  }
  const { failure, commit, pulledAt } = readGitState(gitFolders(dataFolder, git).state)
  const last = commit === undefined ? 'Nothing was pulled yet' : `${commit.slice(0, 12)} is read`
  if (failure) return [{ ...about, ...wrong(`${last}. ${failure.reason.text}`, 'The bot tries again by itself.') }]
  if (commit === undefined) return [{ ...about, ...fine(`${last}: the bot does it when it starts (${version}).`) }]
  return [{ ...about, ...fine(`${last}, pulled at ${utcTime(pulledAt ?? 0)} (${version}).`) }]
}

/** The folder of the digests, and the newest one of each publication that has a destination. */
export async function findDigests(config: Config | undefined, samples: boolean): Promise<readonly Finding[]> {
  if (!config) return []
  const { digests, vocabulary, destinations } = config
  const about = (subject: string) => ({ check: 'digests', subject })
  // It is made by the first pull.
  if (!existsSync(digests) && config.git) return []
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
        ...wrong(`${formatProblem(problem, config.alerts.language)}${more}`, 'Correct it; `check` lists everything.'),
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
