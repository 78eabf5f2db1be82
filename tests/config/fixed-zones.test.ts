import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { inEnglish } from '../in-english.ts'

function readingWith(zone: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'c.yaml')
  const lines = ['destinations:', '  - name: team', '    platform: slack', '    channel: C0123456789']
  writeFileSync(file, [...lines, `    timezone: ${zone}`, ''].join('\n'))
  return loadConfig(file)
}

test.each([
  ['EST', 'UTC-05:00', 'America/New_York'],
  ['MST', 'UTC-07:00', 'America/Denver'],
  ['HST', 'UTC-10:00', 'Pacific/Honolulu'],
  ['GMT', 'UTC+00:00', 'Europe/London'],
  ['Etc/GMT-1', 'UTC+01:00', 'Europe/Berlin'],
  ['Etc/GMT+5', 'UTC-05:00', 'America/New_York'],
])('%s is a zone without summer time, and the likely one is named', (zone, offset, likely) => {
  const message = `"${zone}" has no summer time: it is ${offset} all year.`
  const fix = `Name a place, such as ${likely}, or UTC.`
  const reading = readingWith(zone)
  const warnings = 'warnings' in reading ? reading.warnings.map(inEnglish) : []
  expect(warnings).toMatchObject([{ line: 5, column: 15, message, fix, rule: 'fixed-zone' }])
})

test.each(['UTC', 'Etc/UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'EST5EDT', 'CET'])(
  '%s is a zone without a warning',
  (zone) => {
    expect(readingWith(zone)).toMatchObject({ warnings: [] })
  },
)
