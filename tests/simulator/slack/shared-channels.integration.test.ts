import { expect, test } from 'vitest'
import { openHttpApp } from './app.ts'
import { type Acme, morningPost as channel, openWorkspace, refusalOf } from './client.ts'
import { shareChannel, unshareChannel } from './share-channel.ts'

/** Another company, and a person of it. */
const other = 'T0BIRCH0001'
const visitor = 'U2BIRCH0001'

const share = ({ slack }: Acme) => shareChannel(channel, slack.state, slack.workspace(other).state)

test('a channel may be shared with another company, whose people are in it until it ends', async () => {
  await using workspace = await openWorkspace()
  const { web, slack } = workspace
  expect(await refusalOf(web.users.info({ user: visitor }))).toBe('user_not_found')
  share(workspace)
  const shared = { is_shared: true, is_ext_shared: true, conversation_host_id: slack.state.team.id }
  expect((await web.conversations.info({ channel })).channel).toMatchObject(shared)
  const { user } = await web.users.info({ user: visitor })
  expect(user).toMatchObject({ team_id: other, is_stranger: false, is_restricted: false })
  await web.chat.postMessage({ channel, text: 'Hello' })
  expect(slack.workspace(other).state.messages(channel)).toHaveLength(1)
  unshareChannel(channel, slack.workspace(other).state)
  expect((await web.users.info({ user: visitor })).user).toMatchObject({ is_stranger: true })
})

test('what people of another company do in a shared channel names both workspaces', async () => {
  await using workspace = await openWorkspace()
  await using it = await openHttpApp(workspace)
  const { slack, web } = workspace
  share(workspace)
  const bodies: object[] = []
  it.app.use(async ({ body, next }) => {
    bodies.push(body)
    await next()
  })
  it.app.command('/digest', async ({ ack }) => ack())
  it.app.view('ask', async ({ ack }) => ack())
  it.app.action('go', async ({ ack, body, client }) => {
    await ack()
    const title = { type: 'plain_text' as const, text: 'Ask' }
    const view = { type: 'modal' as const, callback_id: 'ask', title, blocks: [] }
    await client.views.open({ view, trigger_id: 'trigger_id' in body ? body.trigger_id : '' })
  })
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } } as const
  const blocks = [{ type: 'actions', block_id: 'controls', elements: [button] }]
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'Hello', blocks })
  await slack.command({ user: visitor, channel, command: '/digest', text: '' })
  await slack.act({ user: visitor, channel, ts, blockId: 'controls', actionId: 'go' })
  await expect.poll(() => slack.views.modalOf(visitor)).toBeDefined()
  await slack.submitView({ user: visitor, values: {} })
  expect(bodies).toMatchObject([
    { command: '/digest', team_id: other, channel_id: channel },
    { type: 'block_actions', team: { id: slack.state.team.id }, user: { id: visitor, team_id: other } },
    { type: 'view_submission', team: { id: other }, view: { app_installed_team_id: slack.state.team.id } },
  ])
})
