import { expect, test } from 'vitest'
import { minimal, problems } from './config-fixture.ts'

const entry = '  name: team\n  platform: slack\n  channel: C1\n'

test.each([
  ['- name: team\n', '1:1 The file is written as a list, and takes keys. Write the key of the list on a line above it'],
  [
    `destinations:\n${entry}`,
    '2:3 "destinations" is written with keys, and takes a list. Begin each entry with a dash',
  ],
  ['destinations:\n  - team\n', '2:5 An entry of "destinations" takes keys. Write them: `- name: …`.'],
  ['destinations:\n  - - name: team\n', '2:5 An entry of "destinations" takes keys. Write them: `- name: …`.'],
  [`${minimal}    days: mon, tue\n`, '5:11 "days" takes a list. Write it in brackets: [mon, tue].'],
  [`${minimal}    days: []\n`, '5:11 "days" has a wrong value. It must have at least 1 entry.'],
  [`${minimal}    days: weekdays\n`, '5:11 "days" takes a list. Write it in brackets: [mon, tue, wed, thu, fri].'],
  [`${minimal}    days: Monday to Wednesday\n`, '5:11 "days" takes a list. Write it in brackets: [mon, tue, wed].'],
  [`${minimal}    days: 1-5\n`, '5:11 "days" takes a list. Write it in brackets: [mon, tue, wed, thu, fri].'],
  [
    `${minimal}    days: [weekends]\n`,
    '5:12 "days" has a wrong value. It must be one of mon, tue, wed, thu, fri, sat, sun. Did you mean sat, sun?',
  ],
  [`${minimal}    time: "08:30"\n`, '5:5 Unknown key "time". Did you mean "at"?'],
  [`${minimal}    post_at: "08:30"\n`, '5:5 Unknown key "post_at". Did you mean "at"?'],
  [`${minimal}    TZ: UTC\n`, '5:5 Unknown key "TZ". Did you mean "timezone"?'],
  [`${minimal}    holidays: [2026-12-25]\n`, '5:5 Unknown key "holidays". Did you mean "skip"?'],
  [`${minimal}    at: 8.30\n`, '5:9 "at" has a wrong value. It must be a time of day such as "08:30".'],
  [
    `${minimal}publications:\n  - main\n`,
    '6:3 "publications" is written as a list, and takes keys. Take the dashes off',
  ],
  [`${minimal}alerts: C1\n`, '5:9 "alerts" has a wrong value. It must be keys with values (`key: value`).'],
  [
    `${minimal}    visibility: workspace\n`,
    '5:5 The key "visibility" does not belong here. Write it below "publications:"',
  ],
  [
    `${minimal}platform: slack\n`,
    '5:1 The key "platform" does not belong here. Write it in an entry of "destinations"',
  ],
  [`language: en\n${minimal}`, '1:1 The key "language" does not belong here. Write it below "alerts:", indented.'],
  [`${minimal}    enabled: yes\n`, '5:5 Unknown key "enabled". Known are name, platform'],
  [`${minimal}    catchup: 1\n`, '5:5 Unknown key "catchup". Did you mean "catchUp"? Known are name'],
  [`${minimal}    name: other\n`, '5:5 This key is there twice. Keep one of the two.'],
  [`${minimal}   at: "08:30"\n`, '5:1 The line is not indented as the keys beside it. Begin it in the same column'],
  ['destinations:\n  - name: team platform: slack\n', '2:11 There are two keys on one line'],
  [
    'destinations:\n  - name: "team\n',
    '2:11 The quote that begins here is not closed. Write it at the end of its text',
  ],
  [`${minimal}    at: '08:30\n    timezone: UTC\n    days: [mon]\n`, '5:9 The quote that begins here is not closed.'],
  [`${minimal}    skip: "2026-12-25\n    at: "08:30"\n`, '5:11 The quote that begins here is not closed.'],
  [`${minimal}    days: [mon, "tue, wed]\n    at: "08:30"\n`, '5:17 The quote that begins here is not closed.'],
  [`${minimal}    workspace: 'It's'\n`, '5:20 More text follows a value that has ended'],
  ['destinations:\n  - {name: team\n', '2:5 The bracket that begins here is not closed. Write ] or } at the end.'],
  [`${minimal}    days: [mon, tue\n    skip: [2026-12-25]\n`, '5:11 The bracket that begins here is not closed.'],
  [`${minimal}    days: [mon, tue\n    at: "08:30"\n`, '5:11 The bracket that begins here is not closed.'],
  ['destinations:\n\t- name: team\n', '2:1 The line begins with a tab. Indent it with blanks.'],
  ['---\ndestinations: []\n---\ndigests: x\n', '3:1 A line --- begins a second document, which is not read.'],
  [`${minimal}    mention: @here\n`, '5:14 A value cannot begin with this character. Put the value in quotes.'],
])('%j is refused in words that say what to change', (yaml, said) => {
  const [first = ''] = problems(yaml)
  expect(first.replace(/^c\.yaml:(\S+) {2}error {2}/, '$1 ')).toContain(said)
})
