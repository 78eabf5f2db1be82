import { createServer } from 'node:http'
import { App, HTTPReceiver } from '@slack/bolt'
import type { SlackSimulator, SlackSimulatorOptions } from '../../../src/simulator/slack/server.ts'
import type { SlackMessage } from '../../../src/simulator/slack/state.ts'
import { type Acme, morningPost as channel, openWorkspace, robin, silent } from './client.ts'

const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }
export const options = ['1', '2'].map((value) => ({ text: { type: 'plain_text', text: `Point ${value}` }, value }))
const select = { type: 'static_select', action_id: 'pick', options }
export const blocks = [{ type: 'actions', block_id: 'controls', elements: [button, select] }]

/** An app on Bolt, connected over Socket Mode, and a message of its own with a button and a select. */
export async function openApp(simulator?: SlackSimulatorOptions) {
  const workspace = await openWorkspace(simulator)
  const { slack, web } = workspace
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logger: silent,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  await app.start()
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'Hello', blocks })
  const use = (actionId: string, value = '') =>
    slack.act({ user: robin, channel, ts, blockId: 'controls', actionId, value })
  const close = async () => {
    await app.stop()
    await slack.close()
  }
  return { slack, web, app, ts, use, [Symbol.asyncDispose]: close }
}

/** The same over HTTP: Bolt's own receiver, so that the simulator has to send what it expects. */
export async function openHttpApp(workspace: Acme) {
  const signingSecret = 'a-secret-of-the-test'
  const { slack } = workspace
  const receiver = new HTTPReceiver({ signingSecret, logger: silent, port: 0 })
  const app = new App({ token: slack.botToken, receiver, logger: silent, clientOptions: { slackApiUrl: slack.apiUrl } })
  const server = createServer(receiver.requestListener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const url = { url: `http://127.0.0.1:${port}/slack/events`, signingSecret, retryPausesMs: [0, 0, 0] }
  const close = async () => void server.close()
  return { app, http: slack.useRequestUrl(url), [Symbol.asyncDispose]: close }
}

/** Resolves with the next message that something happens to, and with what. */
export function next({ state }: SlackSimulator): Promise<{ what: string; message: SlackMessage | undefined }> {
  return new Promise((resolve) => {
    const leave = state.onChange(({ channel, ts, what }) => {
      leave()
      resolve({ what, message: state.message(channel, ts) })
    })
  })
}
