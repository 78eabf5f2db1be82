import { expect, test } from 'vitest'
import { loopbackHost } from '../../src/lib/loopback-host.ts'

const internal = (...addresses: string[]) => addresses.map((address) => ({ address, internal: true }))
const outside = { eth0: [{ address: '2001:db8::1', internal: false }] }

test.each([
  ['both', { lo: internal('127.0.0.1', '::1'), ...outside }, '127.0.0.1'],
  ['IPv4 only', { lo: internal('127.0.0.1') }, '127.0.0.1'],
  ['IPv6 only', { lo: internal('::1'), ...outside }, '::1'],
  ['another address of IPv4', { lo: internal('127.0.0.2', '::1') }, '::1'],
  ['none', outside, '127.0.0.1'],
])('a machine whose loopback interface has %s', (_, interfaces, host) => {
  expect(loopbackHost(() => interfaces)).toBe(host)
})

test('where the interfaces cannot be listed, it is that of IPv4', () => {
  const fail = () => {
    throw new Error('EPERM')
  }
  expect(loopbackHost(fail)).toBe('127.0.0.1')
})
