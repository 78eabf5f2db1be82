import { expect, test } from 'vitest'
import { aDestination } from '../builders.ts'
import { Checker, type Moment } from './checker.ts'
import { simulate, wallsOver } from './simulation.ts'
import { WallClock } from './wall-clock.ts'
import { zones } from './zones.ts'

/** A short part of `npm run simulate`: seven weeks around days on which clocks are changed. */
test.each([
  ['Australia/Lord_Howe', '2026-03-10'],
  ['Australia/Lord_Howe', '2026-09-10'],
  ['Pacific/Chatham', '2026-09-05'],
  ['Africa/Casablanca', '2026-02-01'],
  ['Asia/Gaza', '2026-03-05'],
  ['Africa/Cairo', '2026-04-01'],
  ['Africa/Cairo', '2026-10-10'],
  ['America/Santiago', '2026-08-15'],
  ['America/Nuuk', '2026-03-05'],
  ['Antarctica/Troll', '2026-10-01'],
  ['Europe/Berlin', '2026-03-05'],
  ['Europe/Berlin', '2026-10-01'],
  ['Pacific/Apia', '2011-12-05'],
  ['Pacific/Kiritimati', '1994-12-05'],
  ['Pacific/Kwajalein', '1969-09-05'],
  ['America/Sao_Paulo', '2018-10-15'],
  ['America/Sao_Paulo', '2018-02-01'],
  ['America/St_Johns', '2009-10-10'],
])('in %s from %s each digest goes out once, in its time, whatever happens to the machine', async (zone, begin) => {
  const from = Date.parse(begin) / 60_000
  const span = { from, to: from + 49 * 1440 }
  const walls = wallsOver(span)
  for (const index of [0, 1, 2, 3, 4, 5]) {
    const { tally, violation } = await simulate({ ...span, seed: 7, zone, zones, index }, walls)
    expect(violation).toBeUndefined()
    expect(tally.posts).toBeGreaterThan(0)
  }
})

test('the checker finds what is doubled, early, outside its window, unasked and missed', () => {
  const wall = new WallClock('UTC', -20 * 1440, 20 * 1440)
  const destination = aDestination({ at: '08:00', until: '09:00' })
  const moment = (now: number): Moment => ({
    now,
    wall,
    destination,
    published: new Set([3]),
    reachable: true,
    restarted: false,
  })
  const [early, inside, after] = [3 * 1440 + 479, 3 * 1440 + 480, 3 * 1440 + 540].map((at) => moment(at * 60_000))
  if (!early || !inside || !after) throw new Error('three moments')
  expect(new Checker().compare([3], [], early)).toBe('early')
  expect(new Checker().compare([3], [], after)).toBe('outside its window')
  expect(new Checker().compare([2], [], inside)).toBe('unasked')
  expect(new Checker().compare([], [3], inside)).toBe('missed')
  const checker = new Checker()
  expect(checker.compare([3], [3], inside)).toBeUndefined()
  expect(checker.compare([3], [3], inside)).toBe('doubled')
})
