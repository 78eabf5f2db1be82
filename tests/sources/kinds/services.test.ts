import { expect, test } from 'vitest'
import { FetchFailed } from '../../../src/sources/fetch/fetch-failed.ts'
import { createSources } from '../../../src/sources/kinds/index.ts'
import { type SourceSettings, sourceNames } from '../../../src/sources/settings.ts'

const common = { every: 30, most: 3 }

async function read(settings: SourceSettings, body: string) {
  const [source] = createSources(settings)
  if (!source) throw new Error('there is no source')
  const { entries, problem } = await source.read({ body: Buffer.from(body), contentType: '', url: source.address })
  return { entries: entries.map((entry) => ({ ...entry, text: entry.text() })), problem }
}

const arxiv: SourceSettings = {
  ...common,
  kind: 'arxiv',
  categories: ['cs.CL', 'cs.AI'],
  base: 'https://rss.arxiv.org/',
}
const huggingface: SourceSettings = { ...common, kind: 'huggingface', base: 'https://huggingface.co' }
const github: SourceSettings = {
  ...common,
  kind: 'github',
  repositories: ['ggml-org/llama.cpp'],
  base: 'https://github.com',
}
const hackernews: SourceSettings = {
  ...common,
  kind: 'hackernews',
  points: 100,
  words: [],
  base: 'https://hn.algolia.com',
}

test('each service is asked at its address', async () => {
  expect(
    [arxiv, huggingface, github, hackernews].flatMap(createSources).map(({ name, address }) => [name, address]),
  ).toEqual([
    ['arxiv:cs.CL', 'https://rss.arxiv.org/rss/cs.CL'],
    ['arxiv:cs.AI', 'https://rss.arxiv.org/rss/cs.AI'],
    ['huggingface', 'https://huggingface.co/api/daily_papers?limit=100'],
    ['github:ggml-org/llama.cpp', 'https://github.com/ggml-org/llama.cpp/releases.atom'],
    [
      'hackernews',
      'https://hn.algolia.com/api/v1/search_by_date?tags=story&numericFilters=points%3E%3D100&hitsPerPage=200',
    ],
  ])
  expect(sourceNames(arxiv)).toEqual(['arxiv:cs.CL', 'arxiv:cs.AI'])
})

const paper = (id: string, type: string, title: string) => `<item><title>${title}</title>
  <link>https://arxiv.org/abs/${id}</link>
  <description>arXiv:${id}v1 Announce Type: ${type} &#xA;Abstract: It is 12\\% faster than \\emph{before}, in $O(n)$.</description>
  <guid isPermaLink="false">oai:arXiv.org:${id}v1</guid><category>cs.CL</category><category>cs.LG</category>
  <pubDate>Mon, 05 Jan 2026 00:00:00 -0500</pubDate><arxiv:announce_type>${type}</arxiv:announce_type>
  <dc:creator>Paul Erd\\H{o}s, Ann M\\"uller</dc:creator></item>`

test('arXiv gives new and cross-listed papers with their abstracts, and no replacements', async () => {
  const body = `<?xml version='1.0' encoding='UTF-8'?><rss xmlns:arxiv="http://arxiv.org/schemas/atom"
    xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>cs.CL updates on arXiv.org</title>
    ${paper('2601.00001', 'new', 'On {BERT} and $k$-NN')}${paper('2601.00002', 'cross', 'Crossed')}
    ${paper('2512.00003', 'replace', 'Replaced')}${paper('2512.00004', 'replace-cross', 'Replaced too')}</channel></rss>`
  const { entries } = await read(arxiv, body)
  expect(entries).toEqual([
    {
      url: 'https://arxiv.org/abs/2601.00001',
      hasOwnUrl: true,
      title: 'On BERT and $k$-NN',
      text: 'It is 12% faster than before, in $O(n)$.',
      authors: ['Paul Erdős', 'Ann Müller'],
      tags: ['cs.CL', 'cs.LG'],
      publishedAt: Date.parse('2026-01-05T05:00:00Z'),
      signal: 0.5,
    },
    expect.objectContaining({ title: 'Crossed', signal: 0.4 }),
  ])
})

test.each([
  ['in its element alone', 'It is faster.', '<arxiv:announce_type>replace</arxiv:announce_type>', 'Title'],
  [
    'in HTML',
    '&lt;p&gt;arXiv:2601.00001v2 Announce Type: replace&lt;/p&gt;&lt;p&gt;Abstract: Faster.&lt;/p&gt;',
    '',
    'Title',
  ],
  ['in its title', '&lt;p&gt;It is faster.&lt;/p&gt;', '', 'Title (arXiv:2601.00001v2 [cs.CL] UPDATED)'],
])('a replaced paper is none where arXiv says so %s', async (_, description, element, title) => {
  const body = `<rss xmlns:arxiv="http://arxiv.org/schemas/atom" version="2.0"><channel><item><title>${title}</title>
    <link>http://arxiv.org/abs/2601.00001v2</link><description>${description}</description>${element}</item></channel></rss>`
  expect((await read(arxiv, body)).entries).toEqual([])
})

test('arXiv may give its feed as Atom', async () => {
  const entry = (id: string, type: string) =>
    `<entry><id>oai:arXiv.org:${id}v1</id><title>${type}</title><link href="https://arxiv.org/abs/${id}" rel="alternate"/>
    <summary>It is faster.</summary><arxiv:announce_type>${type}</arxiv:announce_type></entry>`
  const body = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><title>cs.CL</title>
    ${entry('2601.00001', 'new')}${entry('2601.00002', 'replace-cross')}${entry('2601.00003', 'cross')}</feed>`
  expect((await read(arxiv, body)).entries.map(({ title, signal }) => [title, signal])).toEqual([
    ['new', 0.5],
    ['cross', 0.4],
  ])
})

test('arXiv has an empty feed at weekends', async () => {
  expect((await read(arxiv, '<rss version="2.0"><channel><title>cs.CL</title></channel></rss>')).entries).toEqual([])
})

test('Hugging Face gives its daily papers as papers of arXiv, the more votes the higher', async () => {
  const daily = (id: string, upvotes: number) => ({
    publishedAt: '2026-01-03T00:00:00.000Z',
    title: 'A title',
    paper: {
      id,
      title: 'A  title',
      summary: 'It is\nfaster.',
      upvotes,
      authors: [{ name: 'Ann' }, {}],
      submittedOnDailyAt: '2026-01-05T01:00:00.000Z',
    },
  })
  const nulls = { summary: null, authors: [{ name: null }], upvotes: null, publishedAt: null }
  const withNulls = { title: null, paper: { id: '2601.00003', title: 'Another', ...nulls } }
  const { entries, problem } = await read(
    huggingface,
    JSON.stringify([daily('2601.00001', 75), daily('2601.00002v2', 0), { odd: 1 }, withNulls]),
  )
  expect(entries[0]).toEqual({
    url: 'https://arxiv.org/abs/2601.00001',
    hasOwnUrl: true,
    title: 'A title',
    text: 'It is\nfaster.',
    authors: ['Ann'],
    tags: [],
    publishedAt: Date.parse('2026-01-05T01:00:00Z'),
    signal: 0.75,
  })
  expect(entries[1]).toMatchObject({ url: 'https://arxiv.org/abs/2601.00002', signal: 0 })
  expect(entries[2]).toMatchObject({ title: 'Another', authors: [], signal: 0 })
  expect(problem?.text).toBe('1 of 4 entries cannot be read.')
})

test('GitHub gives releases, with the name of the project, unfinished ones lower', async () => {
  const entry = (tag: string, content: string) => `<entry><id>tag:github.com,2008:Repository/1/${tag}</id>
    <updated>2026-01-05T05:00:00Z</updated><link rel="alternate" type="text/html" href="https://github.com/ggml-org/llama.cpp/releases/tag/${tag}"/>
    <title>${tag}</title><content type="html">${content}</content><author><name>ann</name></author></entry>`
  const body = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Release notes</title>
    ${entry('b4000', '&lt;h2&gt;Changes&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;Faster&lt;/li&gt;&lt;/ul&gt;')}${entry('v2.0.0-rc1', 'No content.')}${entry('2.0.0b1', '')}${entry('v3.0.0-beta.1', '').replace('<title>v3.0.0-beta.1', '<title>Winter')}</feed>`
  expect((await read(github, body)).entries).toMatchObject([
    {
      title: 'llama.cpp b4000',
      text: 'Changes\n\nFaster',
      signal: 0.6,
      url: 'https://github.com/ggml-org/llama.cpp/releases/tag/b4000',
    },
    { title: 'llama.cpp v2.0.0-rc1', text: '', signal: 0.2 },
    { title: 'llama.cpp 2.0.0b1', signal: 0.2 },
    { title: 'llama.cpp Winter', signal: 0.2 },
  ])
})

test('Hacker News gives stories by points and words', async () => {
  const story = (objectID: string, title: string, points: number, rest = {}) => ({
    objectID,
    title,
    points,
    author: 'ann',
    created_at_i: 1_767_600_000,
    url: `https://example.org/${objectID}`,
    ...rest,
  })
  const hits = [
    story('1', 'An LLM in 99 lines', 300),
    story('2', 'Ask HN: which agents do you use?', 100, { url: null, story_text: '<p>I use two.' }),
    story('3', 'An LLM below', 99),
    story('4', 'Management of reagents', 500),
  ]
  const body = JSON.stringify({ hits })
  const ids = async (words: readonly string[]) =>
    (await read({ ...hackernews, words }, body)).entries.map(({ title }) => title)
  expect(await ids([])).toHaveLength(3)
  expect(await ids(['llm', 'agent'])).toEqual(['An LLM in 99 lines', 'Ask HN: which agents do you use?'])
  expect((await read(hackernews, body)).entries[1]).toMatchObject({
    url: 'https://news.ycombinator.com/item?id=2',
    text: 'I use two.',
    authors: ['ann'],
    publishedAt: 1_767_600_000_000,
  })
  expect((await read(hackernews, body)).entries[0]?.signal).toBe(0.6)
})

test.each([huggingface, hackernews])('an answer of another form is one sentence', async (settings) => {
  for (const body of ['', '<html>', 'null', '{}', '{"hits": 1}', '{"error": "busy"}', '[{}]', '{"hits": [{}]}'])
    await expect(read(settings, body)).rejects.toThrow(FetchFailed)
})
