import { WebClient } from '@slack/web-api'
import {
  type SlackSimulator,
  type SlackSimulatorOptions,
  startSlackSimulator,
} from '../../../src/simulator/slack/server.ts'

export const morningPost = 'C0MORNING01'
export const robin = 'U0ROBIN0001'
export const amara = 'U0AMARA0001'

/** A simulator and Slack's own client for it, without retries. */
export interface Acme extends AsyncDisposable {
  readonly slack: SlackSimulator
  readonly web: WebClient
}

export async function openWorkspace(options: SlackSimulatorOptions = { rateLimits: 'off' }): Promise<Acme> {
  const slack = await startSlackSimulator(options)
  return { slack, web: clientFor(slack, slack.botToken), [Symbol.asyncDispose]: () => slack.close() }
}

export function clientFor({ apiUrl }: SlackSimulator, token?: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  })
}

const nothing = () => {}

/** The SDK's logger, for tests that cause warnings on purpose. */
export const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => 'error' as never,
}

/** What Slack answered to a call that failed. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: { data?: { error?: string }; message: string }) => error.data?.error ?? error.message,
  )
}
