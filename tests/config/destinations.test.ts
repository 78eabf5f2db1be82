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
