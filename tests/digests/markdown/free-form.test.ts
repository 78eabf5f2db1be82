import { expect, test } from 'vitest'
import { readDigest } from '../../../src/digests/markdown/read-digest.ts'
import { selectFor } from '../../../src/domain/destination.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { outline } from '../../../src/domain/outline.ts'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { preview, previewPlatforms } from '../../../src/platforms/preview.ts'
import { inEnglish } from '../../in-english.ts'
import { goodDigest, read, remarks, vocabulary } from './digest-fixture.ts'

/** The pieces of a digest in reading order: `section 01 Title`, `prose Title`. */
function pieces(markdown: string, digest = read(markdown).digest): string[] {
  return digest ? outline(digest).map((piece) => nameOf(piece, digest)) : []
}

function nameOf(piece: ReturnType<typeof outline>[number], digest: Digest): string {
  switch (piece.type) {
    case 'section': {
      const { number, chapter = [], title } = piece.section
      return ['section', number, plainText(chapter) && `(${plainText(chapter)})`, plainText(title)]
        .filter(Boolean)
        .join(' ')
    }
    case 'prose':
      return `prose ${piece.prose.before} ${plainText(piece.prose.title) || blocksText(piece.prose.blocks)}`
    case 'notes':
      return `notes ${piece.notes.map(({ title }) => plainText(title)).join(', ')}`
    case 'overview':
      return `overview ${piece.highlights.length}`
    case 'observation':
      return `observation ${digest.language}`
  }
}

test.each<[string, string, string[]]>([
  [
    'a title and headings of one level',
    '# Weekly 12\n\nHello.\n\n## A\n\na\n\n## B\n\nb\n',
    ['prose overview Hello.', 'section 01 A', 'section 02 B'],
  ],
  ['headings of the first level only', '# A\n\na\n\n# B\n\nb\n', ['section 01 A', 'section 02 B']],
  [
    'a bare title above headings of its own level',
    '# Weekly\n\n# A\n\na\n\n# B\n\nb\n',
    ['section 01 A', 'section 02 B'],
  ],
  [
    'sections with headings in their text',
    '## A\n\na\n\n### What happened\n\nx\n\n### Why\n\ny\n\n## B\n\nb\n\n### What happened\n\nx\n',
    ['section 01 A', 'section 02 B'],
  ],
  [
    'sections that begin with a heading that all have',
    '## A\n\n### What happened\n\nx\n\n### Why\n\ny\n\n## B\n\n### What happened\n\nx\n\n### Why\n\ny\n',
    ['section 01 A', 'section 02 B'],
  ],
  [
    'chapters of sections',
    '# W\n\n## News\n\n### A\n\na\n\n### B\n\nb\n\n## Tools\n\n### C\n\nc\n',
    ['section 01 (News) A', 'section 02 (News) B', 'section 03 (Tools) C'],
  ],
  [
    'chapters of the first level',
    '# News\n\n## A\n\na\n\n## B\n\nb\n\n# Tools\n\n## C\n\nc\n',
    ['section 01 (News) A', 'section 02 (News) B', 'section 03 (Tools) C'],
  ],
  [
    'chapters in chapters',
    '# One\n\n## News\n\n### A\n\na\n\n## Tools\n\n### B\n\nb\n\n# Two\n\n## More\n\n### C\n\nc\n',
    ['section 01 (One · News) A', 'section 02 (One · Tools) B', 'section 03 (Two · More) C'],
  ],
  [
    'one chapter',
    '# W\n\n## Stories\n\n### A\n\na\n\n### B\n\nb\n',
    ['section 01 (Stories) A', 'section 02 (Stories) B'],
  ],
  [
    'a chapter with an introduction beside a bare one',
    '## News\n\n### A\n\na\n\n### B\n\nb\n\n## Tools\n\nHello.\n\n### C\n\nc\n\n### D\n\nd\n',
    [
      'section 01 (News) A',
      'section 02 (News) B',
      'prose featured Tools',
      'section 03 (Tools) C',
      'section 04 (Tools) D',
    ],
  ],
  [
    'chapters beside sections',
    '## News\n\n### A\n\na\n\n### B\n\nb\n\n## Farewell\n\nBye.\n',
    ['section 01 (News) A', 'section 02 (News) B', 'section 03 Farewell'],
  ],
  [
    'a chapter with nothing in it',
    '## Empty\n\n## News\n\n### A\n\na\n\n### B\n\nb\n',
    ['section 01 Empty', 'section 02 (News) A', 'section 03 (News) B'],
  ],
  [
    'numbers that start again in each chapter',
    '## N\n\n### 1. A\n\na\n\n### 2. B\n\nb\n\n## T\n\n### 1. C\n\nc\n',
    ['section 1 (N) A', 'section 2 (N) B', 'section 03 (T) 1. C'],
  ],
  [
    'a section that is known by its number',
    '# W\n\nHello.\n\n## 01 [Agent] A\n\na\n',
    ['prose overview Hello.', 'section 01 A'],
  ],
  [
    'a list of links',
    '# Links\n\nHello.\n\n- [A](https://a.org) – a\n- [B](https://b.org)\n\nBye.\n',
    ['prose overview Hello.', 'notes A, B', 'prose observation Bye.'],
  ],
  ['a bare list', '1. A https://a.org\n2. B https://b.org\n', ['notes A https://a.org, B https://b.org']],
  ['an essay', 'One.\n\nTwo.\n', ['prose end One.\nTwo.']],
  [
    'an essay with a title',
    '# Essay\n\nOne.\n\n- a\n- b\n\nTwo, which is longer than the list.\n',
    ['prose end One.\na\nb\nTwo, which is longer than the list.'],
  ],
  ['an essay with one heading in it', '# Essay\n\nOne.\n\n## Part\n\nTwo.\n', ['prose end One.\nPart\nTwo.']],
  [
    'a summary at the top',
    '# W\n\n## TL;DR\n\n- a\n- b\n\n## A\n\na\n\n## B\n\nb\n',
    ['overview 2', 'section 01 A', 'section 02 B'],
  ],
  [
    'some headings of the vocabulary',
    "## Today's Overview\n\n- a\n\n## A\n\na\n\n## B\n\nb\n\n## Also Worth Noting\n\n- c\n",
    ['overview 1', 'section 01 A', 'section 02 B', 'notes c'],
  ],
])('%s', (_, markdown, expected) => {
  const { problems } = read(markdown)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(pieces(markdown)).toEqual(expected)
})

test.each([
  ['# Weekly 12\n\n## A\n\na\n\n## B\n\nb\n', 'Weekly 12'],
  ['## Weekly 12\n\n- a\n- b\n', 'Weekly 12'],
  ['[b]: https://e.org\n\n# Weekly *12*\n\na\n', 'Weekly 12'],
  ['## A\n\na\n\n## B\n\nb\n', undefined],
  ['## 01 [Agent] A\n\na\n', undefined],
])('the title of %j is %s', (markdown, title) => {
  expect(read(markdown).digest?.title).toBe(title)
})

test('a heading that is another title than the front matter’s is shown with the overview', () => {
  const markdown = '---\ntitle: One\n---\n\n# Other\n\n## A\n\na\n\n## B\n\nb\n'
  expect(read(markdown).digest?.title).toBe('One')
  expect(pieces(markdown)).toEqual(['prose overview Other', 'section 01 A', 'section 02 B'])
})

test('the level of sections is that of the configuration, where it is given', () => {
  const markdown = '## A\n\n### A1\n\na\n\n### A2\n\na\n\n## B\n\n### B1\n\nb\n'
  const at = (level: number) => {
    const file = { file: 'digests/2026-03-12.md', publication: 'weekly', bytes: Buffer.from(markdown) }
    return pieces('', readDigest(file, { ...vocabulary, sectionLevels: { weekly: level } }).digest)
  }
  expect(at(2)).toEqual(['section 01 A', 'section 02 B'])
  expect(at(3)).toEqual(['section 01 (A) A1', 'section 02 (A) A2', 'section 03 (B) B1'])
  expect(at(1)).toEqual(['prose end A\nA1\na\nA2\na\nB\nB1\nb'])
})

test('one warning says how the file is read', () => {
  expect(remarks(read('---\nlanguage: en\n---\n\n# W\n\n## A\n\na\n\n## B\n\nb\n'))).toEqual(['1:1 warning free-form'])
  expect(read('## A\n\na\n\n## B\n\nb\n').problems.map(inEnglish)[0]?.message).toContain(
    'each heading `##` begins a section',
  )
})

test.each([
  ['notes', '- [A](https://a.org)\n- [B](https://b.org)\n', ['A', 'B']],
  ['prose', 'One word.\n\nTwo words.\n', ['One word.', 'Two words.']],
  [
    'chapters',
    '# W\n\n## News\n\nHello.\n\n### A\n\na1\n\n### B\n\nb1\n\n## Tools\n\n### C\n\nc1\n',
    ['News', 'Hello.', 'A', 'a1', 'Tools', 'c1'],
  ],
])('a digest of %s is shown on every platform, whole', async (_, markdown, words) => {
  const { digest } = read(markdown)
  for (const platform of previewPlatforms) {
    const parts = digest && (await preview(digest, platform, 'sections', vocabulary))
    const sent = JSON.stringify(parts?.map(({ call }) => call))
    expect(words.filter((word) => !sent.includes(word))).toEqual([])
  }
})

test('a digest of notes is chosen by their tags, and one of prose by its own', () => {
  const notes = read('- [Agent] **A.** a\n- [Code] **B.** b\n').digest as Digest
  const agent = { tags: ['agent'], mute: [] }
  expect(selectFor(agent, notes)?.notes).toHaveLength(1)
  expect(selectFor({ tags: ['Safety'], mute: [] }, notes)).toBeUndefined()
  const prose = read('---\ntags: [Agent]\n---\n\nOne.\n').digest as Digest
  expect(selectFor(agent, prose)?.prose).toHaveLength(1)
  expect(selectFor({ tags: ['Code'], mute: [] }, prose)).toBeUndefined()
  expect(selectFor({ tags: [], mute: ['agent'] }, prose)).toBeUndefined()
  expect(selectFor({ tags: [], mute: ['code'] }, prose)?.prose).toHaveLength(1)
})

test('text before a section that is not chosen is still shown', () => {
  const { digest } = read(
    '## N\n\n### [Agent] A\n\na\n\n### [Code] B\n\nb\n\n## T\n\nHello.\n\n### [Code] C\n\nc\n\n### [Code] D\n\nd\n',
  )
  const chosen = digest && selectFor({ tags: ['Agent'], mute: [] }, digest)
  expect(chosen && pieces('', chosen)).toEqual(['section 01 (N) A', 'prose featured T'])
})

test('the strict form is read as ever', () => {
  expect(remarks(read(goodDigest))).toEqual([])
})

test.each(['[Agent]', '01', '**2.**', '[1]'])(
  'a heading that is nothing but %s is the title of its section',
  (heading) => {
    const { digest } = read(`## ${heading}\n\nOne.\n\n## Second\n\nTwo.\n`)
    expect(digest?.sections.map(({ title }) => plainText(title))).toEqual([heading.replaceAll('*', ''), 'Second'])
  },
)

test('below the takeaways a line of links is the source', () => {
  const body = 'Text.\n\n**Bottom line:** It does.\n\n[Paper](https://e.example/p) · [Code](https://e.example/c)'
  const { digest } = read(`## 1. One\n\n${body}\n\n## 2. Two\n\nText.\n`)
  const [one] = digest?.sections ?? []
  expect(one && [plainText(one.source ?? []), blocksText(one.body)]).toEqual(['Paper · Code', 'Text.'])
})

test.each([
  ['**01｜One**\n\nText.\n\n**02｜Two**\n\nText.', ['section 01 One', 'section 02 Two']],
  ['**Title of one**\nText.\n\n🤖 **Title of two**\nText.', ['section 01 Title of one', 'section 02 🤖 Title of two']],
  ['**Only one**\n\nText.', ['prose end Only one\nText.']],
  ['**A**\n\n**B**\n\nText.', ['prose end A\nB\nText.']],
  [
    '# News\n\nDate: today\n\n# 1. One\n\nText.\n\n# 2. Two\n\nText.',
    ['prose overview Date: today', 'section 1 One', 'section 2 Two'],
  ],
  [
    '## Before all\n\nText.\n\n## 1. One\n\nText.\n\n## More\n\nText.',
    ['prose featured Before all', 'section 1 One', 'section 02 More'],
  ],
])('%j is %j', (text, expected) => {
  expect(pieces(`---\nlanguage: en\n---\n\n${text}\n`)).toEqual(expected)
})
