import { expect, test } from 'vitest'
import { proxyAtFault, proxyFor } from '../../src/lib/proxy-address.ts'

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
  ['0.0.1', 'http://127.0.0.1/', proxy],
  ['.0.0.1', 'http://127.0.0.1/', proxy],
  ['10.0.0.0/8', 'https://10.200.3.4/', undefined],
  ['10.20.30.40/8', 'https://10.200.3.4/', undefined],
  ['10.0.0.0/8', 'https://11.0.0.1/', proxy],
  ['192.168.4.0/22', 'https://192.168.7.255/', undefined],
  ['192.168.4.0/22', 'https://192.168.8.0/', proxy],
  ['0.0.0.0/0', 'https://8.8.8.8/', undefined],
  ['0.0.0.0/0', 'https://slack.com/', proxy],
  ['10.0.0.0/33', 'https://10.0.0.1/', proxy],
  ['10.0.0.0/8:8443', 'https://10.0.0.1:8443/', undefined],
  ['10.0.0.0/8:8443', 'https://10.0.0.1/', proxy],
  ['slack.com/8', 'https://slack.com/', proxy],
  ['10.0.0.0/8', 'https://10.example.org/', proxy],
  ['10.0.0.0/8', 'https://[::ffff:10.1.2.3]/', undefined],
  ['fd00::/8', 'https://[fd12:3456::1]/', undefined],
  ['[fd00::]/8', 'https://[fd12:3456::1]/', undefined],
  ['[fd00::/8]:443', 'https://[fd12:3456::1]/', undefined],
  ['[fd00::]/8:8443', 'https://[fd12:3456::1]/', proxy],
  ['fd00::/8', 'https://[fe80::1]/', proxy],
  ['FD12:0:0::0001', 'https://[fd12::1]/', undefined],
  ['0:0:0:0:0:0:0:1', 'https://[::1]/', undefined],
  [',, .slack.com. ,', 'https://slack.com/', undefined],
  ['https://slack.com', 'https://wss-primary.slack.com/link', undefined],
  ['http://slack.com/api/', 'https://slack.com/', undefined],
  ['https://slack.com:8443/', 'https://slack.com:8443/', undefined],
  ['https://slack.com:8443/', 'https://slack.com/', proxy],
  ['http://[::1]:5000/', 'https://[::1]:5000/', undefined],
  ['https://discord.com', 'https://slack.com/', proxy],
])('NO_PROXY=%s, %s', (noProxy, address, expected) => {
  expect(proxyFor(address, { https: proxy, http: proxy, noProxy })).toBe(expected)
})

test('the proxy of http serves https too, but not the other way round', () => {
  expect(proxyFor('https://slack.com/', { http: proxy, noProxy: '' })).toBe(proxy)
  expect(proxyFor('http://slack.com/', { https: proxy, noProxy: '' })).toBeUndefined()
})

test('an error names the proxy that could not be connected to, and no other host', () => {
  const settings = { http: 'http://name:word@proxy.invalid', https: 'http://10.1.2.3:3128', noProxy: '' }
  const failed = (fields: object) => Object.assign(new Error('failed'), fields)
  const refused = failed({ code: 'ECONNREFUSED', address: '10.1.2.3', port: 3128 })
  expect(proxyAtFault(refused, settings)).toBe('10.1.2.3:3128')
  expect(proxyAtFault(new AggregateError([refused]), settings)).toBe('10.1.2.3:3128')
  const unknown = failed({ code: 'ENOTFOUND', hostname: 'proxy.invalid' })
  expect(proxyAtFault(unknown, settings)).toBe('proxy.invalid:80')
  expect(proxyAtFault(failed({ code: 'ENOTFOUND', hostname: 'slack.com' }), settings)).toBeUndefined()
  expect(proxyAtFault(failed({ address: '10.1.2.4', port: 443 }), settings)).toBeUndefined()
  expect(proxyAtFault(failed({ code: 'ECONNRESET' }), settings)).toBeUndefined()
})
