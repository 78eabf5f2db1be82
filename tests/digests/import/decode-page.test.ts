import { expect, test } from 'vitest'
import { decodePage } from '../../../src/digests/import/decode-page.ts'
import { inEnglish } from '../../in-english.ts'

const limit = 10_000

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding))

function textOf(given: Uint8Array): string {
  const decoded = decodePage(given, limit)
  return 'text' in decoded ? decoded.text : `${decoded.rule}: ${inEnglish(decoded).message}`
}

const page = (charset: string, ...words: number[]) =>
  new Uint8Array([...Buffer.from(`<html><meta charset="${charset}"><p>`), ...words])

test.each([
  ['gbk', page('gbk', 0xb2, 0xa3, 0xc1, 0xa7), '玻璃'],
  ['shift_jis', page('shift_jis', 0x90, 0xec), '川'],
  ['euc-kr', page('euc-kr', 0xb0, 0xad), '강'],
  ['big5', page('big5', 0xaa, 0x65), '河'],
  ['koi8-r', page('koi8-r', 0xf2, 0xc5, 0xcb, 0xc9), 'Реки'],
  ['windows-1252', page('windows-1252', 0x63, 0x61, 0x66, 0xe9, 0x20, 0x80, 0x35), 'café €5'],
  ['iso-8859-2', page('iso-8859-2', 0xb3, 0xf3, 0x64, 0xbc), 'łódź'],
])('a page in %s is read as it says', (_, given, words) => {
  expect(textOf(given)).toContain(words)
})

test.each(['utf16le', 'utf16be'])('a text in %s with its signature is read whole', (encoding) => {
  const given = bytes('\uFEFF## Glass\n\nIt lasts.\n', 'utf16le')
  expect(textOf(encoding === 'utf16be' ? new Uint8Array(Buffer.from(given).swap16()) : given)).toBe(
    '## Glass\n\nIt lasts.\n',
  )
})

test.each([
  ['Latin-1 that says nothing', bytes('## Caf\xe9\n', 'latin1'), /^encoding: This file is not UTF-8/],
  ['bytes that are not valid in the stated encoding', page('utf-8', 0xe9, 0x20), /^encoding:/],
  ['an encoding that is unknown', page('klingon', 0xe9), /^encoding:/],
  ['UTF-16 without a signature', bytes('## Glass\n', 'utf16le'), /^encoding: This file is in UTF-16/],
  ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), /^encoding:/],
  ['no text', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /^binary:/],
])('%s is refused', (_, given, message) => {
  expect(textOf(given)).toMatch(message)
})
