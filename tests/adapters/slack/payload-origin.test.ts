import { expect, test } from 'vitest'
import { readWorkspace } from '../../../src/adapters/slack/payload-origin.ts'

test('a payload of another company goes to the workspace of the app', () => {
  const authorizations = [{ team_id: 'T1', enterprise_id: null }]
  expect(readWorkspace({ team_id: 'T9', enterprise_id: 'E9', authorizations })).toEqual({ team: 'T1' })
  const view = { app_installed_team_id: 'T1' }
  expect(readWorkspace({ team: { id: 'T9' }, user: { team_id: 'T9' }, view })).toEqual({ team: 'T1' })
  expect(readWorkspace({ team_id: 'T9', channel_id: 'C1' })).toEqual({ team: 'T9', channel: 'C1' })
  expect(readWorkspace({ team: { id: 'T1' }, enterprise: { id: 'E1' } })).toEqual({ team: 'T1', enterprise: 'E1' })
})
