import { expect, test } from 'vitest'
import { candidateId, canonicalAddress, cleanAddress, titleKey } from '../../src/sources/identity.ts'

const paper = 'https://arxiv.org/abs/2601.01234'

test.each([
  ['the same page', 'https://example.org/a', 'http://www.EXAMPLE.org/a/?utm_source=x&utm_medium=rss#top'],
  ['parameters in another order', 'https://example.org/?a=1&b=2', 'https://example.org/?b=2&fbclid=z&a=1'],
  ['where the reader subscribed', 'https://medium.example/p/1', 'https://medium.example/p/1?source=rss----abc---4'],
  ['the default port', 'https://example.org/a', 'http://example.org:80/a'],
  ['an escaped path', 'https://example.org/~ann/ä', 'https://example.org/%7Eann/%C3%A4'],
  ['a repository in capitals', 'https://github.com/o/r/releases/tag/v1', 'https://github.com/O/R/releases/tag/V1/'],
  ['a version of a paper', paper, 'http://arxiv.org/abs/2601.01234v2'],
  ['the file of a paper', paper, 'https://www.arxiv.org/pdf/2601.01234v1.pdf'],
  ['the page of a paper', paper, 'https://arxiv.org/html/2601.01234v3#S2'],
  ['a mirror of a paper', paper, 'https://export.arxiv.org/abs/2601.01234?context=cs.CL'],
  ['votes on a paper', paper, 'https://huggingface.co/papers/2601.01234'],
  ['the DOI of a paper', paper, 'https://doi.org/10.48550/arXiv.2601.01234'],
  ['an old paper', 'https://arxiv.org/abs/cs/0112017', 'https://arxiv.org/pdf/cs/0112017v1'],
])('%s has one id', (_, first, second) => {
  expect(canonicalAddress(second)).toBe(canonicalAddress(first))
  expect(candidateId(second)).toBe(candidateId(first))
})

test.each([
  ['https://example.org/?id=1', 'https://example.org/?id=2'],
  ['https://example.org/a', 'https://example.org/A'],
  ['https://example.org/?source=python', 'https://example.org/?source=rust'],
  ['https://example.org:8080/', 'https://example.org/'],
  ['https://arxiv.org/list/cs.CL/new', 'https://arxiv.org/list/cs.AI/new'],
])('%s and %s are two pages', (first, second) => {
  expect(candidateId(first)).not.toBe(candidateId(second))
})

test('a link loses what tracks readers and nothing else', () => {
  expect(cleanAddress('https://example.org/a%20b?q=x%20y&utm_source=rss#part')).toBe(
    'https://example.org/a%20b?q=x+y#part',
  )
  expect(cleanAddress('https://example.org/a?q=x%20y&z')).toBe('https://example.org/a?q=x%20y&z')
  expect(cleanAddress('../b', 'https://example.org/a/c')).toBe('https://example.org/b')
  expect(cleanAddress(' https://arxiv.org/pdf/2601.01234v2 ')).toBe(paper)
})

test.each(['javascript:alert(1)', 'mailto:a@b.example', 'https://user:secret@example.org/', 'nothing', ''])(
  '%j is no address for readers',
  (address) => expect(cleanAddress(address)).toBeUndefined(),
)

test('titles are compared by their letters and digits', () => {
  expect(titleKey('Ｓparse  attention: “5× faster”!')).toBe(titleKey('sparse attention — 5× faster'))
  expect(titleKey('稀疏注意力')).not.toBe(titleKey('稀疏注意'))
  expect(titleKey('—')).toBe('')
})
