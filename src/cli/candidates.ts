import { Argument, Option } from 'commander'
import { type CandidateContext, collectNow, openCandidateContext } from '../app/candidates.ts'
import type { Environment } from '../config/environment.ts'
import { createLog } from '../observability/logger.ts'
import { dateWords, parseDate } from './options.ts'
import { commandLog } from './output.ts'

/** The day that a command about candidates is for. */
export const nextDateArgument = new Argument('[date]', dateWords).argParser(parseDate).default(undefined, 'tomorrow')

export const noFetchOption = new Option('--no-fetch', 'only use what was fetched before')

/** Failed fetches are part of the output of these commands, so they are not logged as warnings. */
const fetchLog = createLog('error', 2)

/** Fetches the sources of the publication that are due, unless the bot is running, which does it by itself. */
export async function openCandidates(
  publication: string,
  fetch: boolean,
  environment: Environment,
  stack: AsyncDisposableStack,
): Promise<CandidateContext> {
  const context = await openCandidateContext(environment, commandLog, stack)
  if (fetch && !context.isBotRunning) await collectNow(publication, context, environment, fetchLog)
  return context
}
