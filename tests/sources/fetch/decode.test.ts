import { expect, test } from 'vitest'
import { decodeDocument } from '../../../src/sources/fetch/decode.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const declared = (encoding: string, hex: string) =>
  Buffer.concat([Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><a>`), bytes(hex), Buffer.from('</a>')])
const inner = (document: string) => /<a>(.*)<\/a>/.exec(document)?.[1]
const utf16 = (text: string, isBig: boolean) => {
  const little = Buffer.from(text, 'utf16le')
  return isBig ? little.swap16() : little
}

/** The same words as each encoding writes them. */
const samples = [
  ['iso-8859-1', 'caf\u00e9', '636166e9'],
  ['windows-1252', '“5 €”', '93352080 94'],
  ['Shift_JIS', '日本語', '93fa967b8cea'],
  ['GBK', '中文', 'd6d0cec4'],
  ['EUC-KR', '한국', 'c7d1b1b9'],
  ['UTF-8', 'é中', 'c3a9e4b8ad'],
] as const

test.each(samples)('%s is read as the XML declaration says', (encoding, text, hex) => {
  expect(inner(decodeDocument(declared(encoding, hex)))).toBe(text)
})

test.each(samples)('%s is read as the header says', (encoding, text, hex) => {
  const document = Buffer.concat([Buffer.from('<a>'), bytes(hex), Buffer.from('</a>')])
  expect(inner(decodeDocument(document, `text/xml; charset="${encoding}"`))).toBe(text)
})

test.each([
  ['UTF-8', Buffer.from('\ufeff<a>é</a>')],
  ['UTF-16LE', utf16('\ufeff<a>é</a>', false)],
  ['UTF-16BE', utf16('\ufeff<a>é</a>', true)],
])('%s is read by its byte order mark, whatever the header says', (_, document) => {
  expect(decodeDocument(document, 'text/xml; charset=windows-1252')).toBe('<a>é</a>')
})

test.each([false, true])('UTF-16 is read without a byte order mark', (isBig) => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><a>中</a>'
  expect(decodeDocument(utf16(text, isBig))).toBe(text)
})

test('a wrong header does not spoil UTF-8, and invalid UTF-8 is read as Windows-1252', () => {
  expect(inner(decodeDocument(declared('utf-8', 'c3a9'), 'text/xml; charset=iso-8859-1'))).toBe('é')
  expect(inner(decodeDocument(declared('utf-16', 'c3a9')))).toBe('é')
  expect(inner(decodeDocument(declared('x-unknown', 'e9'), 'text/xml; charset=x-unknown'))).toBe('é')
  expect(inner(decodeDocument(Buffer.concat([Buffer.from('<a>'), bytes('e9'), Buffer.from('</a>')])))).toBe('é')
  expect(decodeDocument(Buffer.from('<html><meta charset="gbk"><a>\xd6\xd0</a>', 'latin1'))).toContain('<a>中</a>')
  expect(decodeDocument(Buffer.alloc(0))).toBe('')
})

test.each([
  ['UTF-8 that says it is another', declared('gb2312', 'c3a9e4b8ad'), '', 'é中'],
  ['Windows-1252 that says it is UTF-8', declared('utf-8', '636166e9'), 'text/xml; charset=utf-8', 'café'],
  ['GBK under the header of a server', declared('gbk', 'd6d0cec4'), 'text/xml; charset=iso-8859-1', '中文'],
  ['UTF-8 with a character cut', Buffer.from('3c613ee4b8ade69687e4b83c2f613e', 'hex'), '', '中文\ufffd'],
  ['ISO-2022-JP, which is ASCII', declared('iso-2022-jp', '1b2442467c4b5c1b2842'), '', '日本'],
])('%s is read', (_, document, contentType, text) => {
  expect(inner(decodeDocument(document, contentType))).toBe(text)
})
