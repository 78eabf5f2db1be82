import type { Environment } from '../config/environment.ts'
import { listeningAddresses } from '../config/listening.ts'
import { loadConfig } from '../config/load.ts'
import { hasPostedIn } from '../delivery/posted-in.ts'
import type { Destination } from '../domain/destination.ts'
import type { Log } from '../domain/log.ts'
import type { Finding } from '../domain/verdict.ts'
import { type Language, messagesFor } from '../i18n/messages.ts'
import { problemSentences } from '../i18n/problems.ts'
import { describeVerdict, fine, wrong, wrongInWords } from '../i18n/verdicts.ts'
import { type DataPlace, databaseIn, hasDatabase } from '../storage/open-database.ts'
import { checkDatabase } from './database.ts'
import { checkRepository, findDigests } from './digests.ts'
import { checkInstallations } from './installations.ts'
import { checkInstalledPlaces } from './installed-places.ts'
import { checkDataFolder, checkPort, checkTimeZones } from './machine.ts'
import { checkPlatforms, type HasPostedIn } from './platforms.ts'

/** Findings in the language of the configuration. */
export interface Diagnosis {
  readonly language: Language
  readonly findings: readonly Finding[]
}

/** Checks everything that the bot needs, side by side. Posts nothing. What fails is a finding; it never throws for it. */
export async function diagnose(environment: Environment, log: Log): Promise<Diagnosis> {
  const { configFile, home, dataFolder, credentials } = environment
  const samples = Object.keys(credentials).length === 0
  const loaded = loadConfig(configFile, { home, dataFolder, samples })
  const config = 'config' in loaded ? loaded.config : undefined
  await using stack = new AsyncDisposableStack()
  const hasPostedIn = await openPostedIn(environment, config?.destinations ?? [], stack)
  const groups = await Promise.all([
    configurationFindings(configFile, loaded),
    checkPlatforms(environment, config, log, hasPostedIn),
    checkInstallations(environment),
    checkInstalledPlaces(environment, config, log, hasPostedIn),
    checkTimeZones(),
    checkDataFolder(dataFolder),
    checkDatabase(environment),
    checkRepository(config, dataFolder),
    findDigests(config, samples),
    Promise.all(listeningAddresses(environment).map(checkPort)),
  ])
  const language = 'problems' in loaded ? loaded.language : loaded.config.alerts.language
  const findings = groups.flat().map((finding) => ({ ...finding, ...describeVerdict(finding, language) }))
  return { language, findings }
}

function configurationFindings(file: string, loaded: ReturnType<typeof loadConfig>): readonly Finding[] {
  const about = { check: 'configuration', subject: file }
  if ('problems' in loaded) {
    const { language } = loaded
    return loaded.problems.map((problem) => {
      const { message, fix } = problemSentences(problem, language)
      // A file that cannot be read has no place to be corrected.
      const place =
        problem.rule === 'unreadable' ? '' : messagesFor(language).problemList.place(problem.line, problem.column)
      return { ...about, ...wrongInWords(`${place}${message}`, fix) }
    })
  }
  const { destinations } = loaded.config
  if (destinations.length > 0) return [{ ...about, ...fine('config', destinations.length) }]
  return [{ ...about, ...wrong('no-destination') }]
}

/** Asks the ledger, if there is a readable one; `checkDatabase` reports what is wrong with it. */
async function openPostedIn(
  place: DataPlace,
  destinations: readonly Destination[],
  stack: AsyncDisposableStack,
): Promise<HasPostedIn> {
  if (!hasDatabase(place)) return async () => false
  try {
    const { ledger, close } = await databaseIn(place).open()
    stack.defer(close)
    return (platform, channel) => hasPostedIn(ledger, destinations, platform, channel).catch(() => false)
  } catch {
    return async () => false
  }
}
