import { Command, InvalidArgumentError } from 'commander'
import { openLedgerContext } from '../../app/context.ts'
import { readEnvironment } from '../../config/environment.ts'
import { addDays, parseDay } from '../../domain/day.ts'
import type { Destination } from '../../domain/destination.ts'
import { type DigestId, digestId } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import { dayMs } from '../../domain/duration.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { instantAt, localTime, utcTime } from '../../domain/time-zone.ts'
import { didYouMean } from '../../lib/fuzzy-match.ts'
import { slotsBetween } from '../../scheduler/slots.ts'
import { dayNames, examples, jsonOption, namedDay } from '../options.ts'
import { commandLog, humanTime, print, printJson, printTable } from '../output.ts'

export const planCommand = new Command('plan')
  .description('Show when each destination gets its posts, assuming a digest every day.')
  .option('--from <iso>', 'a date, the name of a day (today) or an instant (default: now)', parseFrom)
  .option('--days <n>', 'the number of days to show', parseDays, 7)
  .addOption(jsonOption)
  .addHelpText('after', examples('plan', 'plan --from tomorrow --days 30'))
  .action(run)

function parseDays(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 3660) throw new InvalidArgumentError('It must be 1 to 3660.')
  return days
}

/** A configuration error is reported even if there are no destinations. */
function parseFrom(text: string): string {
  const from = namedDay(text) ?? text
  try {
    spanOf(from, 1, 'UTC')
  } catch (error) {
    throw error instanceof ConfigurationError ? new InvalidArgumentError(error.message) : error
  }
  return from
}

async function run(options: { from?: string; days: number; json?: true }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const { destinations, context } = await openLedgerContext(readEnvironment(), commandLog, stack)
  const from = options.from ?? new Date().toISOString()
  const posts = plan(destinations, from, options.days, await withdrawalsSince(from, context.repository))
  if (options.json) printJson(posts)
  else if (destinations.length === 0) print('There are no destinations yet.')
  else {
    const note = (reason?: string) => (reason === undefined ? '' : `not posted, withdrawn: ${reason}`)
    printTable(
      posts.map(({ destination, local, utc, withdrawn }) => [local, humanTime(utc), destination, note(withdrawn)]),
    )
  }
}

/** A future post, assuming a digest every day. */
interface PlannedPost {
  readonly destination: string
  readonly localDate: string
  /** Local time with its offset, ISO 8601. */
  readonly local: string
  readonly utc: string
  /** Why the digest of that day was withdrawn; nothing is posted then. */
  readonly withdrawn?: string
}

/**
 * The posts of `days` days from `from`, in order. An instant counts days of 24 hours; a date counts calendar days in the
 * time zone of each destination. `withdrawals` are the reasons of withdrawn digests. Throws `ConfigurationError` when
 * `from` is neither.
 */
export function plan(
  destinations: readonly Destination[],
  from: string,
  days: number,
  withdrawals: ReadonlyMap<DigestId, string> = new Map(),
): PlannedPost[] {
  const posts = destinations.flatMap((destination) => {
    const { timezone } = destination
    const [start, end] = spanOf(from, days, timezone)
    return slotsBetween(destination, start, end).map((slot) => {
      const withdrawn = withdrawals.get(digestId({ publication: destination.publication, date: slot.digestDay }))
      return {
        destination: destination.name,
        localDate: slot.day as string,
        local: localTime(slot.opens, timezone),
        utc: utcTime(slot.opens),
        ...(withdrawn !== undefined && { withdrawn }),
      }
    })
  })
  return posts.sort((a, b) => a.utc.localeCompare(b.utc) || a.destination.localeCompare(b.destination))
}

function spanOf(from: string, days: number, timezone: string): [number, number] {
  const day = parseDay(from)
  if (day) {
    const end = parseDay(new Date(Date.parse(from) + days * dayMs).toISOString().slice(0, 10))
    return [instantAt(day, '00:00', timezone), instantAt(end ?? day, '00:00', timezone)]
  }
  const start = Date.parse(from)
  if (Number.isNaN(start) || !/^\d{4}-\d{2}-\d{2}T/.test(from)) {
    throw new ConfigurationError(
      `${didYouMean(from, dayNames)}It must be a date (2026-03-12), today, yesterday, tomorrow or an instant (2026-03-12T06:00:00Z), not "${from}".`,
    )
  }
  return [start, start + days * dayMs]
}

/** The reasons of the withdrawn digests that could be due from this date or instant on. */
export async function withdrawalsSince(
  from: string,
  repository: DigestRepository,
): Promise<ReadonlyMap<DigestId, string>> {
  const day = parseDay(from.slice(0, 10))
  // One day for time zones east of Greenwich, one for destinations that post the digest of the day before.
  const first = day && addDays(day, -2)
  const recent = repository
    .publications()
    .flatMap((publication) => repository.days(publication).map((date) => ({ publication, date })))
    .filter(({ date }) => first !== undefined && date >= first)
  const digests = await Promise.all(recent.map((each) => repository.get(digestId(each))))
  return new Map(
    digests.flatMap((digest): [DigestId, string][] =>
      digest?.withdrawn === undefined ? [] : [[digestId(digest), digest.withdrawn]],
    ),
  )
}
