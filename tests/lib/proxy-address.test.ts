import { EnvHttpProxyAgent, Pool, request } from 'undici'
import { expect, test } from 'vitest'
import { proxyFor } from '../../src/lib/proxy-address.ts'

const proxy = 'http://proxy.invalid:3128'

test.each([
  ['', 'https://slack.com/api/', proxy],
  ['slack.com', 'https://slack.com/api/', undefined],
  // The socket is on another host than the API.
  ['slack.com', 'https://wss-primary.slack.com/link', undefined],
  ['.slack.com', 'https://slack.com/', undefined],
  ['.slack.com', 'https://wss-backup.slack.com/', undefined],
  ['*.slack.com', 'https://wss-backup.slack.com/', undefined],
  ['*.slack.com', 'https://slack.com/', proxy],
  ['slack.com', 'https://notslack.com/', proxy],
  ['discord.com, discord.gg', 'https://gateway.discord.gg/?v=10', undefined],
  ['discord.com discord.gg', 'https://gateway.discord.gg/?v=10', undefined],
  ['SLACK.com.', 'https://slack.com/', undefined],
  ['slack.com:443', 'https://slack.com/', undefined],
  ['slack.com:8443', 'https://slack.com/', proxy],
  ['slack.com:80', 'http://slack.com/', undefined],
  ['*', 'https://slack.com/', undefined],
  ['*:8443', 'https://slack.com/', proxy],
  ['::1', 'https://[::1]:5000/', undefined],
  ['[::1]', 'https://[::1]:5000/', undefined],
  ['[::1]:5000', 'https://[::1]:5000/', undefined],
  ['[::1]:5001', 'https://[::1]:5000/', proxy],
  ['127.0.0.1', 'http://127.0.0.1:5000/', undefined],
  ['127.0.0.1', 'http://127.0.0.11:5000/', proxy],
])('NO_PROXY=%s, %s', async (noProxy, address, expected) => {
  expect(proxyFor(address, { https: proxy, http: proxy, noProxy })).toBe(expected)
  expect(await connectsDirectly(address, noProxy)).toBe(expected === undefined)
})

/** Whether undici, which sends the requests, would connect to the host itself. */
async function connectsDirectly(address: string, noProxy: string): Promise<boolean> {
  let isDirect = false
  const refuse = (_: object, done: (error: Error, socket: null) => void) => done(new Error('not connected'), null)
  const connect: typeof refuse = (options, done) => {
    isDirect = true
    refuse(options, done)
  }
  const clientFactory = (origin: URL) => new Pool(origin, { connect: refuse })
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy, connect, clientFactory })
  await request(address, { dispatcher }).catch(() => {})
  return isDirect
}

test('the proxy of http serves https too, but not the other way round', () => {
  expect(proxyFor('https://slack.com/', { http: proxy, noProxy: '' })).toBe(proxy)
  expect(proxyFor('http://slack.com/', { https: proxy, noProxy: '' })).toBeUndefined()
})
