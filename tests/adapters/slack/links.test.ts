import { expect, test } from 'vitest'
import { slackMessageAt } from '../../../src/adapters/slack/links.ts'

const at = 'archives/C0123456789/p1700000000000100'
const message = { platform: 'slack', channel: 'C0123456789', message: '1700000000.000100' }

test.each([
  [`https://acme.slack.com/${at}`, {}],
  [`https://acme.enterprise.slack.com/${at}/`, {}],
  [`https://acme.slack-gov.com/${at}`, {}],
  [`https://acme.slack.com/${at}?thread_ts=1699999999.000200&cid=C0123456789`, { thread: '1699999999.000200' }],
  // The first message of a thread is in the channel itself.
  [`https://acme.slack.com/${at}?thread_ts=1700000000.000100&cid=C0123456789`, {}],
])('%s leads to a message', (link, thread) => {
  expect(slackMessageAt(link)).toEqual({ ...message, ...thread, link })
})

test.each([
  'https://acme.slack.com/archives/C0123456789',
  'https://slack.com.example.org/archives/C0123456789/p1700000000000100',
  'https://acme.slack.com/archives/C0123456789/p17',
  'https://discord.com/channels/11/22/33',
  '1700000000.000100',
  '',
])('%s leads to none', (link) => {
  expect(slackMessageAt(link)).toBeUndefined()
})
