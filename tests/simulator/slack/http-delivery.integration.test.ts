import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { openHttpApp } from './app.ts'
import { amara, morningPost as channel, openWorkspace, robin } from './client.ts'

test('requests are signed, and commands, events and buttons arrive in the forms that Bolt reads', async () => {
  await using workspace = await openWorkspace()
  await using it = await openHttpApp(workspace)
  const { slack, web } = workspace
  const heard: unknown[] = []
  it.app.command('/digest', async ({ ack, command }) => {
    heard.push(command.text)
    await ack('Good morning')
  })
  it.app.event('app_home_opened', async ({ event }) => void heard.push(event.user))
  it.app.action('go', async ({ ack, body }) => {
    heard.push(body.user.id)
    await ack()
  })
  await it.http.verifyUrl()
  await slack.command({ user: robin, channel, command: '/digest', text: 'agents & tools' })
  expect(slack.state.messages(channel).map(({ text }) => text)).toEqual(['Good morning'])
  await slack.openHome(amara)
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } } as const
  const blocks = [{ type: 'actions', block_id: 'controls', elements: [button] }]
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'Hello', blocks })
  await slack.act({ user: robin, channel, ts, blockId: 'controls', actionId: 'go' })
  expect(heard).toEqual(['agents & tools', amara, robin])
})

test('requests with a wrong signature, an old one, or another body are refused', async () => {
  await using workspace = await openWorkspace()
  await using it = await openHttpApp(workspace)
  const body = JSON.stringify({ type: 'event_callback', event: { type: 'app_home_opened' } })
  const statusOf = async (tampering: object) => (await it.http.post(body, { tampering })).status
  expect(await statusOf({})).not.toBe(401)
  expect(await statusOf({ secret: 'another' })).toBe(401)
  expect(await statusOf({ ageMs: 301_000 })).toBe(401)
  expect(await statusOf({ body: (signed: string) => `${signed} ` })).toBe(401)
})

test('an event that is not answered is sent three times more, with a number and a reason; a command is not', async () => {
  await using workspace = await openWorkspace()
  const seen: unknown[] = []
  const server = createServer((request, response) => {
    const { 'x-slack-retry-num': number, 'x-slack-retry-reason': reason } = request.headers
    seen.push([number, reason])
    response.writeHead(500).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  workspace.slack.useRequestUrl({ url: `http://127.0.0.1:${port}/`, signingSecret: 'x', retryPausesMs: [0, 0, 0] })
  await expect(workspace.slack.openHome(robin)).rejects.toThrow('did not acknowledge: http_error')
  const again = ['1', '2', '3'].map((number) => [number, 'http_error'])
  expect(seen).toEqual([[undefined, undefined], ...again])
  const typed = { user: robin, channel, command: '/digest', text: '' }
  await expect(workspace.slack.command(typed)).rejects.toThrow('did not acknowledge')
  expect(seen).toHaveLength(5)
  server.close()
})
