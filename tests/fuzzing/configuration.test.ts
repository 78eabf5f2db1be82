import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { inEnglish } from '../in-english.ts'
import { malformed } from './malformed.ts'

const configuration = `digests: digests
managers:
  slack: [U0123456789]
destinations:
  - &first
    name: team
    platform: slack
    channel: C0123456789
    at: "08:30"
    until: "12:00"
    timezone: Europe/Berlin
    days: [mon, tue]
    skip: [2026-12-25, holidays.ics]
    tags: [Agent]
  - { <<: *first, name: other, platform: discord, channel: 123456789012345678, catchUp: 3 }
`

const holidays = `BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261225
DTEND;VALUE=DATE:20261227
RRULE:FREQ=YEARLY
SUMMARY:Holiday
END:VEVENT
END:VCALENDAR
`

const vocabulary = readFileSync('config/vocabulary.yaml', 'utf8')

test.each([
  ['c.yaml', configuration],
  ['holidays.ics', holidays],
  ['vocabulary.yaml', vocabulary],
])('whatever happens to %s, the configuration is taken whole or refused with a place and a sentence', (name, text) => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const files = { 'c.yaml': configuration, 'holidays.ics': holidays, 'vocabulary.yaml': vocabulary }
  let refusals = 0
  fc.assert(
    fc.property(malformed(text), (bytes) => {
      for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
      writeFileSync(join(folder, name), bytes)
      const reading = loadConfig(join(folder, 'c.yaml'))
      if (!('problems' in reading)) return
      refusals += 1
      expect(reading.problems.length).toBeGreaterThan(0)
      for (const problem of reading.problems.map(inEnglish)) {
        expect(problem.line).toBeGreaterThan(0)
        expect(problem.column).toBeGreaterThan(0)
        expect(problem.message.trim()).not.toBe('')
        // Messages of unexpected errors are not written for operators.
        expect(problem.message).not.toMatch(/undefined|\[object|is not a function|Cannot read propert/)
      }
    }),
    { numRuns: 300 },
  )
  expect(refusals).toBeGreaterThan(0)
})
