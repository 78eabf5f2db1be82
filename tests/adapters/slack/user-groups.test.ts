import { expect, test } from 'vitest'
import { createGroupMembers } from '../../../src/adapters/slack/user-groups.ts'
import { minuteMs } from '../../../src/domain/duration.ts'
import { PlatformUnreachable } from '../../../src/domain/errors.ts'

test('Slack is asked for the members of each group every five minutes, and again at once after an error', async () => {
  let now = 0
  const asked: string[] = []
  const call = async (_method: string, { usergroup }: { readonly usergroup?: unknown }) => {
    asked.push(String(usergroup))
    if (asked.length === 1) throw new PlatformUnreachable('Slack', 'no connection')
    return { users: [`member of ${usergroup}`] } as never
  }
  const membersOf = createGroupMembers({ call }, () => now)
  await expect(membersOf('S1')).rejects.toThrow(PlatformUnreachable)
  expect(await Promise.all([membersOf('S1'), membersOf('S1'), membersOf('S2')])).toEqual([
    ['member of S1'],
    ['member of S1'],
    ['member of S2'],
  ])
  now = 5 * minuteMs - 1
  await membersOf('S1')
  expect(asked).toEqual(['S1', 'S1', 'S2'])
  now = 5 * minuteMs
  await membersOf('S1')
  expect(asked).toEqual(['S1', 'S1', 'S2', 'S1'])
})
