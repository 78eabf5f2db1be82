import { expect, test } from 'vitest'
import { blocksText } from '../../src/domain/text.ts'
import { goodDigest, read, readBody, remarks } from '../digests/markdown/digest-fixture.ts'
import { inEnglish } from '../in-english.ts'

/** A table whose cells are numbered. */
function table(columns: number, rows: number): string {
  const row = (at: number) => `|${Array.from({ length: columns }, (_, column) => `c${at}x${column}|`).join('')}\n`
  return [row(0), `|${'-|'.repeat(columns)}\n`, ...Array.from({ length: rows }, (_, at) => row(at + 1))].join('')
}

test.each([
  ['with 1,000 columns', table(1000, 1), 'This table has 1000 columns and 2 rows'],
  [
    'that would be filled up to 4 million cells',
    `|${'a|'.repeat(1000)}\n|${'-|'.repeat(1000)}\n${'|b|\n'.repeat(4_000)}`,
    'This table has 1000 columns and 4001 rows',
  ],
  ['of 50 columns with 5,050 cells', table(50, 100), 'This table has 50 columns and 101 rows'],
])('a table %s is shown as lines of text, and keeps its words', (_, markdown, size) => {
  const { digest, problems } = readBody(markdown)
  const message = `${size}, so each row is shown as a line of text.`
  const fix = 'A table may have 50 columns and 5000 cells: make it smaller.'
  expect(problems.map(inEnglish)).toMatchObject([{ line: 9, severity: 'warning', rule: 'large-table', message, fix }])
  const body = digest?.sections[0]?.body ?? []
  expect(body).toMatchObject([{ type: 'paragraph' }])
  const words = (text: string) => text.match(/\w+/g)
  expect(words(blocksText(body))).toEqual(words(markdown))
})

test('a table just small enough is a table', () => {
  const { digest, problems } = readBody(table(50, 99))
  expect(problems).toEqual([])
  expect(digest?.sections[0]?.body).toMatchObject([{ type: 'table' }])
})

/** Many paragraphs, each short enough. */
const paragraphsOf = (piece: string) => `${piece.repeat(20)}\n\n`.repeat(110)

test.each([
  ['styles', paragraphsOf('*a* ')],
  ['styles of Chinese words', paragraphsOf('中*文*')],
  ['code spans', paragraphsOf('`a` ')],
  ['links', paragraphsOf('[a](https://e.org) ')],
  ['elements of HTML', paragraphsOf('<b>a</b> ')],
  ['emoji', paragraphsOf('😀')],
  ['images', paragraphsOf('![a](/a) ')],
  ['cells', table(40, 160)],
])('thousands of %s are refused where they are too many', (_, markdown) => {
  const { digest, problems } = readBody(markdown)
  expect(digest).toBeUndefined()
  expect(problems).toMatchObject([{ severity: 'error', rule: 'too-many-pieces' }])
  expect(problems[0]?.line).toBeGreaterThan(20)
})

test('the longest newsletters have less: 600 links in 40 KB, of which 450 in one paragraph', () => {
  const links = (count: number) => '[@somebody](https://github.com/somebody) '.repeat(count)
  expect(readBody(`${links(390)}\n\n${`Words and ${links(1)}.\n\n`.repeat(210)}`).problems).toEqual([])
})

test('a digest may have 2,000 paragraphs', () => {
  expect(readBody('a\n\n'.repeat(1_990)).problems).toEqual([])
})

test('a long text may have more paragraphs, but not more quotes and footnotes', () => {
  const words = 'Some words that make a sentence, and some more.\n\n'
  const { digest, problems } = readBody(words.repeat(4_000))
  expect(problems).toEqual([])
  expect(digest?.sections[0]?.body).toHaveLength(4_000)
  expect(remarks(readBody(`> ${words}`.repeat(2_100)))[0]).toMatch(/error too-many-blocks$/)
  expect(remarks(readBody(`[^a]: ${words}`.repeat(2_100)))[0]).toMatch(/error too-many-blocks$/)
})

test('a digest may have 200 sections and texts of its own', () => {
  const sections = (count: number) =>
    Array.from({ length: count }, (_, at) => `### ${String(at + 10)} [Agent] Title ${at}\n\nText.\n\n`).join('')
  const withSections = (count: number) => read(goodDigest.replace(/### 01[\s\S]*$/, sections(count)))
  expect(withSections(200).digest?.sections).toHaveLength(200)
  const { digest, problems } = withSections(201)
  expect(digest).toBeUndefined()
  expect(remarks({ problems })).toContain('814:1 error too-many-sections')
})
