import { createHmac } from 'node:crypto'

/** How Slack signs requests: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signRequest(body: string, secret: string, seconds: number): Readonly<Record<string, string>> {
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
  return { 'X-Slack-Request-Timestamp': String(seconds), 'X-Slack-Signature': `v0=${digest}` }
}
