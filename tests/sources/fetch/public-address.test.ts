import { isIPv6 } from 'node:net'
import { expect, test } from 'vitest'
import { checkAddress, resolveChecked } from '../../../src/sources/fetch/public-address.ts'

const check = (address: string) => checkAddress(new URL(`http://${isIPv6(address) ? `[${address}]` : address}/`), [])

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.170',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.7',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
])('%s is not public', (address) => expect(() => check(address)).toThrow(/not on the public internet/))

test.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
  '%s is public',
  (address) => expect(() => check(address)).not.toThrow(),
)

test.each([
  ['http://127.0.0.1/', /^127\.0\.0\.1 is not on the public internet/],
  ['http://2130706433/', /127\.0\.0\.1/],
  ['http://0x7f.1/', /127\.0\.0\.1/],
  ['http://[::1]/', /::1/],
  ['http://[::ffff:10.0.0.1]/', /::ffff:a00:1/],
  ['http://[64:ff9b::7f00:1]/', /64:ff9b::7f00:1/],
  ['http://169.254.169.254/latest/meta-data', /169\.254\.169\.254/],
  ['https://example.org:8443/', /Port 8443/],
  ['https://user@example.org/', /user name/],
  ['ftp://example.org/', /ftp:/],
  ['file:///etc/passwd', /file:/],
])('%s is refused', (address, message) => expect(() => checkAddress(new URL(address), [])).toThrow(message))

test('a named host may be private, on its port or on any', () => {
  for (const allowed of ['127.0.0.1:8080', '127.0.0.1']) checkAddress(new URL('http://127.0.0.1:8080/'), [allowed])
  expect(() => checkAddress(new URL('http://127.0.0.1:8081/'), ['127.0.0.1:8080'])).toThrow(/Port 8081/)
  expect(() => checkAddress(new URL('http://127.0.0.1/'), ['127.0.0.1:8080'])).toThrow(/not on the public internet/)
  checkAddress(new URL('http://intranet.example/'), ['Intranet.example:80'])
})

const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

test('a name is refused if any of its addresses is private', async () => {
  const url = new URL('https://rebind.example/')
  await expect(resolveChecked(url, [], resolvesTo('93.184.216.34', '10.0.0.1'))).rejects.toThrow(/10\.0\.0\.1/)
  await expect(resolveChecked(url, [], resolvesTo('::ffff:10.0.0.1'))).rejects.toThrow(/not on the public internet/)
  expect(await resolveChecked(url, [], resolvesTo('93.184.216.34'))).toEqual([{ address: '93.184.216.34', family: 4 }])
  expect(await resolveChecked(url, ['rebind.example'], resolvesTo('10.0.0.1'))).toHaveLength(1)
  const lost = async () => Promise.reject(new Error('ENOTFOUND'))
  await expect(resolveChecked(url, [], lost)).rejects.toThrow('The name rebind.example cannot be resolved.')
})
