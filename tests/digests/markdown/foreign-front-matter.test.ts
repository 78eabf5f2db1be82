import { expect, test } from 'vitest'
import { inEnglish } from '../../in-english.ts'
import { goodDigest, read } from './digest-fixture.ts'

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
