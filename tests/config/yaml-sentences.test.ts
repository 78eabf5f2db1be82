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
  [`${minimal}    days: []\n`, '5:11 "days" has a wrong value. It must have an entry.'],
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
  ['destinations:\n  - name: "team\n', '3:1 A quote that begins above is not closed.'],
  ['destinations:\n  - {name: team\n', '3:1 A bracket that begins above is not closed. Write ] or } at the end.'],
  ['destinations:\n\t- name: team\n', '2:1 The line begins with a tab. Indent it with blanks.'],
  ['---\ndestinations: []\n---\ndigests: x\n', '3:1 A line --- begins a second document, which is not read.'],
  [`${minimal}    mention: @here\n`, '5:14 A value cannot begin with this character. Put the value in quotes.'],
])('%j is refused in words that say what to change', (yaml, said) => {
  const [first = ''] = problems(yaml)
  expect(first.replace(/^c\.yaml:(\S+) {2}error {2}/, '$1 ')).toContain(said)
})
