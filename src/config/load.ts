import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import type { Day } from '../domain/day.ts'
import type { Destination, PlatformName, Visibility } from '../domain/destination.ts'
import { mainPublication, normalizeTag } from '../domain/digest.ts'
import type { Problem, ProblemText } from '../domain/problem.ts'
import type { ReviewChoice } from '../domain/review.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { Language } from '../i18n/messages.ts'
import { problemText } from '../i18n/problems.ts'
import { commandLine } from '../lib/command-line.ts'
import { closestWord } from '../lib/fuzzy-match.ts'
import { platformNamed } from '../platforms/registry.ts'
import type { FetchSettings } from '../sources/fetch/safe-fetch.ts'
import type { SourceSettings } from '../sources/settings.ts'
import { contradictions, destinationOf } from './destinations.ts'
import { type DigestPlace, digestPlace } from './digest-source.ts'
import { type DraftChoice, draftChoicesOf, draftTimeWarnings } from './drafting.ts'
import { explainFixedZone } from './fixed-zones.ts'
import { HolidaysRefused, readHolidays } from './holidays.ts'
import { languageIn } from './language.ts'
import { managerProblems } from './managers.ts'
import { reviewChoicesOf, reviewProblems, reviewWarnings } from './reviews.ts'
import {
  type AlertSettings,
  type AlertsValue,
  configFileSchema,
  type DestinationValue,
  defaultAlertSettings,
  vocabularySchema,
} from './schema.ts'
import { sourcesOf } from './sources-schema.ts'
import { wrongId } from './wrong-id.ts'
import { type Path, type ReportProblem, readYaml, type YamlResult } from './yaml.ts'

/** The configuration from the files under `config/`. */
export interface Config extends DigestPlace {
  /** How many seconds a digest must be unchanged before it is read. */
  readonly quietSeconds: number
  readonly destinations: readonly Destination[]
  readonly vocabulary: Vocabulary
  /**
   * An allow list of people who may subscribe in chat, by platform: ids of the default workspace, or a workspace, a
   * slash and an id. Without an entry, everyone who may manage the channel.
   */
  readonly managers: Readonly<Partial<Record<PlatformName, readonly string[]>>>
  /** The readers of each publication; everyone may read one without an entry. */
  readonly visibility: Readonly<Record<string, Visibility>>
  /** How the drafts of a publication are reviewed. */
  readonly reviewChoices: ReadonlyMap<string, ReviewChoice>
  /** The sources of candidates; a publication without an entry has none. */
  readonly sources: Readonly<Record<string, readonly SourceSettings[]>>
  readonly fetch: FetchSettings
  readonly draftChoices: ReadonlyMap<string, DraftChoice>
  readonly alerts: AlertSettings
  /** The channel for mistakes that readers report; without it they go to the log. */
  readonly reports?: Pick<Destination, 'platform' | 'channel'>
  /** All files that were read, to be watched. */
  readonly files: readonly string[]
}

/** The configuration with its warnings, or its errors. */
export type ConfigResult =
  | { readonly config: Config; readonly warnings: readonly Problem[] }
  | {
      readonly problems: readonly Problem[]
      /** The language of alerts, as far as the file could be read. */
      readonly language: Language
    }

/** The default vocabulary. */
const shippedVocabulary = fileURLToPath(new URL('../../config/vocabulary.yaml', import.meta.url))

/** The bot's own folder, which holds the samples. */
const programFolder = fileURLToPath(new URL('../..', import.meta.url))

/** The samples that come with the program. */
export const shippedDigests = fileURLToPath(new URL('../../digests', import.meta.url))

export interface LoadOptions {
  /** Where relative paths start; by default the current folder. */
  readonly home?: string
  /** Where repositories of digests are kept; by default `data` in the home folder. */
  readonly dataFolder?: string
  /** Whether the shipped digests may replace a missing folder: never for a bot with tokens. */
  readonly samples?: boolean
}

/** The configuration of a folder without one: the program's own, which has no destination. */
export const shippedConfigFile = fileURLToPath(new URL('../../config/morning-post.yaml', import.meta.url))

/** Reads `config/morning-post.yaml` and the files that it names. Any error refuses all of it. */
export function loadConfig(file: string, options: LoadOptions = {}): ConfigResult {
  const main = readYaml(file, configFileSchema, problemText('config-missing', commandLine('init')))
  const reading = 'problems' in main ? main : readConfig(file, main, options)
  return 'problems' in reading ? { problems: reading.problems, language: languageIn(main.document) } : reading
}

type MainFile = Extract<YamlResult<z.output<typeof configFileSchema>>, { complain: ReportProblem }>
type ConfigReading = Extract<ConfigResult, { config: Config }> | { readonly problems: readonly Problem[] }

function readConfig(
  file: string,
  main: MainFile,
  { home = '.', dataFolder, samples = false }: LoadOptions,
): ConfigReading {
  const beside = (path: string) => resolve(dirname(file), path)
  const own = beside(main.value.vocabulary ?? 'vocabulary.yaml')
  const vocabularyFile = main.value.vocabulary || existsSync(own) ? own : shippedVocabulary
  const vocabulary = readYaml(vocabularyFile, vocabularySchema)
  if ('problems' in vocabulary) return vocabulary

  const holidays = new Map<string, readonly Day[]>()
  const problems = [
    ...main.value.destinations.flatMap((value, index) => readSkips(value, index, holidays, beside, main.complain)),
    ...contradictions(main.value.destinations, main.complain),
  ]
  problems.push(...alertProblems(main.value.alerts, main.complain))
  problems.push(...managerProblems(main.value.managers, main.complain))
  problems.push(...reviewProblems(main.value.publications, main.value.digests, main.complain))
  const { reports } = main.value
  const wrongReports = reports && wrongChannel(reports)
  if (wrongReports) problems.push(main.complain(['reports', 'channel'], wrongReports, 'contradiction'))
  if (problems.length > 0) return { problems }
  const place = digestPlace(main.value.digests, { home, dataFolder, ...(samples && { shipped: programFolder }) })
  return {
    warnings: [
      ...main.value.destinations.flatMap((value, index) =>
        warningsOf(value, index, { vocabulary: vocabulary.value as Vocabulary, digests: place.digests }, main.complain),
      ),
      ...reviewWarnings(main.value.publications, main.value.digests, main.complain),
      ...draftTimeWarnings(main.value.publications, main.value.destinations, main.complain),
    ],
    config: {
      ...place,
      quietSeconds: main.value.quietSeconds,
      destinations: main.value.destinations.map((value) => destinationOf(value, holidays)),
      vocabulary: { ...(vocabulary.value as Vocabulary), ...sectionLevelsOf(main.value.publications) },
      managers: main.value.managers as Config['managers'],
      visibility: Object.fromEntries(
        Object.entries(main.value.publications).map(([name, { visibility }]) => [name, visibility]),
      ),
      reviewChoices: reviewChoicesOf(main.value.publications),
      draftChoices: draftChoicesOf(main.value.publications),
      sources: sourcesOf(main.value.publications),
      fetch: main.value.fetch,
      alerts: settingsOf(main.value.alerts),
      ...(reports && { reports }),
      files: [file, vocabularyFile, ...[...holidays.keys()].map(beside)],
    },
  }
}

/** Warnings about what a destination asks for and may never get. */
function warningsOf(
  { tags, mute, publication, timezone }: DestinationValue,
  index: number,
  { vocabulary, digests }: Pick<Config, 'vocabulary' | 'digests'>,
  complain: ReportProblem,
): Problem[] {
  const known = vocabulary.tags.flatMap(({ names }) => names)
  const plain = new Set(known.map(normalizeTag))
  const found: Problem[] = []
  const add = (path: Path, text: ProblemText, rule: string) =>
    found.push({ ...complain(['destinations', index, ...path], text, rule), severity: 'warning' })
  for (const [key, chosen] of Object.entries({ tags, mute })) {
    for (const [at, tag] of chosen.entries()) {
      if (plain.has(normalizeTag(tag))) continue
      add([key, at], problemText('tag-not-known', tag, closestWord(tag, known) ?? ''), 'unknown-tag')
    }
  }
  const fixed = explainFixedZone(timezone)
  if (fixed) add(['timezone'], fixed, 'fixed-zone')
  if (publication !== mainPublication && !existsSync(resolve(digests, publication)))
    add(['publication'], problemText('no-publication', publication), 'unknown-publication')
  return found
}

/** Reads the calendars of a destination into `holidays`. */
function readSkips(
  { skip }: DestinationValue,
  index: number,
  holidays: Map<string, readonly Day[]>,
  beside: (path: string) => string,
  complain: ReportProblem,
): Problem[] {
  return skip.flatMap((path, at) => {
    if (!path.endsWith('.ics') || holidays.has(path)) return []
    try {
      holidays.set(path, readHolidays(beside(path)))
      return []
    } catch (error) {
      const text =
        error instanceof HolidaysRefused
          ? problemText('calendar', path, error.text)
          : problemText('calendar-broken', path, error instanceof Error ? error.message : String(error))
      return [complain(['destinations', index, 'skip', at], text, 'calendar')]
    }
  })
}

/** The problems of the channels for alerts. */
function alertProblems(alerts: AlertsValue | undefined, complain: ReportProblem): Problem[] {
  if (!alerts) return []
  const { platform, backup } = alerts
  const found: Problem[] = []
  const add = (path: Path, text: ProblemText) => found.push(complain(['alerts', ...path], text, 'contradiction'))
  const wrong = wrongChannel(alerts)
  if (wrong) add(['channel'], wrong)
  const wrongBackup = backup && wrongChannel(backup)
  if (wrongBackup) add(['backup', 'channel'], wrongBackup)
  if (backup?.platform === platform) add(['backup', 'platform'], problemText('backup-beside', platform))
  return found
}

/** The problem with the id of a channel; undefined if its platform may have such an id. */
function wrongChannel({ platform, channel }: Pick<Destination, 'platform' | 'channel'>): ProblemText | undefined {
  const rule = platformNamed(platform).ids.channel
  return rule.isValid(channel) ? undefined : wrongId(channel, rule, 'wrong-channel-id')
}

function settingsOf(value: AlertsValue | undefined): AlertSettings {
  if (!value) return defaultAlertSettings
  const { platform, channel, ...rest } = value
  return { to: { platform, channel }, ...rest }
}

/** The key `sections` of publications: `h2` is level 2. */
function sectionLevelsOf(
  publications: Readonly<Record<string, { readonly sections?: string }>>,
): Pick<Vocabulary, 'sectionLevels'> {
  const levels = Object.entries(publications).flatMap(([name, { sections }]): [string, number][] =>
    sections ? [[name, Number(sections.slice(1))]] : [],
  )
  return levels.length > 0 ? { sectionLevels: Object.fromEntries(levels) } : {}
}
