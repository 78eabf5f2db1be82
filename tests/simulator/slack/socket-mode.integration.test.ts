import { once } from 'node:events'
import type { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import type { SlackSimulator } from '../../../src/simulator/slack/server.ts'
import { morningPost as channel, clientFor, openWorkspace, robin } from './client.ts'

/** A bare connection, for what the SDK keeps to itself. */
async function connect(slack: SlackSimulator) {
  const { url = '' } = await clientFor(slack, slack.appToken).apps.connections.open({})
  const socket = new WebSocket(url)
  const [hello] = await once(socket, 'message')
  return { socket, url, hello: JSON.parse(String(hello)) }
}

test('an address opens one connection, which is greeted', async () => {
  await using workspace = await openWorkspace()
  const { url, hello } = await connect(workspace.slack)
  expect(hello).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0MORNING01' } })
  const [error] = await once(new WebSocket(url), 'error')
  expect(error.message).toContain('401')
})

test('a connection can be refused as by a server that is down', async () => {
  await using workspace = await openWorkspace()
  const down = { type: 'error', status: 503, when: 'before' } as const
  workspace.slack.faults.inject({ matches: (call) => call === 'UPGRADE', kind: down, times: 1 })
  const { url = '' } = await clientFor(workspace.slack, workspace.slack.appToken).apps.connections.open({})
  const [error] = await once(new WebSocket(url), 'error')
  expect(error.message).toContain('503')
  await connect(workspace.slack)
})

test('ten connections may be open; an eleventh closes the first', async () => {
  await using workspace = await openWorkspace()
  const first = await connect(workspace.slack)
  for (let count = 2; count <= 10; count += 1) await connect(workspace.slack)
  expect(workspace.slack.connections).toBe(10)
  const farewell = once(first.socket, 'message')
  await connect(workspace.slack)
  expect(JSON.parse(String((await farewell)[0]))).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' })
  expect(workspace.slack.connections).toBe(10)
})

test('a connection is warned before it is closed', async () => {
  await using workspace = await openWorkspace()
  const { socket } = await connect(workspace.slack)
  workspace.slack.disconnect('warning')
  expect(JSON.parse(String((await once(socket, 'message'))[0]))).toMatchObject({ reason: 'warning' })
  expect(workspace.slack.connections).toBe(1)
  workspace.slack.disconnect('refresh_requested')
  await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.CLOSING))
  expect(workspace.slack.connections).toBe(0)
})

test('a connection that is refreshed ends its WebSocket and leaves TCP open', async () => {
  await using workspace = await openWorkspace()
  const { socket } = await connect(workspace.slack)
  const transport = (socket as unknown as { _socket: Socket })._socket
  const ended: string[] = []
  for (const event of ['end', 'close']) transport.on(event, () => ended.push(event))
  workspace.slack.disconnect('refresh_requested')
  await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.CLOSING))
  // A whole exchange with the server, which would have closed the transport before.
  await connect(workspace.slack)
  expect(ended).toEqual([])
  socket.terminate()
})

test('a ping is answered', async () => {
  await using workspace = await openWorkspace()
  const { socket } = await connect(workspace.slack)
  const pong = once(socket, 'pong')
  socket.ping('here')
  expect(String((await pong)[0])).toBe('here')
})

const command = { user: robin, channel, command: '/digest', text: '' }

test('an envelope may come twice, the second time as a repetition', async () => {
  await using workspace = await openWorkspace()
  const { socket } = await connect(workspace.slack)
  workspace.slack.faults.inject({
    matches: (call) => call === 'EVENT slash_commands',
    kind: { type: 'twice' },
    times: 1,
  })
  const heard: Record<string, unknown>[] = []
  const both = new Promise<void>((resolve) => {
    socket.on('message', (data) => heard.push(JSON.parse(String(data))) === 2 && resolve())
  })
  const used = workspace.slack.command(command)
  await both
  expect(heard[1]).toEqual({ ...heard[0], retry_attempt: 1, retry_reason: 'timeout' })
  socket.send(JSON.stringify({ envelope_id: heard[0]?.envelope_id }))
  await used
})

test('through a connection that went silent nothing comes and nothing is heard, and a new one is whole', async () => {
  await using workspace = await openWorkspace()
  const { socket } = await connect(workspace.slack)
  const heard: unknown[] = []
  socket.on('message', (data) => heard.push(data))
  socket.on('pong', (data) => heard.push(data))
  workspace.slack.silence()
  socket.ping()
  const used = workspace.slack.command(command)
  const other = await connect(workspace.slack)
  other.socket.ping()
  await once(other.socket, 'pong')
  expect(await repeatedThrough(other.socket)).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' })
  await used
  expect(heard).toEqual([])
})

/** The next envelope of a connection, once it is acknowledged. */
async function repeatedThrough(socket: WebSocket): Promise<Record<string, unknown>> {
  const [data] = await once(socket, 'message')
  const envelope = JSON.parse(String(data))
  socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }))
  return envelope
}

test('what a lost connection did not acknowledge comes once more, through another one', async () => {
  const clients: unknown[] = []
  await using workspace = await openWorkspace({ onAcknowledged: ({ from }) => clients.push(from) })
  const { socket } = await connect(workspace.slack)
  const received = once(socket, 'message')
  const used = workspace.slack.command(command)
  await received
  const other = await connect(workspace.slack)
  const repeated = repeatedThrough(other.socket)
  socket.terminate()
  expect(await repeated).toMatchObject({ type: 'slash_commands', retry_attempt: 1 })
  await used
  expect(clients).toEqual(['127.0.0.1'])
})
