import {
  type CANCEL_SYMBOL,
  type CommonOptions,
  cancel,
  confirm,
  intro,
  isCancel,
  log,
  multiselect,
  note,
  outro,
  password,
  select,
  spinner,
  text,
} from '@clack/prompts'
import { pasteSentences, readPaste } from '../config/read-paste.ts'
import type { PlatformName } from '../domain/destination.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { ChannelChoice } from '../domain/workspace.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { platformNames } from '../platforms/registry.ts'
import { defaultChannel } from '../setup/default-channel.ts'
import { digestLanguage, digestLanguages } from '../setup/first-digest.ts'
import { readPostingTime, type TimeKey } from '../setup/posting-time.ts'
import type { SetupSession } from '../setup/session.ts'

/** What flags and the environment answer already. */
export interface GivenAnswers {
  /** Those that flags name; without any, those that have a token. */
  readonly platforms: readonly PlatformName[]
  /** The tokens of these platforms, by the name of their variable. */
  readonly tokens: Readonly<Record<string, string>>
  /** Names or ids. */
  readonly channels: ReadonlyMap<PlatformName, string>
  readonly at?: string
  readonly timezone?: string
  readonly language?: string
  readonly test: boolean
}

export interface ChosenPlace {
  readonly platform: PlatformName
  readonly channel: ChannelChoice
}

/** All answers. */
export interface WizardAnswers {
  readonly places: readonly ChosenPlace[]
  readonly at: string
  readonly timezone: string
  readonly language: string
  readonly test: boolean
}

/** Where questions appear and answers are typed; by default the terminal of the process. */
type Terminal = Pick<CommonOptions, 'input' | 'output'>

/** Asks on the terminal for what is not given. Throws `ConfigurationError` if the person cancels. */
export async function askForMissing(
  session: SetupSession,
  given: GivenAnswers,
  terminal: Terminal = {},
): Promise<WizardAnswers> {
  intro('Morning Post', terminal)
  note('The page of `morning-post start` does the same in a browser, with links to create the apps.', 'Tip', terminal)
  const wanted = given.platforms.length > 0 ? given.platforms : await askForPlatforms(terminal)
  for (const { platform, variable } of session.needed) {
    if (wanted.includes(platform) && !session.isAccepted(variable)) await askForToken(session, variable, terminal)
  }
  const places = await askForChannels(session, given, terminal)
  const at = given.at ?? (await askForTime('At which local time?', 'at', '08:30', terminal))
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const timezone = given.timezone ?? (await askForTime('In which time zone?', 'timezone', own, terminal))
  const language = given.language ?? (await askForLanguage(terminal))
  const wantsTest = () => confirm({ message: 'Post a test message now?', initialValue: true, ...terminal })
  const test = given.test || (await answered(wantsTest(), terminal))
  outro('That is all.', terminal)
  return { places, at, timezone, language, test }
}

function askForPlatforms(terminal: Terminal): Promise<PlatformName[]> {
  const options = platformNames.map((value) => ({ value, label: platformTitle(value) }))
  return answered(
    multiselect({ message: 'Where do you want to post?', options, required: true, ...terminal }),
    terminal,
  )
}

async function askForToken(session: SetupSession, variable: string, terminal: Terminal): Promise<void> {
  for (;;) {
    const validate = (pasted = '') => {
      const paste = readPaste(variable, pasted)
      return 'problem' in paste ? pasteSentences(paste) : undefined
    }
    const pasted = await answered(password({ message: variable, validate, ...terminal }), terminal)
    const check = spinner(terminal)
    check.start('Checking')
    const { isAccepted, sentence } = await session.submit(variable, pasted)
    check.stop(sentence)
    if (isAccepted) return
  }
}

async function askForChannels(session: SetupSession, given: GivenAnswers, terminal: Terminal): Promise<ChosenPlace[]> {
  const places: ChosenPlace[] = []
  for (const { platform, channels, problem, inviteUrl } of await session.connected()) {
    const wanted = given.channels.get(platform)?.replace(/^#/, '')
    const known = channels.find(({ id, name }) => id === wanted || name === wanted)
    if (inviteUrl && channels.length === 0) log.info(`Add the bot to a server first: ${inviteUrl}`, terminal)
    const channel =
      known ??
      (channels.length > 0 ? await askForChannel(platform, channels, terminal) : await typeChannel(problem, terminal))
    places.push({ platform, channel })
  }
  return places
}

async function askForChannel(
  platform: PlatformName,
  channels: readonly ChannelChoice[],
  terminal: Terminal,
): Promise<ChannelChoice> {
  const first = defaultChannel(channels)?.id
  const options = channels.map(({ id, name, server }) => ({
    value: id,
    label: `#${name}`,
    ...(server && { hint: server }),
  }))
  const message = `Which channel of ${platformTitle(platform)}?`
  const id = await answered(
    select({ message, options, maxItems: 12, ...(first && { initialValue: first }), ...terminal }),
    terminal,
  )
  const found = channels.find((channel) => channel.id === id)
  if (!found) throw new ConfigurationError('No channel was chosen.')
  return found
}

async function typeChannel(
  problem = 'The bot can post in no channel yet.',
  terminal: Terminal,
): Promise<ChannelChoice> {
  log.warn(problem, terminal)
  const validate = (typed = '') =>
    /^[A-Za-z\d]{5,20}$/.test(typed.trim()) ? undefined : 'An id has letters and digits only.'
  const id = (await answered(text({ message: 'The id of the channel', validate, ...terminal }), terminal)).trim()
  return { id, name: id, kind: 'public' }
}

async function askForTime(message: string, key: TimeKey, initialValue: string, terminal: Terminal): Promise<string> {
  const validate = (typed = '') => {
    const read = readPostingTime(key, typed)
    return 'problem' in read ? `It ${read.problem}` : undefined
  }
  const typed = await answered(text({ message, initialValue, validate, ...terminal }), terminal)
  const read = readPostingTime(key, typed)
  return 'value' in read ? read.value : typed
}

function askForLanguage(terminal: Terminal): Promise<string> {
  const options = digestLanguages.map(({ tag, name }) => ({ value: tag, label: name }))
  const initialValue = digestLanguage(Intl.DateTimeFormat().resolvedOptions().locale)
  const message = 'In which language is the first digest?'
  return answered(select<string>({ message, options, initialValue, ...terminal }), terminal)
}

async function answered<Answer>(asking: Promise<Answer | typeof CANCEL_SYMBOL>, terminal: Terminal): Promise<Answer> {
  const answer = await asking
  if (!isCancel(answer)) return answer
  cancel('Nothing was changed.', terminal)
  throw new ConfigurationError('Cancelled.')
}
