import { expect, test } from 'vitest'
import { addressesInText } from '../../../src/adapters/shared/text-addresses.ts'

test.each([
  ['See https://example.org/a.', ['https://example.org/a']],
  ['(https://example.org/a)', ['https://example.org/a']],
  ['https://en.wikipedia.org/wiki/A_(b)', ['https://en.wikipedia.org/wiki/A_(b)']],
  [
    '[words](https://example.org/a_(b)) and <https://example.org/c>',
    ['https://example.org/a_(b)', 'https://example.org/c'],
  ],
  ['看 https://example.org/文章。还有 https://example.org/b！', ['https://example.org/文章', 'https://example.org/b']],
  ['**https://example.org/a**, twice https://example.org/a', ['https://example.org/a']],
  ['http://[broken https:// mailto:a@example.org', []],
  ['', []],
])('%j has its links', (text, links) => expect(addressesInText(text)).toEqual(links))
