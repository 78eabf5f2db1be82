import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { addDays, type Day } from '../../src/domain/day.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import type { SearchQuery } from '../../src/domain/search.ts'
import { type IndexChange, openSearchIndex, type SqliteSearchIndex } from '../../src/storage/search/search-index.ts'
import { type Measured, measure, tableOf } from './measure.ts'
import { roundTripHeader, roundTrips } from './round-trip.ts'
import { daysBack, hanOfRank, long, Synthetic, seeded, short, tagNames, wordOfRank } from './synthetic.ts'

const seed = 20_260_312
const days = daysBack(3_650)

/** One publication, and ten with shorter digests, so that a run does not take minutes. */
const archives = [
  { publications: ['main'], length: long },
  { publications: Array.from({ length: 10 }, (_, at) => `team-${at}`), length: short },
]

/** Digests indexed at once. */
const batch = 3_650

/** Hits on a page of an answer, and what Discord shows while one types. */
const pageLength = 5
const suggestions = 25

/**
 * How fast the archive answers with ten years of one publication in it, and with ten years of ten; and with the former,
 * how long the readers of a chat wait.
 */
export async function benchLookup(): Promise<void> {
  const synthetic = new Synthetic(seed)
  for (const { publications, length } of archives) {
    const folder = mkdtempSync(join(tmpdir(), 'morning-post-bench-'))
    const file = join(folder, 'search-index.sqlite')
    const index = openSearchIndex(file)
    try {
      const seconds = fill(index, (day) => publications.map((name) => synthetic.digest(name, day, length)))
      const megabytes = Math.round(statSync(file).size / 1e6)
      const count = index.indexed().size
      const speed = grouped(Math.round(count / seconds))
      stdout.write(
        `\n${grouped(count)} digests of ${length.kilobytes} KB: ${megabytes} MB, indexed at ${speed} digests per second\n\n`,
      )
      stdout.write(`${tableOf(['lookup by', 'per second', 'p50 ms', 'p99 ms'], measureAll(index))}\n`)
      if (publications.length === 1) stdout.write(`\n${tableOf(roundTripHeader, await roundTrips(folder, seed))}\n`)
    } finally {
      index.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Fills the archive in the order of the days. Gives the seconds that the archive took. */
function fill(index: SqliteSearchIndex, digestsOf: (day: Day) => readonly Digest[]): number {
  let ms = 0
  let waiting: IndexChange[] = []
  for (const day of days) {
    waiting.push(...digestsOf(day).map((digest) => ({ id: digestId(digest), stamp: '1', digest })))
    if (waiting.length < batch && day !== days.at(-1)) continue
    const begun = performance.now()
    index.index(waiting)
    ms += performance.now() - begun
    waiting = []
  }
  return ms / 1000
}

function measureAll(index: SqliteSearchIndex): string[][] {
  return [...lookups(index)].map(([name, lookup]) => {
    const random = seeded(seed)
    return [name, ...columns(measure(() => lookup(random)))]
  })
}

function columns({ perSecond, p50, p99 }: Measured): string[] {
  return [grouped(Math.round(perSecond)), p50.toFixed(2), p99.toFixed(2)]
}

const grouped = (count: number) => count.toLocaleString('en')

type Random = () => number

function lookups(index: SqliteSearchIndex): Map<string, (random: Random) => unknown> {
  const find = (words: string, rest: Partial<SearchQuery> = {}) =>
    index.search({ publications: [], tags: [], words, ...rest }, 0, pageLength)
  const one = <Value>(random: Random, values: readonly Value[]): readonly Value[] => {
    const at = Math.floor(random() * values.length)
    return values.slice(at, at + 1)
  }
  const word = (random: Random, from: number, to: number) => wordOfRank(Math.floor(from + random() * (to - from)))
  const han = (random: Random) => hanOfRank(Math.floor(random() * 500))
  const oneDay = (random: Random): Partial<SearchQuery> => {
    const [day] = one(random, days)
    return day ? { since: day, until: day } : {}
  }
  const lastQuarter = { since: addDays('2026-12-31' as Day, -90) }
  return new Map<string, (random: Random) => unknown>([
    ['tag', (random) => find('', { tags: one(random, tagNames) })],
    ['day', (random) => find('', oneDay(random))],
    ['tag in the last 90 days', (random) => find('', { tags: one(random, tagNames), ...lastQuarter })],
    ['rare word', (random) => find(word(random, 20_000, 60_000))],
    ['mid word', (random) => find(word(random, 1_000, 3_000))],
    ['common word', (random) => find(word(random, 0, 50))],
    ['two words and a tag', (random) => find(words(word(random, 50, 500), word(random, 500, 2_000)), tagged(random))],
    ['two common words side by side', (random) => find(`"${word(random, 0, 50)} ${word(random, 0, 50)}"`)],
    ['one Chinese character', (random) => find(han(random))],
    ['two Chinese characters', (random) => find(han(random) + han(random))],
    [
      'word that is nowhere',
      (random) => [find(`${word(random, 0, 60_000)}qq`), index.similar(`${word(random, 0, 60_000)}qq`, 3)],
    ],
    [
      'autocomplete, per keystroke',
      (random) => keystroke(word(random, 0, 5_000).slice(0, 1 + Math.floor(random() * 8))),
    ],
  ])

  function words(...some: readonly string[]): string {
    return some.join(' ')
  }
  function tagged(random: Random): Partial<SearchQuery> {
    return { tags: one(random, tagNames) }
  }
  function keystroke(typed: string): unknown {
    return [index.tags([]), index.titles(typed, suggestions)]
  }
}
