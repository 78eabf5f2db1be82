import { expect, test } from 'vitest'
import { pageHost, pageWarning } from '../../src/config/page-host.ts'

test('other machines reach the page with a password only, and a short one is a warning', () => {
  const open = (host: string, password?: string) => {
    const page = { host, ...(password !== undefined && { password }) }
    return [pageHost(page), /PAGE_PASSWORD [^:,]+/.exec(pageWarning(page) ?? '')?.[0]]
  }
  expect(open('0.0.0.0')).toEqual(['127.0.0.1', 'PAGE_PASSWORD is not set'])
  expect(open('0.0.0.0', 'eleven char')).toEqual(['0.0.0.0', 'PAGE_PASSWORD has fewer than 12 characters'])
  expect(open('0.0.0.0', 'twelve chars')).toEqual(['0.0.0.0', undefined])
  expect(open('localhost', 'short')).toEqual(['localhost', undefined])
})
