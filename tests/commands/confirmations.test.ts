import { expect, test } from 'vitest'
import { Confirmations } from '../../src/commands/confirmations.ts'
import { PostLimit } from '../../src/commands/post-limit.ts'
import { aRequester } from './requesters.ts'

const asked = aRequester({ user: 'U1', channel: 'C1', workspace: 'slack:T1' })

test.each([
  { workspace: 'slack:T2' },
  { user: 'U2' },
  { channel: 'C2' },
  { platform: 'discord', workspace: 'slack:T1' },
] as const)('a question is answered by the person who was asked, in the same place: %j is none', (other) => {
  const confirmations = new Confirmations<string>()
  const token = confirmations.keep(asked, 0, 'work')
  expect(confirmations.take(token, aRequester({ ...asked, ...other }), 1)).toBeUndefined()
  expect(confirmations.take(token, asked, 1)).toBe('work')
})

test('people of the same id in two workspaces have a limit each', () => {
  const limit = new PostLimit(1)
  expect(limit.allows(asked, 0)).toBe(true)
  expect(limit.allows(asked, 0)).toBe(false)
  expect(limit.allows({ ...asked, workspace: 'slack:T2' }, 0)).toBe(true)
})

test('a person has one limit in all servers of a platform on which their id is the same', () => {
  const limit = new PostLimit(1)
  const inServer = { ...asked, platform: 'discord', workspace: 'discord:1' } as const
  expect(limit.allows(inServer, 0)).toBe(true)
  expect(limit.allows({ ...inServer, workspace: 'discord:2' }, 0)).toBe(false)
  const { workspace: _, ...direct } = inServer
  expect(limit.allows({ ...direct, isDirect: true }, 0)).toBe(false)
  expect(limit.allows({ ...inServer, user: 'U2' }, 0)).toBe(true)
})
