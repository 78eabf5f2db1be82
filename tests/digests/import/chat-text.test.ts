import { expect, test } from 'vitest'
import { importDocument } from '../../../src/digests/import/import-document.ts'
import { writeDigest } from '../../../src/digests/markdown/write-digest.ts'
import { plainText } from '../../../src/domain/text.ts'
import { day } from '../../builders.ts'
import { vocabulary } from './pages.ts'

async function imported(text: string) {
  const options = { date: day('2026-03-12'), publication: 'main', vocabulary, file: 'notes.txt' }
  const { digest, problems } = await importDocument(text, options)
  if (!digest) throw new Error(JSON.stringify(problems))
  const titles = digest.sections.map(({ title }) => plainText(title))
  return { titles, digest, markdown: writeDigest(digest, vocabulary) }
}

test('a message of Slack keeps its titles, links and styles', async () => {
  const { titles, markdown } = await imported(
    '*1. Motion*\nEasing is *one* token of ~two~.\n<https://e.example/a|The [log]>\n\n*2. Dark*\n• 14 of 60 fail\n• <https://e.example/b>\n',
  )
  expect(titles).toEqual(['Motion', 'Dark'])
  expect(markdown).toContain('Easing is **one** token of ~~two~~.')
  expect(markdown).toContain('[The \\[log\\]](https://e.example/a)')
  expect(markdown).toContain('- 14 of 60 fail\n- <https://e.example/b>')
})

test('links that a newsletter lists at its end are those of its titles and words', async () => {
  const { titles, markdown, digest } = await imported(
    [
      'DATA 12 MARCH',
      'DEEP DIVES',
      'MANIFESTS ARE GONE (9 MINUTE READ) [1]',
      'One file replaces the lists\nof a table [3], and reads are 4x faster.',
      'THE COST OF A JOIN [2]',
      'It costs [a lot].',
      'LAUNCHES',
      'A LAKE [4]',
      'It is out.',
      'Links:\n------\n[1] https://e.example/1\n[2] https://e.example/2\n[3] <https://e.example/3>\n[4]: https://e.example/4',
    ].join('\n\n'),
  )
  expect(digest.title).toBe('DATA 12 MARCH')
  expect(titles).toEqual(['MANIFESTS ARE GONE (9 MINUTE READ)', 'THE COST OF A JOIN', 'A LAKE'])
  expect(digest.sections.map(({ chapter }) => plainText(chapter ?? []))).toEqual([
    'DEEP DIVES',
    'DEEP DIVES',
    'LAUNCHES',
  ])
  for (const number of [1, 2, 3, 4]) expect(markdown).toContain(`(https://e.example/${number})`)
  expect(markdown).toContain('It costs \\[a lot].')
  expect(markdown).not.toMatch(/Links|---\n\[/)
})

test.each([
  ['capitals', 'MARKETS\n\nThe index fell.\n\nPOLITICS\n\nThe vote is on Friday.\n'],
  [
    'numbers',
    '早报\n\n1、MARKETS\nThe index fell.\n链接：https://e.example/a\n\n2、POLITICS\nThe vote is on Friday.\n',
  ],
])('lines of plain text in %s are titles', async (_, text) => {
  const { titles, markdown } = await imported(text)
  expect(titles).toEqual(['MARKETS', 'POLITICS'])
  expect(markdown).toContain('The index fell.')
})

test('addresses below a title are notes, also without blank lines', async () => {
  const { digest } = await imported('Things I read\nhttps://a.example/one\nhttps://b.example/two\n')
  expect(digest.title).toBe('Things I read')
  expect(digest.notes).toHaveLength(2)
})

test('few paragraphs with a link each are a text', async () => {
  const { markdown } = await imported('[One](https://a.example/1) is short.\n\n[Two](https://a.example/2) is, too.\n')
  expect(markdown).toContain('[Two](https://a.example/2) is, too.')
})
