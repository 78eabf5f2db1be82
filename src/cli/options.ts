import { Argument, InvalidArgumentError, Option } from 'commander'
import { addDays, type Day, parseDay } from '../domain/day.ts'
import { mainPublication, publicationPattern } from '../domain/digest.ts'
import { dayAt } from '../domain/time-zone.ts'
import { commandLine } from '../lib/command-line.ts'
import { didYouMean } from '../lib/fuzzy-match.ts'

export const jsonOption = new Option('--json', 'print JSON')

export const publicationOption = new Option('--publication <name>', 'the series: a folder under digests/')
  .default(mainPublication)
  .argParser((name) => {
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

/** What a date may be, for the help of a command. */
export const dateForms = 'YYYY-MM-DD, or today, yesterday, tomorrow in the time zone of this machine'

export const dateWords = `the day of the digest: ${dateForms}`

export const dateArgument = new Argument('<date>', dateWords).argParser(parseDate)

export const optionalDateArgument = new Argument('[date]', dateWords).argParser(parseDate)

/** The day of a date, or of the name of a day. Throws `InvalidArgumentError` for a date that does not exist. */
export function parseDate(text: string): Day {
  const day = namedDay(text) ?? parseDay(text)
  if (day) return day
  throw new InvalidArgumentError(
    `${didYouMean(text, dayNames)}It must be a date that exists, written YYYY-MM-DD, or today, yesterday or tomorrow.`,
  )
}

/** The day that `today`, `yesterday` or `tomorrow` is on this machine; undefined for any other word. */
export function namedDay(text: string, now = Date.now()): Day | undefined {
  const name = text.toLowerCase()
  const distance = Object.hasOwn(namedDays, name) ? namedDays[name] : undefined
  if (distance === undefined) return undefined
  return addDays(dayAt(now, Intl.DateTimeFormat().resolvedOptions().timeZone), distance)
}

/** The id of a delivery, whose date may be the name of a day: `research@main/today`. */
export function parseDeliveryId(text: string): string {
  const [before = '', after = ''] = text.split(/(?<=\/)(?=[^/]*$)/)
  return `${before}${namedDay(after) ?? after}`
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
