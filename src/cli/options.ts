import { Argument, InvalidArgumentError, Option } from 'commander'
import { isPeriodFolder } from '../digests/filename.ts'
import { addDays, type Day, parseDay } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { mainPublication, publicationPattern } from '../domain/digest.ts'
import { dayAt } from '../domain/time-zone.ts'
import { commandLine } from '../lib/command-line.ts'
import { didYouMean } from '../lib/fuzzy-match.ts'

export const jsonOption = new Option('--json', 'print JSON')

export const publicationOption = new Option('--publication <publication>', 'the series: a folder under digests/')
  .default(mainPublication)
  .argParser((name) => {
    if (isPeriodFolder(name, false))
      throw new InvalidArgumentError('A folder named after a year or a month belongs to the publication above it.')
    if (publicationPattern.test(name)) return name
    throw new InvalidArgumentError('It must be lower-case letters, digits and hyphens, 40 at most.')
  })

/** An option with a closed list of values. A mistyped one is answered with the most similar one. */
export function choiceOption(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values).argParser((value) => oneOf(value, values))
}

/** The days that have a name, and how far they are from today. */
const namedDays: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 }

export const dayNames = Object.keys(namedDays)

const dateForms = 'the day of the digest: YYYY-MM-DD, or today, yesterday, tomorrow in the time zone of'

/** What a date may be, for the help of a command. */
export const dateWords = `${dateForms} this machine`

export const dateArgument = new Argument('<date>', dateWords).argParser(parseDate)

/** A day that may depend on the time zone of the destination. */
export type DayIn = (timezone: string) => Day

export const localDateArgument = new Argument('[date]', `${dateForms} the destination`).argParser((text): DayIn => {
  const day = parseDate(text)
  return (timezone) => namedDay(text, timezone) ?? day
})

/** The day of a date, or of the name of a day. Throws `InvalidArgumentError` for a date that does not exist. */
export function parseDate(text: string): Day {
  const day = namedDay(text) ?? parseDay(text)
  if (day) return day
  throw new InvalidArgumentError(
    `${didYouMean(text, dayNames)}It must be a date that exists, written YYYY-MM-DD, or today, yesterday or tomorrow.`,
  )
}

/** The day that `today`, `yesterday` or `tomorrow` is, by default on this machine; undefined for any other word. */
export function namedDay(text: string, timezone = ownTimeZone(), now = Date.now()): Day | undefined {
  const name = text.toLowerCase()
  const distance = Object.hasOwn(namedDays, name) ? namedDays[name] : undefined
  if (distance === undefined) return undefined
  return addDays(dayAt(now, timezone), distance)
}

const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The id of a delivery, whose date may be the name of a day where its destination is: `research@main/today`. */
export function parseDeliveryId(text: string, destinations: readonly Pick<Destination, 'name' | 'timezone'>[]): string {
  const [before = '', after = ''] = text.split(/(?<=\/)(?=[^/]*$)/)
  const destination = destinations.find(({ name }) => before.startsWith(`${name}@`))
  return `${before}${namedDay(after, destination?.timezone) ?? after}`
}

/** An argument with a closed list of values. A mistyped one is answered with the most similar one. */
export function choiceArgument(name: string, description: string, values: readonly string[]): Argument {
  return new Argument(name, description).choices(values).argParser((value: string) => oneOf(value, values))
}

function oneOf(value: string, values: readonly string[]): string {
  if (values.includes(value)) return value
  throw new InvalidArgumentError(`${didYouMean(value, values)}Allowed choices are ${values.join(', ')}.`)
}

/** The examples at the end of a command's help, as they are typed here: `examples('check', 'check --json')`. */
export const examples = (...lines: readonly string[]): string =>
  ['', 'Examples:', ...lines.map((line) => `  ${commandLine(line)}`)].join('\n')
