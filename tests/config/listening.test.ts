import { expect, test } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'

const none = '/no-such-folder/.env'

test.each(['http://127.0.0.1', '127.0.0.1:3001', 'bot.example.org/slack', '[::1]', 'a host'])(
  '%s is no host to listen on',
  (host) => {
    for (const variable of ['SLACK_HTTP_HOST', 'PAGE_HOST', 'METRICS_HOST']) {
      expect(() => readEnvironment({ [variable]: host }, none)).toThrow(
        `${variable}: must be an address or a name of this machine alone, such as 127.0.0.1 or 0.0.0.0`,
      )
    }
  },
)

test.each(['0.0.0.0', '::', '::1', 'fe80::1%eth0', 'localhost', 'nas.local', 'server_1'])('%s is one', (host) => {
  expect(readEnvironment({ PAGE_HOST: host }, none).page.host).toBe(host)
})

const overHttp = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '0'.repeat(32) }

test('two of its own ports that are one are refused by name, where the bot would find itself', () => {
  const read = (more: Readonly<Record<string, string>>) => () => readEnvironment({ ...overHttp, ...more }, none)
  const both = (one: string, other: string) => `${one} and ${other} are both 4000, and the bot listens at both`
  expect(read({ PORT: '4000', SLACK_HTTP_PORT: '4000' })).toThrow(both('SLACK_HTTP_PORT', 'PORT'))
  expect(read({ PORT: '4000', METRICS_PORT: '4000' })).toThrow(both('METRICS_PORT', 'PORT'))
  const all = { METRICS_HOST: '0.0.0.0', SLACK_HTTP_HOST: '10.0.0.1' }
  expect(read({ ...all, METRICS_PORT: '4000', SLACK_HTTP_PORT: '4000' })).toThrow(
    both('SLACK_HTTP_PORT', 'METRICS_PORT'),
  )
  expect(read({ PORT: '0', METRICS_PORT: '0', SLACK_HTTP_PORT: '0' })).not.toThrow()
  expect(read({ PORT: '4000', METRICS_PORT: '4000', METRICS_HOST: '10.0.0.1' })).not.toThrow()
  expect(() => readEnvironment({ PORT: '3001' }, none)).not.toThrow()
})

test('what is missing for Slack over HTTP is named as such', () => {
  expect(() => readEnvironment({ ...overHttp, SLACK_BOT_TOKEN: '' }, none)).toThrow(
    'SLACK_BOT_TOKEN is not set, and Slack needs it beside SLACK_SIGNING_SECRET.',
  )
})
