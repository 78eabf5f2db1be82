import { expect, test } from 'vitest'
import { createSources } from '../../../src/sources/kinds/index.ts'
import type { SourceSettings } from '../../../src/sources/settings.ts'

type Kind = Extract<SourceSettings['kind'], 'arxiv' | 'huggingface' | 'hackernews'>
const common = { every: 30, most: 3, base: 'https://source.example' }
const settings: Record<Kind, SourceSettings> = {
  arxiv: { ...common, kind: 'arxiv', categories: ['cs.CL'] },
  huggingface: { ...common, kind: 'huggingface' },
  hackernews: { ...common, kind: 'hackernews', points: 1, words: [] },
}

/** The titles of what a source gives of this answer. */
async function titles(kind: Kind, body: string): Promise<readonly string[]> {
  const [source] = createSources(settings[kind])
  const { entries = [] } = (await source?.read({ body: Buffer.from(body), contentType: '', url: source.address })) ?? {}
  return entries.map(({ title }) => title)
}

const feedOf = (title: string, abstract: string) =>
  `<rss version="2.0"><channel><item><title>${title}</title><link>https://arxiv.org/abs/2601.00001</link>
    <description>arXiv:2601.00001v2 Announce Type: new &#xA;Abstract: ${abstract}</description></item></channel></rss>`

test.each([
  ['This paper has been withdrawn by Ada due to an error in Section 3.', []],
  ['This submission has been withdrawn by arXiv administrators.', []],
  ['The present article (v2) was withdrawn.', []],
  ['Withdrawn due to a mistake.', []],
  ['This paper shows that consent is withdrawn too late.', ['Title']],
  ['Withdrawn consent is studied.', ['Title']],
])('a paper with this abstract: %s', async (abstract, expected) => {
  expect(await titles('arxiv', feedOf('Title', abstract))).toEqual(expected)
  const papers = [{ paper: { id: '2601.00001', title: 'Title', summary: abstract } }]
  expect(await titles('huggingface', JSON.stringify(papers))).toEqual(expected)
})

test('a paper without a title is left out', async () => {
  expect(await titles('arxiv', feedOf('', 'It is faster.'))).toEqual([])
})

test('stories that were removed are left out', async () => {
  const hits = ['[dead]', '[flagged]', ' ', 'The [dead] language'].map((title, at) => ({
    objectID: String(at),
    title,
    url: `https://e.example/${at}`,
    points: 50,
    created_at_i: 1_767_592_800,
  }))
  expect(await titles('hackernews', JSON.stringify({ hits }))).toEqual(['The [dead] language'])
})
