import { expect, test } from 'vitest'
import { ResponseUrls } from '../../../src/simulator/slack/response-urls.ts'
import { SlackState } from '../../../src/simulator/slack/state.ts'
import { Triggers } from '../../../src/simulator/slack/triggers.ts'
import { amara, morningPost as channel, openWorkspace, refusalOf, robin } from './client.ts'

test('a trigger is good for three seconds', () => {
  let now = 0
  const triggers = new Triggers(() => now)
  const [one, two] = [triggers.issue(robin), triggers.issue(robin)]
  now = 3000
  expect(triggers.spend(one)).toBe(robin)
  now = 3001
  expect(() => triggers.spend(two)).toThrow('expired_trigger_id')
  expect(() => triggers.spend('mine')).toThrow('invalid_trigger_id')
})

test('an answer address is good for thirty minutes', async () => {
  let now = 0
  const state = new SlackState()
  const urls = new ResponseUrls(
    state,
    () => {},
    () => now,
  )
  const path = urls.issue({ channel, user: robin })
  const headers = { 'content-type': 'application/json' }
  const answer = () => urls.routes().request(path, { method: 'POST', body: '{"text":"Hello"}', headers }, {})
  now = 30 * 60_000
  expect((await answer()).status).toBe(200)
  now += 1
  expect((await answer()).status).toBe(404)
  expect(state.messages(channel)).toHaveLength(1)
})

test('a Home that has changed meanwhile is not overwritten', async () => {
  await using workspace = await openWorkspace()
  const home = { type: 'home' as const, blocks: [] }
  const first = await workspace.web.views.publish({ user_id: robin, view: home })
  const hash = first.view?.hash ?? ''
  await workspace.web.views.publish({ user_id: robin, view: home, hash })
  expect(await refusalOf(workspace.web.views.publish({ user_id: robin, view: home, hash }))).toBe('hash_conflict')
  expect(await refusalOf(workspace.web.views.publish({ user_id: amara, view: home, hash }))).toBe('ok')
})
