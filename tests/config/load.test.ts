import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { formatProblem } from '../../src/i18n/problems.ts'
import { folderWith, minimal, problems, read } from './config-fixture.ts'
import { configJsonSchema } from './json-schema.ts'

test('the shipped configuration is right and sends nothing anywhere', () => {
  const reading = loadConfig('config/morning-post.yaml')
  expect(reading).toMatchObject({ config: { destinations: [], digests: 'digests' } })
})

test('a destination needs a name, a platform and a channel; the rest has sensible values', () => {
  expect(read(minimal).destinations).toEqual([
    {
      name: 'team',
      platform: 'slack',
      channel: 'C0123456789',
      publication: 'main',
      at: '08:30',
      until: '24:00',
      timezone: 'UTC',
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      skip: new Set(),
      edition: 'today',
      catchUp: 1,
      welcomeDays: 3,
      layout: 'thread',
      discussion: 'on-click',
      tags: [],
      mute: [],
    },
  ])
})

test('a publication may be for the channels only where it is posted', () => {
  expect(read(minimal).visibility).toEqual({})
  expect(read(`publications: { board: { visibility: where-posted }, main: {} }\n${minimal}`).visibility).toEqual({
    board: 'where-posted',
    main: 'everyone',
  })
  expect(problems(`publications: { board: { visibility: private } }\n${minimal}`)[0]).toContain('where-posted')
  expect(problems(`publications: { Board: {} }\n${minimal}`)[0]).toContain('Board')
})

test('a file in another encoding is refused where it is wrong', () => {
  expect(problems('\ufeffdestinations: []\n')).toEqual([])
  expect(problems(Buffer.from(`\ufeff${minimal}`, 'utf16le'))[0]).toContain('in UTF-16. Save it as UTF-8.')
  expect(problems(Buffer.from(`# Pr\u00e4sidium\n${minimal}`, 'latin1'))[0]).toMatch(/:1:5 .+ may be in Latin-1/)
})

test('a Discord id without quotes keeps all its digits', () => {
  const yaml =
    'destinations:\n  - {name: d, platform: discord, channel: 1234567890123456789, mention: 9876543210987654321}\n'
  expect(read(yaml).destinations[0]).toMatchObject({
    channel: '1234567890123456789',
    mention: { kind: 'role', id: '9876543210987654321' },
  })
})

test('dates and calendars of holidays are skipped, repeating and longer ones too', () => {
  const calendar = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261225
DTEND;VALUE=DATE:20261227
RRULE:FREQ=YEARLY;COUNT=2
SUMMARY:Christmas
END:VEVENT
END:VCALENDAR`.replaceAll('\n', '\r\n')
  const [destination] = read(`${minimal}    skip: [2027-01-01, h.ics]\n`, { 'h.ics': calendar }).destinations
  expect([...(destination?.skip ?? [])].sort()).toEqual([
    '2026-12-25',
    '2026-12-26',
    '2027-01-01',
    '2027-12-25',
    '2027-12-26',
  ])
})

test.each([
  [
    'an unknown key, with the nearest known one',
    `${minimal}    timezon: UTC\n`,
    /c\.yaml:5:5 {2}error {2}Unknown key "timezon". Did you mean "timezone"\?/,
  ],
  ['an unknown key at the top', 'destination: []\n', /c\.yaml:1:1 .*Did you mean "destinations"\?/],
  [
    'a time zone that is none',
    `${minimal}    timezone: Europe/Berlinn\n`,
    /c\.yaml:5:15 .*"timezone".*IANA.*Did you mean Europe\/Berlin\?/,
  ],
  ['an offset as a time zone', `${minimal}    timezone: "+02:00"\n`, /IANA/],
  [
    'an hour that is none',
    `${minimal}    at: "25:00"\n`,
    /c\.yaml:5:9 .*"at" has a wrong value\. It must be a time of day/,
  ],
  [
    'an hour of drafts that is none',
    'publications: { main: { draftAt: 7:00 } }\n',
    /:1:34 .*"draftAt" has a wrong value\. It must be a time of day.*"off"/,
  ],
  [
    'a window that closes before it opens',
    `${minimal}    at: "10:00"\n    until: "09:00"\n`,
    /c\.yaml:6:12 .*not later than/,
  ],
  ['a day that does not exist', `${minimal}    skip: [2026-02-30]\n`, /c\.yaml:5:12 .*date that exists/],
  ['a calendar that is not there', `${minimal}    skip: [no.ics]\n`, /c\.yaml:5:12 .*no\.ics cannot be read/],
  [
    'a channel by its name',
    'destinations:\n  - name: t\n    platform: slack\n    channel: "#general"\n',
    /c\.yaml:4:14 .*not its name/,
  ],
  ['a layout of the other platform', `${minimal}    layout: forum\n`, /"forum" is not for slack/],
  ['a mention of the other platform', `${minimal}    mention: 123456789012345678\n`, /user group/],
  [
    'one name twice',
    `${minimal}  - name: team\n    platform: slack\n    channel: C2\n`,
    /c\.yaml:5:11 .*Two destinations are called "team"/,
  ],
  ['broken YAML', 'destinations: [\n', /c\.yaml:1:15 {2}error {2}The bracket that begins here is not closed/],
  [
    'an entry below an empty list',
    'destinations: [] # none yet\n  # an example\n  - name: team\n    platform: slack\n',
    /^c\.yaml:1:1 {2}error {2}This is an empty list or object, but it goes on below\. Take the \[\] or \{\} off\. \(yaml\)$/,
  ],
  [
    'a required key without a value',
    'destinations:\n  - name:\n    platform: slack\n    channel: C1\n',
    /"name" is missing/,
  ],
  ['an unknown key without a value', 'alert:\ndestinations: []\n', /Unknown key "alert"/],
  ['a missing required key', 'destinations:\n  - name: team\n    platform: slack\n', /c\.yaml:2:5 .*channel/],
])('%s is refused where it stands', (_, yaml, message) => {
  expect(problems(yaml).join('\n')).toMatch(message)
})

test('a key without a value counts as left out', () => {
  const empty = 'alerts:\nreports:\npublications:\n  main:\n    sources:\n'
  expect(problems(`${empty}destinations:\n`)).toEqual([])
  expect(problems(`${empty}${minimal}    at:\n    days:\n    tags: # all\n`)).toEqual([])
})

test('a vocabulary beside the configuration is used, and must be complete', () => {
  expect(problems(minimal, { 'vocabulary.yaml': 'tags: []\nheadings: {}\n' }).join('\n')).toMatch(
    /vocabulary\.yaml:2:\d+ .*overview/,
  )
})

test('the JSON Schema that editors use is the one in the repository', async () => {
  await expect(`${JSON.stringify(configJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
    '../../config/morning-post.schema.json',
  )
})

test('a missing key, and a word nearly right, are reported as such', () => {
  const yaml = 'destinations:\n  - {name: a, platform: slak, catchUp: -1, mention: 12}\n'
  expect(problems(yaml)).toEqual([
    'c.yaml:2:25  error  "platform" has a wrong value. It must be one of slack, discord. Did you mean slack? (value)',
    'c.yaml:2:5  error  "channel" is missing. Add it. (value)',
    'c.yaml:2:40  error  "catchUp" has a wrong value. It must be a number of days from 0 to 31. (value)',
    'c.yaml:2:53  error  "mention" has a wrong value. It must be an id as the platform shows it. (value)',
  ])
})

test('an unknown tag or publication is a warning, not an error', () => {
  const yaml = `${minimal}    tags: [agent, Agnet]\n    mute: [Beekeeping]\n    publication: nowhere\n`
  const file = join(folderWith({ 'c.yaml': yaml }), 'c.yaml')
  const reading = loadConfig(file)
  const warnings = 'warnings' in reading ? reading.warnings.map((each) => formatProblem(each)) : []
  expect(warnings.map((warning) => warning.slice(file.length + 1))).toEqual([
    '5:19  warning  "Agnet" is not in the vocabulary of tags. Did you mean "Agent"? (unknown-tag)',
    '6:12  warning  "Beekeeping" is not in the vocabulary of tags. Choose one of its tags, or add this one. (unknown-tag)',
    '7:18  warning  There is no folder "nowhere" among the digests yet. Make it, and put a digest into it. (unknown-publication)',
  ])
})

test.each([
  ['names nothing', 'destinations: *somewhere\n'],
  ['contains itself', 'destinations: &all [*all]\n'],
  [
    'multiplies without end',
    `a: &a [1, 1]\n${'bcdefghijk'.replace(/./g, (name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]}, `.repeat(9)}1]\n`)}`,
  ],
])('an alias that %s is refused where it stands', (_, yaml) => {
  expect(problems(yaml)).toEqual([expect.stringMatching(/^c\.yaml:\d+:\d+ .*An alias \(\*\) must name an anchor/)])
})

test('mistakes that readers report go to a channel, or to the log by default', () => {
  expect(read(minimal).reports).toBeUndefined()
  expect(read(`${minimal}reports: {platform: discord, channel: 1234567890123456789}\n`).reports).toEqual({
    platform: 'discord',
    channel: '1234567890123456789',
  })
  expect(problems(`${minimal}reports: {platform: discord, channel: C0123456789}\n`)).toEqual([
    'c.yaml:5:39  error  "C0123456789" is not an id of a channel. A Discord channel id is a long number, not its name: "Copy Channel ID", in Developer Mode. (contradiction)',
  ])
  expect(problems(`${minimal}reports: {platform: slack, chanel: C0123456789}\n`).join('\n')).toMatch(/"channel"/)
})

test('alerts have a channel, limits, and a second channel for when the first one is down', () => {
  expect(read('{}').alerts).toEqual({ language: 'en', lateMinutes: 15, daysWithoutDigest: 3 })
  const alerts =
    'alerts: { platform: slack, channel: C1, backup: { platform: discord, channel: 123456789012345678 } }\n'
  expect(read(alerts).alerts).toEqual({
    to: { platform: 'slack', channel: 'C1' },
    backup: { platform: 'discord', channel: '123456789012345678' },
    language: 'en',
    lateMinutes: 15,
    daysWithoutDigest: 3,
  })
  expect(read(`${alerts.trimEnd().slice(0, -1)}, language: zh }`).alerts.language).toBe('zh')
})

test.each([
  ['alerts: { platform: discord, channel: C1 }', /A Discord channel id is a long number/],
  ['alerts: { platform: slack, channel: C1, backup: { platform: slack, channel: C2 } }', /another platform/],
  ['alerts: { platform: slack, channel: C1, lateMinutes: 0 }', /must be a number of minutes from 1 to 1440/],
  ['alerts: { platform: slack, channel: C1, daysWithoutDigest: no }', /must be a number of days from 1 to 366/],
  ['alerts: { platform: slack, channel: C1, language: tlh }', /language.*en/],
  ['alerts: { platform: slack, channel: C1, lateMinuts: 5 }', /"lateMinuts".*"lateMinutes"/],
  ['operations: { platform: slack, channel: C1 }', /Unknown key "operations"\. It is called "alerts" now\./],
  ['alerts: { platform: slack, channel: C1, quietDays: 2 }', /"quietDays"\. It is called "daysWithoutDigest" now\./],
])('%s is refused', (yaml, sentence) => {
  expect(problems(yaml)).toEqual([expect.stringMatching(sentence)])
})

test('the shipped digests take the place of a missing folder only where nothing is posted', () => {
  const file = join(folderWith({ 'c.yaml': 'digests: zh\n' }), 'c.yaml')
  expect(loadConfig(file)).toMatchObject({ config: { digests: resolve('zh') } })
  const home = resolve(import.meta.dirname, '../..')
  expect(loadConfig(file, { samples: true })).toMatchObject({ config: { digests: join(home, 'zh') } })
})
