import { expect, test } from 'vitest'
import { minimal, problems, read } from './config-fixture.ts'

test('a destination may name its workspace, which is on its own platform', () => {
  const named = (workspace: string) => `${minimal}    workspace: ${workspace}\n`
  expect(problems(named('slack:T0123456789'))).toEqual([])
  expect(read(named('slack:T0123456789')).destinations[0]).toMatchObject({ workspace: 'slack:T0123456789' })
  expect(problems(named('discord:1100000000000000001'))).toEqual([
    expect.stringContaining('A channel of slack is in no workspace "discord:1100000000000000001".'),
  ])
  expect(problems(named('slack:research'))).toEqual([expect.stringContaining('an organization slack:E0123456789')])
  expect(problems(named('T0123456789'))).toEqual([expect.stringContaining('must be a workspace with its platform')])
})

test.each([
  ['the same channel twice', 'C0123456789', 'main', 1],
  ['the same channel in other letters', 'c0123456789', 'main', 1],
  ['the same channel in a workspace', 'C0123456789, workspace: slack:T0123456789', 'main', 1],
  ['another publication', 'C0123456789', 'zh', 0],
  ['another channel', 'C0123456780', 'main', 0],
])('two destinations of one channel and one publication are refused: %s', (_, channel, publication, count) => {
  const second = `  - {name: other, platform: slack, channel: ${channel}, publication: ${publication}}\n`
  const found = problems(`${minimal}${second}`)
  expect(found).toHaveLength(count)
  for (const line of found) {
    expect(line).toMatch(
      /^c\.yaml:5:\d+ {2}error {2}"team" posts the publication "main" to this channel already: every/,
    )
  }
})

test.each([
  ['slack', 'https://acme.slack.com/archives/C0123456789', 'C0123456789'],
  ['slack', 'https://acme.slack.com/archives/C0123456789/p1796023815456000', 'C0123456789'],
  [
    'slack',
    'https://acme.slack.com/archives/C0123456789/p1?thread_ts=1796023815.456000&cid=C0123456789',
    'C0123456789',
  ],
  ['slack', '<#C0123456789|research2026>', 'C0123456789'],
  ['discord', 'https://discord.com/channels/1100000000000000001/1100000000000000010', '1100000000000000010'],
  [
    'discord',
    'https://discord.com/channels/1100000000000000001/1100000000000000010/1576862913937801216',
    '1100000000000000010',
  ],
  ['discord', '<#1100000000000000010>', '1100000000000000010'],
])('the id is found in what was copied from %s: %s', (platform, channel, id) => {
  expect(problems(`destinations: [{ name: team, platform: ${platform}, channel: "${channel}" }]`)).toEqual([
    expect.stringContaining(`"${channel}" has the id in it. Write ${id} alone.`),
  ])
})

test('quotes of a word processor and a missing blank are called what they are', () => {
  expect(problems(minimal.replace('name: team', 'name: “team”'))).toEqual([
    expect.stringContaining('The quotes of “team” are typographic, so they are part of the value. Write straight ones'),
  ])
  expect(problems(minimal.replace('name: team', 'name:team'))).toContainEqual(
    expect.stringMatching(/^c\.yaml:2:\d+ .*There is no blank after the colon\. Write one: `key: value`/),
  )
})
