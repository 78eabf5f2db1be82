import { Command } from 'commander'
import { draftDay } from '../../app/draft-day.ts'
import { readEnvironment } from '../../config/environment.ts'
import type { Day } from '../../domain/day.ts'
import { type Draft, draftProblems } from '../../domain/draft.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { commandLine } from '../../lib/command-line.ts'
import { count } from '../../lib/count.ts'
import { useProxy } from '../../lib/proxy.ts'
import { nextDateArgument, noFetchOption, openCandidates } from '../candidates.ts'
import { examples, jsonOption, parseDate, publicationOption } from '../options.ts'
import { print, printJson } from '../output.ts'
import { adviceOnSources, publicationsIn } from '../publications.ts'

export const draftCommand = new Command('draft')
  .description(
    'Draft the digest of a day from the best candidates, into the folder drafts/. With a model (LLM_API_URL and ' +
      'LLM_MODEL) it is written and checked, without one it is quoted. A draft is never posted before it is approved.',
  )
  .addArgument(nextDateArgument)
  .addOption(publicationOption)
  .addOption(noFetchOption)
  .option('--again', 'replace the draft of that day')
  .addOption(jsonOption)
  .addHelpText('after', examples('draft', 'draft today --publication weekly', 'draft 2026-03-12 --no-fetch --again'))
  .action(run)

interface Options {
  readonly publication: string
  readonly fetch: boolean
  readonly again?: true
  readonly json?: true
}

async function run(date: Day = parseDate('tomorrow'), { publication, fetch, again, json }: Options): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const { config, repository, store } = await openCandidates(publication, fetch, environment, stack)
  if (environment.models && environment.proxy) await useProxy(environment.proxy)
  const { home, models } = environment
  const drafting = {
    home,
    config,
    repository,
    candidates: store.candidates,
    reviews: store.reviews,
    models,
    signal: new AbortController().signal,
  }
  const outcome = await draftDay({ publication, date, least: 1, ...(again && { again }) }, drafting)
  switch (outcome.result) {
    case 'drafted':
      return report(outcome.draft, outcome.markdown, json)
    case 'exists':
      throw new ConfigurationError(
        `There is a draft of ${date} already; \`${commandLine(`draft ${date} --again`)}\` replaces it.`,
      )
    case 'written':
      throw new ConfigurationError(`The digest of ${date} in the publication "${publication}" is written already.`)
    case 'too-few':
      if (config.sources[publication] === undefined)
        throw new ConfigurationError(
          `There is nothing to draft: the publication "${publication}" has no sources. ${adviceOnSources(publication, publicationsIn({ config, repository }))}`,
        )
      throw new ConfigurationError(
        `There is nothing to draft for ${date}: the publication "${publication}" has no candidates with a text. \`${commandLine('candidates')}\` lists them.`,
      )
  }
}

function report(draft: Draft, markdown: string, json?: true): void {
  if (json) {
    printJson(draft)
    return
  }
  const problems = draftProblems(draft)
  for (const { title, withoutModel } of draft.sections) {
    print(withoutModel === undefined ? `- ${title}` : `- ${title} (quoted: ${withoutModel})`)
  }
  print(`${markdown}: ${count(draft.sections.length, 'section')}, ${count(problems.length, 'failed check')}`)
}
