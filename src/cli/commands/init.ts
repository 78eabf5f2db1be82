import { resolve as resolvePath } from 'node:path'
import { Command, Option } from 'commander'
import { tokenNames } from '../../config/credentials.ts'
import { readSetupEnvironment } from '../../config/environment.ts'
import type { PlatformName } from '../../domain/destination.ts'
import { ConfigurationError, ExpectedError } from '../../domain/errors.ts'
import type { TokenName } from '../../domain/workspace.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { commandLine } from '../../lib/command-line.ts'
import { didYouMean } from '../../lib/fuzzy-match.ts'
import { useProxy } from '../../lib/proxy.ts'
import { platformNames } from '../../platforms/registry.ts'
import { digestLanguage, digestLanguages } from '../../setup/first-digest.ts'
import { readPostingTime, type TimeKey } from '../../setup/posting-time.ts'
import { SetupSession } from '../../setup/session.ts'
import { askForMissing, type ChosenPlace, type GivenAnswers, type WizardAnswers } from '../init-wizard.ts'
import { examples } from '../options.ts'
import { commandLog, print } from '../output.ts'

/** `SLACK_BOT_TOKEN` is also `--slack-bot-token`. */
const flagOf = (variable: string) => `--${variable.toLowerCase().replaceAll('_', '-')}`
const channelFlag = (platform: PlatformName) => `--${platform}-channel`
const tags = digestLanguages.map(({ tag }) => tag).join(' or ')

export const initCommand = new Command('init')
  .description('Set up a folder: tokens, configuration and a first digest. Run again, it adds a channel.')
  .option('--at <time>', 'the local time of the post (default: 08:30)')
  .option('--timezone <zone>', 'its time zone, for example Europe/Berlin (default: that of this machine)')
  .option('--language <tag>', `the language of the first digest, ${tags} (default: that of this machine)`)
  .option('--test', 'post a test message in each channel', false)
  .option('--replace-tokens', 'replace other tokens that are in .env', false)
  .action((options: InitOptions) => run(options))

for (const { variable, platform } of tokenNames) {
  const words = `a token of ${platformTitle(platform)}, instead of ${variable} in the environment or .env`
  initCommand.addOption(new Option(`${flagOf(variable)} <token>`, words))
}
for (const platform of platformNames) {
  const words = `the name or id of a channel of ${platformTitle(platform)}`
  initCommand.addOption(new Option(`${channelFlag(platform)} <channel>`, words))
}
initCommand.addHelpText(
  'after',
  examples('init', 'init --slack-channel research --at 08:30 --timezone Europe/Berlin --test'),
)

type InitOptions = Readonly<Record<string, string | undefined>> & {
  readonly test: boolean
  readonly replaceTokens: boolean
}

async function run(options: InitOptions): Promise<void> {
  const { tokens, ...setup } = readSetupEnvironment()
  if (setup.proxy) await useProxy(setup.proxy)
  const session = new SetupSession({ ...setup, log: commandLog })
  const given = givenBy(options, tokens)
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true
  if (!isTerminal) requireFlags(given, session.needed)
  for (const [variable, token] of Object.entries(given.tokens)) {
    const { isAccepted, sentence } = await session.submit(variable, token)
    if (!isAccepted) throw new ConfigurationError(`${flagOf(variable)}: ${sentence}`)
  }
  const answers = isTerminal ? await askForMissing(session, given) : await resolve(session, given)
  const written = session.write(
    { ...answers, channels: answers.places.map(chosen) },
    { mayReplaceTokens: options.replaceTokens },
  )
  for (const file of written.files) print(`Written: ${file}`)
  if (written.added.length === 0) print('The channel is configured already; no destination was added.')
  if (answers.language.split(/[-_]/)[0]?.toLowerCase() !== digestLanguage(answers.language))
    print(`The first digest is in English: there is none in "${answers.language}".`)
  if (answers.test) for (const each of answers.places) await postTest(session, each, answers)
  print(`Next: start the bot in ${resolvePath(setup.place.home)} with \`${commandLine('start')}\`.`)
}

function givenBy(options: InitOptions, known: Readonly<Record<string, string>>): GivenAnswers {
  const optionOf = (flag: string) =>
    options[flag.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())]
  const channels = platformNames.flatMap((platform) => {
    const channel = optionOf(channelFlag(platform))
    return channel === undefined ? [] : [[platform, channel] as const]
  })
  const flags = tokenNames.filter(({ variable }) => optionOf(flagOf(variable)) !== undefined)
  const named = [...flags.map(({ platform }) => platform), ...channels.map(([platform]) => platform)]
  const begun = tokenNames.filter(({ variable }) => known[variable] !== undefined).map(({ platform }) => platform)
  // A channel may be added on one platform while another one has tokens too.
  const platforms = platformNames.filter((platform) => (named.length > 0 ? named : begun).includes(platform))
  const tokens = tokenNames.flatMap(({ variable, platform }) => {
    const token = optionOf(flagOf(variable)) ?? known[variable]
    return token === undefined || !platforms.includes(platform) ? [] : [[variable, token] as const]
  })
  const { at, timezone, language } = options
  const times = {
    ...(at && { at: timeGiven('at', at) }),
    ...(timezone && { timezone: timeGiven('timezone', timezone) }),
    ...(language && { language }),
  }
  return { ...times, platforms, tokens: Object.fromEntries(tokens), channels: new Map(channels), test: options.test }
}

function timeGiven(key: TimeKey, typed: string): string {
  const read = readPostingTime(key, typed)
  if ('problem' in read) throw new ConfigurationError(`--${key} ${read.problem}`)
  return read.value
}

/** Of the machine, where there is a first digest in it. */
const machineLanguage = () => digestLanguage(Intl.DateTimeFormat().resolvedOptions().locale)

/** Without a terminal nothing can be asked. Throws `ConfigurationError` naming what is missing. */
function requireFlags({ platforms, tokens, channels }: GivenAnswers, needed: readonly TokenName[]): void {
  const missing = platforms.flatMap((platform) => [
    ...needed
      .filter((each) => each.platform === platform && !tokens[each.variable])
      .map((each) => flagOf(each.variable)),
    ...(channels.has(platform) ? [] : [channelFlag(platform)]),
  ])
  if (platforms.length > 0 && missing.length === 0) return
  const all = platformNames.map((platform) => {
    const own = needed.filter((name) => name.platform === platform).map(({ variable }) => flagOf(variable))
    return [...own, channelFlag(platform)].join(', ')
  })
  const flags = platforms.length > 0 ? missing.join(', ') : all.join(' or ')
  throw new ConfigurationError(`There is no terminal to ask in, so give ${flags} (--help lists them all).`)
}

/** The channels that were given by name or id, with defaults for the rest. */
async function resolve(
  session: SetupSession,
  { channels, at, timezone, language, test }: GivenAnswers,
): Promise<WizardAnswers> {
  const connected = await session.connected()
  const places = [...channels].map(([platform, wanted]) => {
    const { channels: known = [], problem } = connected.find((each) => each.platform === platform) ?? {}
    const name = wanted.replace(/^#/, '')
    // A copied link ends with the id, and a mention holds it.
    const inside = wanted.split(/\W+/).findLast((part) => known.some(({ id }) => id === part))
    const matches = known.filter((channel) => channel.id === inside || channel.name === name)
    const [channel] = matches
    if (matches.length > 1) {
      const ids = matches.map(({ id, server }) => `${id} (${server})`).join(' or ')
      throw new ConfigurationError(
        `${channelFlag(platform)}: several channels are called ${name}; give the id: ${ids}.`,
      )
    }
    if (channel) return { platform, channel }
    // An id is taken although it is not listed: the list may lack a scope.
    if (problem && /^[A-Z\d]{8,20}$/.test(wanted))
      return { platform, channel: { id: wanted, name: wanted, kind: 'public' as const } }
    const names = known.map((each) => each.name)
    const listed = names.slice(0, 20).join(', ') || 'none'
    throw new ConfigurationError(
      `${channelFlag(platform)}: ${problem ?? `the bot can post in no channel "${wanted}". ${didYouMean(name, names)}It can in: ${listed}.`}`,
    )
  })
  return {
    places,
    at: at ?? '08:30',
    timezone: timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: language ?? machineLanguage(),
    test,
  }
}

function chosen({ platform, channel: { id, name, kind } }: ChosenPlace) {
  return { platform, channel: id, channelName: name, ...(kind === 'forum' && { layout: 'forum' as const }) }
}

async function postTest(
  session: SetupSession,
  { platform, channel }: ChosenPlace,
  answers: WizardAnswers,
): Promise<void> {
  try {
    const link = await session.postTest(platform, channel, answers)
    print(`Test message posted in #${channel.name}${link ? `: ${link}` : ''}`)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    process.exitCode = 1
    print(`No test message in #${channel.name}: ${error.message}`)
  }
}
