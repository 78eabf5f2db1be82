import { expect, test } from 'vitest'
import { inEnglish } from '../../in-english.ts'
import { goodDigest, read, remarks } from './digest-fixture.ts'

function complaints(frontMatter: string): string[] {
  return read(goodDigest.replace(/^---.*?---\n/s, frontMatter)).problems.map((problem) => {
    const { message, fix } = inEnglish(problem)
    return `${problem.line}:${problem.column} ${problem.severity} ${message} ${fix}`
  })
}

test.each([
  [
    '{\n  "title": "A: B # 1",\n  "date": "2026-03-12T08:30:00Z",\n  "language": "en",\n  "tags": ["Agent"]\n}\n',
    { title: 'A: B # 1', language: 'en', tags: ['Agent'] },
  ],
  ['---\nlanguage: en\nsubject: Issue 87\n---\n', { title: 'Issue 87' }],
  ['---\nlanguage: en\npubDatetime: 2026-03-12T07:00:00Z\nprimary_author: Ada\n---\n', { author: 'Ada' }],
  ['+++\nlanguage = "en"\n[taxonomies]\ntags = ["Agent"]\n+++\n', { tags: ['Agent'] }],
])('%j of another program is read', (frontMatter, expected) => {
  const { digest, problems } = read(goodDigest.replace(/^---.*?---\n/s, frontMatter))
  expect(digest).toMatchObject(expected)
  expect(problems).toEqual([])
})

test('what a subtitle says opens the overview', () => {
  const { digest } = read(
    '---\nlanguage: en\ntitle: A\nsubtitle: Three chips\n---\n\n## One\n\nText.\n\n## Two\n\nText.\n',
  )
  expect(digest?.prose).toMatchObject([{ before: 'overview', blocks: [{ children: [{ value: 'Three chips' }] }] }])
})

test('a key of another program is no misspelt one', () => {
  expect(complaints('---\nlanguage: en\nstatus: sent\nupdated: x\nlanguge: y\n---\n')).toEqual([
    expect.stringMatching(/`status`.*The keys are/),
    expect.stringMatching(/`updated`.*The keys are/),
    expect.stringMatching(/`languge`.*Did you mean `language`/),
  ])
})

test('what begins with a brace and is no object of JSON is text', () => {
  expect(read('{\n  "title": A\n}\n\n## One\n\nText.\n').digest?.title).toBeUndefined()
})

test('a place in front matter in JSON is that of the file', () => {
  expect(complaints('{\n  "language": "en",\n  "slug": "a"\n}\n')).toEqual([expect.stringMatching(/^3:3 warning/)])
})

test.each([
  ['titre: T\nlangue: fr\nauteur: Ida', { title: 'T', language: 'fr', author: 'Ida' }],
  ['标题: 题\n作者: 李\n日期: 2026-03-12', { title: '题', author: '李' }],
  ['título: T\nfecha: 12/03/2026', { title: 'T', date: '2026-03-12' }],
  ['title: T\ndate: 03/12/2026', { title: 'T', date: '2026-03-12' }],
])('keys and dates of other languages are read: %j', (matter, expected) => {
  const { digest } = read(`---\n${matter}\n---\n\nText.\n`)
  expect(digest).toMatchObject(expected)
})

test.each(['date_published', 'datum', 'fecha', '日期', '日付'])(
  '%s is a date, which has to agree with the file',
  (key) => {
    expect(remarks(read(`---\n${key}: 2026-03-20\n---\n\nText.\n`)).join()).toContain('error date-mismatch')
  },
)

test('of the two days that a date may be, none is taken if the name of the file has another', () => {
  expect(remarks(read('---\ndate: 03/04/2026\n---\n\nText.\n'))).toContain('2:7 error front-matter')
})

test.each(['Assunto: T\nData: 12 de março de 2026', 'Betreff: T\nDatum: 12.03.2026', '件名: T\n日付: 2026年3月12日'])(
  'the headers of a mail in other languages are read: %j',
  (lines) => {
    expect(read(`${lines}\n\nText.\n`).digest).toMatchObject({ title: 'T', prose: [{}] })
  },
)
