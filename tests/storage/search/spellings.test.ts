import { afterEach, expect, test } from 'vitest'
import { type Digest, digestId } from '../../../src/domain/digest.ts'
import { openSearchIndex } from '../../../src/storage/search/search-index.ts'
import { aDigest, aSection, day, text } from '../../builders.ts'
import { query } from '../../contracts/search.ts'

const opened: ReturnType<typeof openSearchIndex>[] = []
afterEach(() => {
  for (const index of opened.splice(0)) index.close()
})

/** The titles that are found, in an archive of one digest for each title. */
function find(typed: string, ...titles: readonly string[]): string[] {
  return archiveOf(...titles)
    .search(query(typed), 0, 10)
    .hits.map(({ title }) => title)
}

/** One digest for each title, the newest last. */
function archiveOf(...titles: readonly string[]) {
  const index = openSearchIndex(':memory:')
  opened.push(index)
  const digests = titles.map(
    (title, at): Digest => ({ ...aDigest(title), language: languageOf(title), date: day(`2026-01-${10 + at}`) }),
  )
  index.index(digests.map((digest) => ({ id: digestId(digest), stamp: '1', digest })))
  return index
}

function languageOf(title: string): string {
  return /[éèô]/.test(title) ? 'fr' : /[äöü]/.test(title) ? 'de' : 'en'
}

test.each([
  ["l'école", 'Un modèle pour les écoles'],
  ['d’hôpital', 'Les hôpitaux de Lyon, un hôpital après l’autre'],
  ['textToSpeech', 'Text to speech runs on a phone'],
  ['k8s', 'Kubernetes restarts all containers'],
  ['i18n', 'The year of internationalization'],
  ['js', 'A smaller JavaScript'],
  ['H100s', 'Renting an H100 for a dollar'],
  ['ts', 'The TypeScript compiler moves'],
  ['objc', 'Objective-C is not dead'],
  ['pgsql', 'PostgreSQL reads ahead'],
  ['ml', 'Machine learning on phones'],
  ['what is rl', 'Reinforcement learning from few people'],
  ['NLP', 'Natural-language processing is solved again'],
  ['rag', 'Retrieval-augmented generation with a map'],
  ['SAEs', 'Sparse autoencoders look inside'],
  ['VLAs', 'A vision-language-action model for kitchens'],
  ['8×7B', 'Experts of 8x7B'],
  ['8x7b', 'Experts of 8×7B'],
  ['GPT−4.1', 'GPT-4.1 forgets less'],
  ['<lighthouse>', 'A lighthouse in the fog'],
  ['`lighthouses`', 'A lighthouse in the fog'],
  ['sea+fog', 'The sea, fog and no lighthouse'],
  ['🔥lighthouse', 'A lighthouse in the fog'],
  ['Behörde', 'Die Datenschutzbehörde erlaubt es für Foren'],
  ['gpt35', 'GPT-3.5 retires in June'],
  ['gpt-35-turbo', 'The last of GPT-3.5 Turbo'],
  ['llama31', 'Llama 3.1 on a phone'],
  ['gpt4omini', 'What GPT-4o-mini costs'],
  ['kimik2', 'Kimi K2 leads'],
  ['nextjs17', 'Next.js 17 has a router'],
  ['text2video', 'Text to video keeps faces'],
  ['toolcalling', 'Every tool call has a schema'],
  ['moe', 'A mixture of experts by topic'],
  ['投機解碼', '投机解码不需要草稿模型'],
  ['投机解码', '投機解碼不需要草稿模型'],
  ['單元測試', '自动生成的单元测试'],
  ['程式碼', '模型写的代码'],
  ['代码', '模型寫的代碼'],
])('%s finds “%s”', (typed, title) => {
  expect(find(typed, title, 'Nothing of the kind before')).toEqual([title])
})

test.each([
  ['mouse', 'Mice in a maze'],
  ['mice', 'A mouse in a maze'],
  ['analysis', 'Two analyses of one trace'],
  ['index', 'Vector indices on a disk'],
  ['indexes', 'Vector indices on a disk'],
  ['indices', 'A vector index on a disk'],
  ['matrix', 'Sparse matrices'],
  ['criteria', 'One criterion for a release'],
  ['phenomenon', 'Strange phenomena'],
  ['person', 'People search at night'],
  ['persons', 'People search at night'],
  ['woman', 'Women in research'],
  ['goose', 'Wild geese'],
  ['leaf', 'Leaves that move'],
  ['corpus', 'Open corpora'],
  ['spectrum', 'All spectra'],
  ['vertex', 'Vertices without a graph'],
])('%s finds “%s”, and as surely as the word itself', (typed, title) => {
  const index = archiveOf(title, 'Nothing of the kind before')
  expect(index.search(query(typed), 0, 10)).toMatchObject({ hits: [{ title }], isGuess: false })
})

test.each(['openai/anthropic', 'openai,anthropic', 'title:anthropic'])(
  '%s is two words where nothing has both',
  (typed) => {
    const index = archiveOf('Anthropic and its tools', 'Nothing of the kind before')
    expect(index.search(query(typed), 0, 10)).toMatchObject({
      hits: [{ title: 'Anthropic and its tools' }],
      isGuess: true,
    })
  },
)

test.each(['gemma9', 'qzx4f', 'ab/9'])('the digits of a name, as in %s, are not looked for by themselves', (typed) => {
  expect(find(typed, 'Nine of 9 f tests, 4 of them new')).toEqual([])
})

test('two letters are not looked for within words', () => {
  expect(find('hi', 'What this is')).toEqual([])
  expect(find('his', 'What this is')).toEqual(['What this is'])
})

test('a longer text that was copied comes first where it stands as it was typed', () => {
  const [copied, other] = ['What attention is all you need for', 'You need attention: all attention is a need']
  expect(find('attention is all you need', copied, other)).toEqual([copied, other])
})

test('a word that is known counts beside a rarer one that had to be guessed', () => {
  expect(find('stop training', 'Training on posts', 'A build step less')).toContain('Training on posts')
})

test('a digest that is named after one of its sections is not found beside it', () => {
  const index = openSearchIndex(':memory:')
  opened.push(index)
  const digest = { ...aDigest('Bridges sing', 'Bridges sing', 'Towers listen'), title: 'Bridges sing' }
  index.index([{ id: digestId(digest), stamp: '1', digest }])
  const { total, hits } = index.search(query('bridges'), 0, 10)
  expect(hits.map(({ piece }) => piece).toSorted()).toEqual(['section-01', 'section-02'])
  expect(total).toBe(2)
})

test.each([
  'whales vs otters',
  'whales or otters',
  'whales, otters',
  'otters / whales',
  'the difference between otters and whales',
  'Otters和Whales',
  'otters und whales',
  'pros and cons of whales or otters',
])('two names beside one another find both, the best of each first: %s', (typed) => {
  const found = find(typed, 'Whales sing', 'Whales dive', 'Whales sleep', 'Whales again', 'Otters play', 'Ships')
  expect(found).toHaveLength(5)
  expect(
    found
      .slice(0, 2)
      .map((title) => title.split(' ')[0])
      .toSorted(),
  ).toEqual(['Otters', 'Whales'])
})

test('a word with 跟 or 和 in it is one word', () => {
  expect(find('目标跟踪', '目标很大', '踪影')).not.toContain('踪影')
})

test('what has both names comes first, and is no guess', () => {
  const titles = ['Whales and otters', 'Whales sing', 'Otters play', 'Ships']
  const inSentence = ['show me everything about whales or otters', 'is there anything on whales or otters this']
  for (const typed of ['whales or otters', '"otters" or whales', 'whales | otters', ...inSentence]) {
    expect(find(typed, ...titles)[0]).toBe('Whales and otters')
    expect(find(typed, ...titles).toSorted()).toEqual(['Otters play', 'Whales and otters', 'Whales sing'])
    expect(archiveOf(...titles).search(query(typed), 0, 5)).toMatchObject({ isGuess: false })
  }
})

test.each([
  ['"blue whales" or otters', ['Blue whales sing', 'Otters play']],
  ['otters or “blue whales”', ['Blue whales sing', 'Otters play']],
  ['"blue whales" | "otters play"', ['Blue whales sing', 'Otters play']],
  ['"blue whales" or "grey seals"', ['Blue whales sing']],
  ['"whales blue" or "seals grey"', []],
  ['whales -blue', []],
  ['+whales -blue', []],
  ['whales -dive', ['Blue whales sing']],
  ['whales NOT dive', ['Blue whales sing']],
  ['whales -"blue whales"', ['Whales are seldom blue but dive']],
  ['whales -“blue whales” -dive', []],
  ['whales or otters -dive', ['Blue whales sing', 'Otters play']],
])('phrases are names as well, and a minus leaves out: %s', (typed, expected) => {
  const titles = ['Blue whales sing', 'Whales are seldom blue but dive', 'Otters play', 'Grey ships']
  expect(find(typed, ...titles).toSorted()).toEqual(expected)
})

test.each([
  ['a minus of a number', '-5 degrees', 'Minus 5 degrees in the sea'],
  ['a hyphen', 'blue - whales', 'Blue whales sing'],
  ['a joined word', 'state-of-the-art', 'State of the art'],
  ['a question', 'is it open source or not', 'Is it open source?'],
])('%s leaves nothing out', (_, typed, title) => expect(find(typed, title, 'Ships')).toEqual([title]))

test.each([
  ['otters whales', { found: ['otters', 'whales'], missing: [] }],
  ['otters whales seals', { found: ['otters', 'whales', 'seals'], missing: [] }],
  ['otters and "blue whales"', { found: ['otters', 'blue whales'], missing: [] }],
  ['otterz walruses', { found: ['otters'], missing: ['walruses'] }],
  ['otters walruses', { found: ['otters'], missing: ['walruses'] }],
  ['otters or walruses', { found: ['otters'], missing: ['walruses'] }],
  ['otters whales zzzz', { found: ['otters', 'whales'], missing: ['zzzz'] }],
  ['otters 7042', { found: ['otters'], missing: ['7042'] }],
])('of several subjects, none with another, each is found, and which are: %s', (typed, parts) => {
  const titles = ['Blue whales sing', 'Otters play', 'Seals sleep', 'Ships']
  const found = archiveOf(...titles).search(query(typed), 0, 5)
  expect(found.parts).toEqual(parts)
  expect(found.hits).toHaveLength(parts.found.length)
})

test('words of a sentence are no subjects if sections are not about them', () => {
  const index = archiveOf('Otters play', 'Seals sleep')
  const body = [{ type: 'paragraph' as const, children: [text('A walnut falls.')] }]
  const digest = { ...aDigest(), date: day('2026-02-01'), sections: [aSection('Ships', { body })] }
  index.index([{ id: digestId(digest), stamp: '1', digest }])
  expect(index.search(query('otters seals walnut'), 0, 5).parts).toBeUndefined()
})

test('an abbreviation is not taken for a word that has another letter', () => {
  expect(find('SAES', 'She sees a lighthouse')).toEqual([])
  expect(find('seas', 'She sees a lighthouse')).toEqual(['She sees a lighthouse'])
  expect(find('GROP', 'What GRPO leaves out')).toEqual(['What GRPO leaves out'])
})

test('a number is one word, and found by itself it answers nothing else', () => {
  expect(find('whales 9110', 'At 91 of 10 places', 'Ships')).toEqual([])
  expect(find('walrus 15', '15 ships')).toEqual([])
  expect(find('15', '15 ships')).toEqual(['15 ships'])
})

test('a phrase is not looked for in longer words', () => {
  expect(find('hip', 'Ships')).toEqual(['Ships'])
  expect(find('"hip"', 'Ships')).toEqual([])
})

test('an emoji that no digest has costs nothing', () => {
  const { hits, isGuess } = archiveOf('A lighthouse in the fog').search(query('lighthouse 🐍'), 0, 5)
  expect([hits[0]?.title, isGuess]).toEqual(['A lighthouse in the fog', false])
})
