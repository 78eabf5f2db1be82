import { expect, test } from 'vitest'
import { webAddress } from '../../src/domain/web-address.ts'

test.each([
  'https://example.org',
  'http://example.org:8080/a_(b)?q=1,2&c=[3]#d',
  'HTTPS://Example.ORG/A',
  'https://sub-domain.example.co.uk/%E4%B8%AD',
])('%s is sent as it is', (url) => {
  expect(webAddress(url)).toBe(url)
})

test.each([
  ['https:e.org/x', 'https://e.org/x'],
  [' https://e.org/x ', 'https://e.org/x'],
  ['https://e.org/a b', 'https://e.org/a%20b'],
  ['https://münchen.example/straße', 'https://xn--mnchen-3ya.example/stra%C3%9Fe'],
  ['https://例え.jp/中文?q=值', 'https://xn--r8jz45g.jp/%E4%B8%AD%E6%96%87?q=%E5%80%BC'],
  ['https://e.org/a|b"c<d>', 'https://e.org/a|b%22c%3Cd%3E'],
  ['https:///e.org/x', 'https://e.org/x'],
  ['https://e.org/100%?q=%zz', 'https://e.org/100%25?q=%25zz'],
  ['https:\\\\e.org\\x', 'https://e.org/x'],
])('%s is encoded', (url, encoded) => {
  expect(webAddress(url)).toBe(encoded)
})

test.each([
  'http://localhost:8080/x',
  'https://wiki/paper',
  'http://192.168.0.1/x',
  'http://[::1]/x',
  'https://user:password@e.org/x',
  'https://user@e.org',
  'https://e.org./x',
  'https://-e.org/x',
  'https://e.1',
  'mailto:robin@example.org',
  'javascript:alert(1)',
  'ftp://e.org/x',
  'data:text/html,x',
  'e.org/x',
  '//e.org/x',
  'https://',
  '',
])('%s is not linked', (url) => {
  expect(webAddress(url)).toBeUndefined()
})
