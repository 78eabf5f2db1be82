import { Command } from 'commander'
import { candidateProposal } from '../../app/propose-candidates.ts'
import { readEnvironment } from '../../config/environment.ts'
import type { RankedCandidate, SourceState } from '../../domain/candidate.ts'
import type { Day } from '../../domain/day.ts'
import { utcTime } from '../../domain/time-zone.ts'
import { truncate } from '../../domain/truncate.ts'
import { count } from '../../lib/count.ts'
import { openDraftStore } from '../../review/files.ts'
import { sourceNames } from '../../sources/settings.ts'
import { nextDateArgument, noFetchOption, openCandidates } from '../candidates.ts'
import { examples, jsonOption, parseDate, publicationOption } from '../options.ts'
import { inColor, print, printJson } from '../output.ts'
import { adviceOnSources, publicationsIn, requirePublication } from '../publications.ts'

export const candidatesCommand = new Command('candidates')
  .description(
    'List what the digest of a day could be about, best first, from the sources of the publication. Fetches the ' +
      'sources that are due, unless the bot is running, which does it by itself.',
  )
  .addArgument(nextDateArgument)
  .addOption(publicationOption)
  .addOption(noFetchOption)
  .addOption(jsonOption)
  .addHelpText('after', examples('candidates', 'candidates today --publication weekly', 'candidates --no-fetch --json'))
  .action(run)

interface Options {
  readonly publication: string
  readonly fetch: boolean
  readonly json?: true
}

async function run(date: Day = parseDate('tomorrow'), { publication, fetch, json }: Options): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const { config, repository, store } = await openCandidates(publication, fetch, environment, stack)
  const { ranked, featured } = await candidateProposal(publication, date, Date.now(), {
    candidates: store.candidates,
    repository,
    config,
    drafts: openDraftStore(environment.home, config.vocabulary),
    reviews: store.reviews,
  })
  const states = (await store.sourceStates.all()).filter((state) => state.publication === publication)
  const names = (config.sources[publication] ?? []).flatMap(sourceNames)
  const failing = states.filter(({ source, problem }) => problem !== undefined && names.includes(source))
  // Candidates are kept when a publication is taken out of the configuration.
  const known = publicationsIn({ config, repository })
  if (ranked.length === 0) requirePublication(publication, known)
  if (json) return printJson(ranked.map(asJson))
  if (ranked.length > 0) print(ranked.map(asText).join('\n\n'))
  else print(nothing(publication, config.sources[publication] !== undefined, known))
  if (featured.length > 0) print(`\nNot offered again:\n${featured.map(asLeftOut).join('\n')}`)
  if (failing.length > 0) print(`\n${failing.map((state) => inColor('yellow', asProblem(state))).join('\n')}`)
}

function nothing(publication: string, hasSources: boolean, known: readonly string[]): string {
  if (hasSources) return 'There are no candidates.'
  return `There are no candidates: the publication "${publication}" has no sources. ${adviceOnSources(publication, known)}`
}

function asProblem({ source, failures, problem }: SourceState): string {
  return failures > 0
    ? `${source} cannot be read (${count(failures, 'try', 'tries')}): ${problem?.text}`
    : `${source}: ${problem?.text}`
}

/** How much of a title is shown, in characters. */
const titleMax = 100

function asText({ candidate, score, why }: RankedCandidate, index: number): string {
  const place = `${index + 1}.`.padEnd(4)
  const facts = [`score ${score.toFixed(2)}`, why, candidate.id].join(' · ')
  return [
    `${place}${truncate(candidate.title, titleMax)}`,
    `    ${candidate.url}`,
    `    ${inColor('dim', facts)}`,
  ].join('\n')
}

function asLeftOut({ candidate, why }: RankedCandidate): string {
  return `    ${truncate(candidate.title, titleMax)}\n    ${inColor('dim', `${why} · ${candidate.url}`)}`
}

function asJson({ candidate, score, why }: RankedCandidate, index: number) {
  const { publishedAt, firstSeenAt, ...rest } = candidate
  return {
    rank: index + 1,
    score: Number(score.toFixed(4)),
    why,
    ...rest,
    publishedAt: utcTime(publishedAt),
    firstSeenAt: utcTime(firstSeenAt),
  }
}
