import { expect, test } from 'vitest'
import { requesterIn } from '../../../src/adapters/slack/context.ts'
import { membershipOf } from '../../../src/adapters/slack/membership.ts'
import type { Profile } from '../../../src/adapters/slack/users.ts'

const app = { team: 'T1', enterprise: 'E1' }
const profile = (ids: Profile['ids'], more: Partial<Profile> = {}): Profile => {
  return { person: {}, isGuest: false, isStranger: false, ids, ...more }
}
const click = (team: string) => ({ team: { id: 'T1' }, user: { id: 'U1', team_id: team } })
const typed = (team: string, enterprise?: string) => ({ team_id: team, enterprise_id: enterprise })

test.each([
  ['of the workspace', profile({ team: 'T1' }), undefined],
  ['of another team of the organization', profile({ team: 'T2', enterprise: 'E1' }), undefined],
  ['known by the organization only', profile({ team: 'E1' }), undefined],
  ['of another company', profile({ team: 'T9' }), 'external'],
  ['of another organization', profile({ team: 'T9', enterprise: 'E9' }), 'external'],
  ['of another company, as a guest', profile({ team: 'T9' }, { isGuest: true }), 'external'],
  ['a stranger', profile({ team: 'T1' }, { isStranger: true }), 'external'],
  ['a guest', profile({ team: 'T1' }, { isGuest: true }), 'guest'],
] as const)('a user %s', (_, known, membership) => {
  expect(membershipOf(known, click('T1'), app)).toBe(membership)
})

test('the payload says where a user belongs whose profile cannot be read', () => {
  for (const body of [click('T9'), typed('T9'), typed('T9', 'E9'), click('E9')]) {
    expect(membershipOf(undefined, body, app)).toBe('external')
    expect(membershipOf(profile({}), body, app)).toBe('external')
  }
  for (const body of [click('T1'), typed('T1'), typed('T2', 'E1'), {}, undefined]) {
    expect(membershipOf(undefined, body, app)).toBeUndefined()
  }
})

test('in an organization that installed the app, users of all of its teams are members', () => {
  const whole = { enterprise: 'E1' }
  expect(membershipOf(profile({ team: 'T2', enterprise: 'E1' }), {}, whole)).toBeUndefined()
  expect(membershipOf(undefined, typed('T2', 'E1'), whole)).toBeUndefined()
  expect(membershipOf(profile({ team: 'T2' }), {}, whole)).toBe('external')
})

test.each([
  ['a member', true, profile({ team: 'T1' })],
  ['a guest', false, profile({ team: 'T1' }, { isGuest: true })],
  ['a person of another company', false, profile({ team: 'T9' })],
  ['a user whose profile cannot be read', false, undefined],
] as const)('%s may manage the channel: %s', async (_, managesChannel, known) => {
  const where = { channel: 'C1', user: 'U1', body: typed('T1') }
  const requester = await requesterIn(where, { users: async () => known, ids: app, workspace: 'slack:T1' })
  expect(requester).toMatchObject({ managesChannel })
})
