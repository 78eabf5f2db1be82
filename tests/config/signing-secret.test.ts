import { expect, test } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'

const secret = 'a1'.repeat(16)
const app = { SLACK_BOT_TOKEN: 'xoxb-1-x' }
const read = (variables: Record<string, string>) => readEnvironment({ ...app, ...variables }, '/nowhere/.env')

test.each([
  [['xoxb', '123-abc'].join('-'), 'is a bot token, which belongs into SLACK_BOT_TOKEN'],
  [['xapp', '1-A0-abc'].join('-'), 'is an app-level token, which belongs into SLACK_APP_TOKEN'],
  [['xoxp', '123-abc'].join('-'), 'is a token of Slack'],
  ['1000000001.2000000002', 'is the Client ID of the app'],
  ['https://hooks.slack.com/services/T1/B1/x', 'is an address'],
  ['aBcDeFgHiJkLmNoPqRsTuVwX', 'is the Verification Token'],
  [secret.slice(1), 'must be the Signing Secret of the Slack app'],
  [`${secret},${['xoxb', '123-abc'].join('-')}`, 'is a bot token'],
])('%s is no signing secret, and the sentence says what it is', (given, words) => {
  const text = messageOf({ SLACK_SIGNING_SECRET: given })
  expect(text).toContain(words)
  expect(text).toContain('the Signing Secret of the Slack app')
  expect(text).not.toContain(given)
})

test('a client secret looks the same, so it is known by its own variable', () => {
  const installing = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: secret, PUBLIC_URL: 'https://a.example' }
  const text = messageOf({ ...installing, MORNING_POST_KEY: 'b2'.repeat(32), SLACK_SIGNING_SECRET: secret })
  expect(text).toContain('SLACK_SIGNING_SECRET and SLACK_CLIENT_SECRET are the same')
  expect(text).not.toContain(secret)
})

function messageOf(variables: Record<string, string>): string {
  try {
    read(variables)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was accepted')
}
