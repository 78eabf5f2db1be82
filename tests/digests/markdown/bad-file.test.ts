import { expect, test } from 'vitest'
import { formatProblem } from '../../../src/i18n/problems.ts'
import { inEnglish } from '../../in-english.ts'
import { goodDigest, read } from './digest-fixture.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

test.each<[string, string | Uint8Array, RegExp]>([
  [
    'empty',
    '',
    /^digests\/2026-03-12.md:1:1 {2}error {2}This file is empty\. Write a digest, or remove the file\. \(empty-file\)$/,
  ],
  ['blank', '\ufeff \n\n', /:1:1 .*\(empty-file\)/],
  [
    'binary',
    bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49),
    /:3:1 .*zero byte.*\(binary\)/,
  ],
  ['UTF-16', Buffer.from(`\ufeff${goodDigest}`, 'utf16le'), /:1:1 .*UTF-16.* Save it as UTF-8\. \(encoding\)/],
  ['UTF-16 without a mark', Buffer.from(goodDigest, 'utf16le'), /:1:1 .*UTF-16.*\(encoding\)/],
  ['Latin-1', Buffer.from('## Featured\n\n### 01 A caf\u00e9 in Paris\n', 'latin1'), /:3:13 .*not UTF-8.*\(encoding\)/],
  ['UTF-8 cut short', bytes(0x61, 0x0a, 0xe6, 0x97), /:2:1 .*not UTF-8.*\(encoding\)/],
  [
    '10 MB',
    goodDigest + 'x'.repeat(10 * 1024 * 1024),
    /:1:1 .*holds 10\.1 MB; a digest may hold 512 KB\. Make it shorter, or split it\. \(too-large\)/,
  ],
  ['a list 1,000 deep', nest(1000), /:1:1 .*\((?:too-deep|too-large)\)/],
  ['a list 200 deep', nest(200), /:21:1 .*nested more than 20 deep.*\(too-deep\)/],
  ['a quote 1,000 deep', `${'> '.repeat(1000)}a`, /:1:1 .*nested.*\(too-deep\)/],
  ['lists in quotes', `${'> - '.repeat(500)}a`, /:1:1 .*nested.*\(too-deep\)/],
  ['a numbered list 200 deep', nest(200, '1. '), /:21:1 .*\(too-deep\)/],
  ['styles 1,000 deep', `a\n\n${'*a **b '.repeat(500)}${'c** d* '.repeat(500)}`, /:3:1 .*nested.*\(too-deep\)/],
  ['an endless paragraph', `a\n\n${'_a_ '.repeat(10_000)}`, /:3:1 .*more than 16000 characters.*\(too-long\)/],
  ['an endless quote', `a\n>\n${'> _a_ b_\n'.repeat(3000)}`, /:3:1 .*\(too-long\)/],
  ['only a title', '# Dear Robin\n', /:1:1 .*no text in this file but its title.*\(no-content\)/],
  ['only front matter', '---\ntitle: A\n---\n', /:1:1 .*\(no-content\)/],
])('a file that is %s is refused with one error', (_, content, complaint) => {
  const { digest, problems } = read(content)
  const errors = problems.filter(({ severity }) => severity === 'error')
  expect(digest).toBeUndefined()
  expect(errors.map((each) => formatProblem(each))).toEqual([expect.stringMatching(complaint)])
})

test('a table, a list or a code block may be long, as long as its parts are not', () => {
  const rows = '| some words in a cell | and some more of them |\n'.repeat(400)
  const items = '- some words in an item of a list that has no blank lines\n'.repeat(400)
  const { digest } = read(
    `${goodDigest}\n| a | b |\n|---|---|\n${rows}\n\n${items}\n\n- - - - - - - - - - - - - - - - - - - - - - -\n`,
  )
  expect(digest?.prose[0]?.blocks).toMatchObject([{ type: 'paragraph' }, { type: 'table' }, { type: 'list' }])
})

const unknownDay = [
  'The day of this digest is not known.',
  'Name the file after it (`2026-03-12.md`), or write `date: 2026-03-12` at the top.',
] as const

test.each([
  ['digests/2026-02-30.md', ['There is no 2026-02-30 in the calendar.', 'Rename the file.'], 'no-such-day'],
  ['digests/2026-13-01.md', ['There is no 2026-13-01 in the calendar.', 'Rename the file.'], 'no-such-day'],
  ['digests/notes.md', unknownDay, 'file-name'],
  ['digests/2026-3-12.md', unknownDay, 'file-name'],
])('%s cannot be the file of a digest', (file, [message, fix], rule) => {
  const { digest, problems } = read(goodDigest, file)
  expect(digest).toBeUndefined()
  expect(problems.map(inEnglish)).toEqual([
    { ...problems[0], file, line: 1, column: 1, severity: 'error', message, fix, rule },
  ])
})

/** A list in which every item holds the next. */
function nest(depth: number, marker = '- '): string {
  return Array.from({ length: depth }, (_, at) => `${' '.repeat(at * marker.length)}${marker}a`).join('\n')
}
