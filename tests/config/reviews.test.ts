import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { describeProblem } from '../../src/i18n/problems.ts'
import { inEnglish } from '../in-english.ts'

function load(review: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'c.yaml')
  writeFileSync(file, `publications:\n  main:\n    review: ${review}\n`)
  const result = loadConfig(file)
  return 'problems' in result
    ? result.problems.map((each) => describeProblem(each))
    : result.config.reviewChoices.get('main')
}

test('a review has one channel on one platform, and people or roles', () => {
  const slack = { platform: 'slack', channel: 'C0123456789', people: ['U1'], roles: [] }
  expect(load('{ slack: C0123456789, reviewers: { people: [U1] } }')).toEqual(slack)
  const discord = { platform: 'discord', channel: '1100000000000000010', people: [], roles: ['1100000000000000020'] }
  expect(load('{ discord: 1100000000000000010, reviewers: { roles: [1100000000000000020] } }')).toEqual(discord)
  const group = { ...slack, people: [], roles: ['S0123456789'] }
  expect(load('{ slack: C0123456789, reviewers: { roles: [S0123456789] } }')).toEqual(group)
  expect(load('off')).toBe('off')
})

test.each([
  ['on', 'must name a channel and its reviewers, or be "off"'],
  ['{ slack: C0123456789 }', '"reviewers" is missing'],
  ['{ slack: C0123456789, reviewers: { peopel: [U1] } }', 'Unknown key "peopel". Did you mean "people"?'],
  ['{ slack: C0123456789, reviewers: { people: [] } }', 'No one may review. Name people or roles by their ids.'],
  ['{ reviewers: { people: [U1] } }', 'A draft is reviewed in one channel. Name it with slack or discord.'],
  ['{ slack: C1, discord: 1100000000000000010, reviewers: { people: [U1] } }', 'A draft is reviewed in one channel'],
  ['{ slack: C0123456789, reviewers: { roles: [R1] } }', 'A Slack user group id looks like S0123456789'],
  ['{ discord: C0123456789, reviewers: { people: [1100000000000000030] } }', 'A Discord channel id is a long number'],
  ['{ slack: C0123456789, reviewers: { people: ["@jane"] } }', 'A Slack user id looks like U0123456789'],
  ['{ discord: 1100000000000000010, reviewers: { people: [U0123456789] } }', 'A Discord user id is a long number'],
  ['{ discord: 1100000000000000010, reviewers: { roles: [editors] } }', 'A Discord role id is a long number'],
  ['{ slack: C0123456789, reviewers: { people: U0123456789 } }', '"people" takes a list'],
])('review: %s is refused', (review, message) => {
  expect(load(review)).toEqual([expect.stringContaining(message)])
})

test('drafts from sources need a review, and whether they go out without one has to be written out', () => {
  const warned = (lines: string, digests = '') => {
    const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'c.yaml')
    writeFileSync(
      file,
      `${digests}publications:\n  main:\n    sources:\n      - { kind: arxiv, categories: [cs.CL] }\n${lines}`,
    )
    const result = loadConfig(file)
    if ('problems' in result) return result.problems
    return result.warnings.map(({ line, severity, ...text }) => [severity, line, describeProblem(text)])
  }
  expect(warned('')).toEqual([['warning', 4, expect.stringMatching(/^Drafts of "main" need a review.*review: off/)]])
  expect(warned('    review: off\n')).toEqual([])
  // No review is possible with a git repository, whichever is configured.
  const git = 'digests: { git: https://example.org/digests.git }\n'
  expect(warned('', git)).toEqual([['warning', 5, expect.stringMatching(/^The bot cannot put drafts.*draftAt: off/)]])
  expect(warned('    draftAt: "off"\n', git)).toEqual([])
})

test('a time of drafting after the first post of the day is warned of', () => {
  const warned = (draftAt: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'c.yaml')
    const first = '{ name: a, platform: slack, channel: C0123456789, at: "09:00", timezone: Asia/Tokyo }'
    const second = '{ name: b, platform: slack, channel: C0123456780, at: "07:00", timezone: Europe/Berlin }'
    writeFileSync(
      file,
      `publications:\n  main:\n    review: off\n    draftAt: ${draftAt}\n    sources: [{ kind: arxiv, categories: [cs.CL] }]\ndestinations:\n  - ${first}\n  - ${second}\n`,
    )
    const result = loadConfig(file)
    if ('problems' in result) return result.problems
    return result.warnings.map(({ line, severity, ...text }) => [severity, line, describeProblem(text)])
  }
  expect(warned('"08:00"')).toEqual([])
  expect(warned('"off"')).toEqual([])
  expect(warned('"09:30"')).toEqual([
    ['warning', 4, expect.stringMatching(/^"main" is first posted at 09:00 \(Asia\/Tokyo\).* on the day before/)],
  ])
})

test('a draft cannot be put into a git repository', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'c.yaml')
  writeFileSync(file, 'digests: { git: https://example.org/digests.git }\npublications: { main: { review: off } }\n')
  const reading = loadConfig(file)
  const problems = 'problems' in reading ? reading.problems.map((each) => inEnglish(each).message) : []
  expect(problems).toEqual([expect.stringContaining('git repository')])
})
