import { expect, test } from 'vitest'
import { PlatformWorkspaces } from '../../src/app/platform-workspaces.ts'
import { PlatformUnreachable } from '../../src/domain/errors.ts'
import type { WorkspaceId } from '../../src/domain/workspace-id.ts'
import { silentLog } from '../builders.ts'

let now = 0
const asked: string[] = []
const answers = new Map<string, WorkspaceId | Error>([
  ['1', 'discord:7'],
  ['2', new PlatformUnreachable('Discord', 'ECONNREFUSED')],
  ['3', new TypeError('an answer of another form')],
])

const discord = {
  workspaceOf: async (channel: string) => {
    asked.push(channel)
    const answer = answers.get(channel)
    if (answer instanceof Error) throw answer
    return answer
  },
}
const open = () =>
  new PlatformWorkspaces(
    new Map<string, object>([
      ['slack', { workspace: 'slack:T1' }],
      ['discord', discord],
    ]),
    silentLog,
    () => now,
  )
const on = (platform: string, channel: string) => ({ platform, channel })

test('a workspace is the one that is written down, else that of the token, else what the platform says', async () => {
  const workspaces = open()
  const places = [
    { ...on('slack', 'C1'), workspace: 'slack:T2' as const },
    on('slack', 'C1'),
    on('discord', '1'),
    on('matrix', '1'),
  ]
  await workspaces.learn(places)
  expect(places.map((place) => workspaces.workspaceOf(place))).toEqual(['slack:T2', 'slack:T1', 'discord:7', undefined])
})

test('a channel is asked about once, and again later if that did not help', async () => {
  asked.length = 0
  const workspaces = open()
  const all = [on('discord', '1'), on('discord', '2'), on('discord', '3'), on('discord', '4')]
  await Promise.all([workspaces.learn(all), workspaces.learn(all)])
  await workspaces.learn(all)
  expect(asked).toEqual(['1', '2', '3', '4'])
  expect(all.map((place) => workspaces.workspaceOf(place))).toEqual(['discord:7', undefined, undefined, undefined])
  now += 300_000
  answers.set('2', 'discord:8')
  await workspaces.learn(all)
  expect(asked.slice(4)).toEqual(['2', '3', '4'])
  expect(workspaces.workspaceOf(on('discord', '2'))).toBe('discord:8')
})
