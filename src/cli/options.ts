import { Argument, InvalidArgumentError, Option } from 'commander'
import { type Day, parseDay } from '../domain/day.ts'
import { mainPublication, publicationPattern } from '../domain/digest.ts'

export const jsonOption = new Option('--json', 'print JSON')

export const publicationOption = new Option('--publication <name>', 'the series: a folder under digests/')
  .default(mainPublication)
  .argParser((name) => {
    if (publicationPattern.test(name)) return name
    throw new InvalidArgumentError('It must be lower-case letters, digits and hyphens, 40 at most.')
  })

export const dateArgument = new Argument('<date>', 'the day of the digest, YYYY-MM-DD').argParser(parseDate)

/** Throws `InvalidArgumentError` for a date that does not exist. */
export function parseDate(text: string): Day {
  const day = parseDay(text)
  if (!day) throw new InvalidArgumentError('It must be a date that exists, written YYYY-MM-DD.')
  return day
}
