import { createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App, ReceiverEvent } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { acknowledgeFirst } from '../../../src/adapters/slack/acknowledge-first.ts'
import { HttpReceiver } from '../../../src/adapters/slack/http-receiver.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'

const secret = '0123456789abcdef0123456789abcdef'
const eventsPath = '/slack/events'
const form = 'application/x-www-form-urlencoded'

/** A receiver with an app that hands over what arrives. */
async function open(handle: (event: ReceiverEvent) => Promise<void> = async ({ ack }) => ack()) {
  const log = memoryLog()
  const receiver = new HttpReceiver([secret], log)
  const events: ReceiverEvent[] = []
  const processEvent = async (event: ReceiverEvent) => {
    events.push(event)
    await handle(event)
  }
  receiver.init({ processEvent: (event: ReceiverEvent) => acknowledgeFirst(event, processEvent) } as unknown as App)
  const server = await receiver.start({ host: '127.0.0.1', port: 0 })
  const responses: ServerResponse[] = []
  server.on('request', (_, response) => responses.push(response))
  onTestFinished(() => receiver.stop())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  /** Sends it as Slack does. */
  const send = (body: string, { type = form, key = secret, ageMs = 0, path = eventsPath, method = 'POST' } = {}) => {
    const seconds = String(Math.floor((Date.now() - ageMs) / 1_000))
    const hash = createHmac('sha256', key).update(`v0:${seconds}:${body}`).digest('hex')
    const headers = {
      'Content-Type': type,
      'X-Slack-Signature': `v0=${hash}`,
      'X-Slack-Request-Timestamp': seconds,
    }
    return fetch(new URL(path, address), { method, headers, ...(method === 'POST' && { body }) })
  }
  return { send, events, receiver, log, address, responses }
}

const payload = (value: object) => `payload=${encodeURIComponent(JSON.stringify(value))}`

test('commands, controls and events arrive as they do over the socket', async () => {
  const { send, events } = await open()
  await send('command=%2Fdigest&text=agent+%26+tools&team_id=T1')
  await send(payload({ type: 'block_actions', actions: [{ action_id: 'x' }] }))
  const event = { type: 'event_callback', event_id: 'Ev1', event: { type: 'app_home_opened' } }
  await send(JSON.stringify(event), { type: 'application/json' })
  expect(events.map(({ body }) => body)).toEqual([
    { command: '/digest', text: 'agent & tools', team_id: 'T1' },
    { type: 'block_actions', actions: [{ action_id: 'x' }] },
    event,
  ])
})

test('a request is acknowledged before its answer is ready', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { send, receiver, events } = await open(() => promise)
  expect((await send('command=%2Fdigest')).status).toBe(200)
  expect(events).toHaveLength(1)
  let isStopped = false
  const stopped = receiver.stop().then(() => {
    isStopped = true
  })
  await new Promise(setImmediate)
  expect(isStopped).toBe(false)
  resolve()
  await stopped
})

test('the acknowledgement has left the process before a command is handled, which may block it', async () => {
  const left: boolean[] = []
  const { send, responses } = await open(async () => {
    left.push(...responses.map(({ writableFinished }) => writableFinished))
  })
  await send('command=%2Fdigest')
  expect(left).toEqual([true])
})

test('the response to a dialog carries what is wrong in it', async () => {
  const errors = { response_action: 'errors', errors: { at: 'must be a time' } }
  const { send } = await open(async ({ ack }) => ack(errors))
  const answer = await send(payload({ type: 'view_submission', view: {} }))
  expect(await answer.json()).toEqual(errors)
})

test('an event that Slack sends again is not handled again, nor are the same bytes', async () => {
  const { send, events } = await open()
  const event = (attempt: number) =>
    JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event: { type: 'app_home_opened' }, attempt })
  for (const attempt of [0, 1]) expect((await send(event(attempt), { type: 'application/json' })).status).toBe(200)
  const at = { ageMs: 5_000 }
  for (const _ of [0, 1]) expect((await send('command=%2Fdigest', at)).status).toBe(200)
  for (const ageMs of [0, 9_000]) await send(payload({ type: 'block_actions', trigger_id: '1.2' }), { ageMs })
  expect(events).toHaveLength(3)
  // The same words may be typed again.
  for (const _ of [0, 1]) await send(payload({ type: 'block_suggestion', value: 'agent' }))
  expect(events).toHaveLength(5)
})

test('what Slack did not sign is refused, and logged once for each reason with no word of it', async () => {
  const { send, events, log, address } = await open()
  const body = 'command=%2Fdigest&text=secretword'
  const answers = [
    await send(body, { key: 'f'.repeat(32) }),
    await send(body, { ageMs: 301_000 }),
    // The limit is reached while the request is being received.
    await send(body, { ageMs: -600_000 }),
    await fetch(new URL(eventsPath, address), { method: 'POST', body }),
    await send(`${body}&ssl_check=0`, { key: 'f'.repeat(32) }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
  expect(events).toEqual([])
  const reasons = log.lines.map(({ fields }) => String(Reflect.get(fields, 'reason')))
  expect(reasons.map((reason) => reason.replace(/:.*/, ''))).toEqual([
    'its signature is not made with SLACK_SIGNING_SECRET',
    expect.stringMatching(/^its time is \d+ seconds behind/),
    expect.stringMatching(/^its time is \d+ seconds ahead/),
    'it has no signature',
  ])
  expect(JSON.stringify(log.lines)).not.toContain('secretword')
})

test('a signed request to another path says what the proxy has to pass on, and no other is logged', async () => {
  const { send, events, log, address } = await open()
  const paths = ['/bot/slack/events', '/slack/events/', '//slack/events']
  for (const path of paths) expect((await send('command=%2Fdigest', { path: address + path })).status).toBe(404)
  expect((await send('command=%2Fdigest', { path: '/secretword', key: 'f'.repeat(32) })).status).toBe(404)
  expect(log.lines.map(({ fields }) => Reflect.get(fields, 'reason'))).toEqual(
    paths.map((path) => `it came to ${path}, and not to /slack/events: let the proxy pass that path on`),
  )
  expect(events).toEqual([])
  for (const path of ['/', eventsPath]) {
    expect(await (await fetch(new URL(path, address))).text()).toMatch(/^This is Morning Post\. .+\/slack\/events\.$/m)
  }
})

test('what asks for nothing needs no handler', async () => {
  const { send, events, address } = await open()
  const challenge = await send('{"type":"url_verification","challenge":"abc"}', { type: 'application/json' })
  expect(await challenge.json()).toEqual({ challenge: 'abc' })
  const check = { method: 'POST', headers: { 'Content-Type': form }, body: 'ssl_check=1&command=%2Fdigest' }
  expect((await fetch(new URL(eventsPath, address), check)).status).toBe(200)
  expect((await send('', { method: 'GET' })).status).toBe(405)
  expect((await send('command=%2Fdigest', { path: '/other' })).status).toBe(404)
  expect((await send('[1]', { type: 'application/json' })).status).toBe(400)
  expect((await send('{', { type: 'application/json' })).status).toBe(400)
  expect((await send(`text=${'x'.repeat(1_100_000)}`)).status).toBe(413)
  expect(events).toEqual([])
})

test('a bug in a handler ends neither the process nor the request', async () => {
  const { send, log } = await open(async () => {
    throw new TypeError('a bug')
  })
  expect((await send(payload({ type: 'view_submission' }))).status).toBe(200)
  expect(log.lines.map(({ level }) => level)).toEqual(['error'])
})
