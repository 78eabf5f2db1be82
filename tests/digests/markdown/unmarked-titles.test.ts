import { expect, test } from 'vitest'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { read } from './digest-fixture.ts'

/** Titles of the sections with their chapters. */
function titlesOf(content: string): string[] {
  const { digest } = read(content)
  return (digest?.sections ?? []).map(({ chapter, title }) =>
    [...(chapter ? [plainText(chapter)] : []), plainText(title)].join(' > '),
  )
}

test('first lines of paragraphs above a sentence or an address are the titles of notes', () => {
  const text =
    'Norda has money\nThe round closed.\nhttps://e.org/a\n\nCourt reverses ruling\nIt may cost.\n\nWeights\nhttps://e.org/c\n'
  const { digest } = read(`Good morning.\n\n${text}\nThat is it.\n`)
  expect(digest?.notes?.map(({ title, text }) => [plainText(title), plainText(text)])).toEqual([
    ['Norda has money', 'The round closed. https://e.org/a'],
    ['Court reverses ruling', 'It may cost.'],
    ['Weights', 'https://e.org/c'],
  ])
  expect(digest?.prose.map(({ blocks }) => blocksText(blocks))).toEqual(['Good morning.', 'That is it.'])
})

test.each([
  [
    'wrapped lines',
    'A paragraph wrapped by hand, with some words\nin it, until it ends.\n\nAnother one that is wrapped by hand, with words\nin it, until it ends.\n\nA third one that is wrapped by hand, with more\nwords in it, until it ends.\n',
  ],
  ['a poem', 'Roses are red\nViolets are blue\n\nSugar is sweet\nAnd so are you\n\nPoems are short\nThis one is too\n'],
  ['two paragraphs', 'One line\nA sentence.\n\nAnother line\nA sentence.\n'],
])('first lines of %s are text', (_, content) => {
  const { sections, notes } = read(content).digest ?? {}
  expect([sections, notes]).toEqual([[], undefined])
})

test('posts of a thread are notes with their numbers', () => {
  const { digest } = read('A thread:\n\n🧵 1/3 A paper.\n\n2/3 It forgets.\n\nhttps://e.org\n\n3/3 The end.\n')
  expect(digest?.notes?.map(({ number, title }) => [number, plainText(title)])).toEqual([
    ['1', 'A paper.'],
    ['2', 'It forgets.\nhttps://e.org'],
    ['3', 'The end.'],
  ])
})

test.each([
  '1/ A\n\n2/ B\n',
  '1/2 of all came.\n\n2/3 left.\n\n3/4 wept.\n',
  '24/7 agents.\n\n2/3 agree.\n\n3/4 too.\n',
])('%j is no thread', (content) => {
  expect(read(content).digest?.notes).toBeUndefined()
})

test('items of an outliner that begin with headings are sections, and its properties are front matter', () => {
  const { digest } = read(
    'title:: AI digest\ndate:: [[Mar 12th, 2026]]\n\n- ## Models\n\t- **Orca** came\n\t\t- 70B\n- ## Policy\n\t- Signed\n',
  )
  expect(digest?.title).toBe('AI digest')
  expect(digest?.sections.map(({ title, body }) => [plainText(title), blocksText(body)])).toEqual([
    ['Models', 'Orca came\n70B'],
    ['Policy', 'Signed'],
  ])
})

test('titles above lists of lists are sections, and those above lists are notes', () => {
  expect(titlesOf('# Standup\n\n- **Platform**\n  - Done\n    - A queue\n- Data\n  - Next\n    - A test\n')).toEqual([
    'Platform',
    'Data',
  ])
  expect(read('# Links\n\n- Platform\n  - A queue\n- Data\n  - A test\n').digest?.notes).toHaveLength(2)
})

test('a line in capitals below an emoji is a chapter, and the subject above it opens the digest', () => {
  const { digest } = read(
    'TLDR AI 2026-03-12\n\nWALLETS 💳, CHIPS 🐛\n\n🚀\nLAUNCHES\n\nWALLETS FOR AGENTS\n\nUp to $200.\n\nA PLANNER\n\nOn phones.\n\n🧠\nANALYSIS\n\nBATCHES\n\nThey work.\n',
  )
  expect(digest?.title).toBe('TLDR AI 2026-03-12')
  expect(digest?.prose).toMatchObject([
    { before: 'overview', blocks: [{ children: [{ value: 'WALLETS 💳, CHIPS 🐛' }] }] },
  ])
  expect(digest?.sections.map(({ chapter = [], title }) => [plainText(chapter), plainText(title)])).toEqual([
    ['🚀 LAUNCHES', 'WALLETS FOR AGENTS'],
    ['🚀 LAUNCHES', 'A PLANNER'],
    ['🧠 ANALYSIS', 'BATCHES'],
  ])
})

test('a first line in bold above a date is the title', () => {
  const { digest } = read(
    '**Bulletin**\n\n*Semaine du 9 mars*\n\n**Chips**\n\n**A chip**\n\nIt came.\n\n**Law**\n\n**A law**\n\nIt passed.\n',
  )
  expect(digest?.title).toBe('Bulletin')
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(['A chip', 'A law'])
})

test('a list of contents is no section', () => {
  const { digest } = read(
    '# Week\n\n## Contents\n\n1. [Chips](#chips)\n2. [The law](#law)\n\n<a id="chips"></a>\n\n## 1. Chips\n\nA.\n\n## 2. The law\n\nB.\n',
  )
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(['Chips', 'The law'])
  expect(blocksText(digest?.prose[0]?.blocks ?? [])).toBe('Contents\nChips\nThe law')
})

test('lists below other headings may name them', () => {
  const section = (title: string, other: string) => `## ${title}\n\n- ${other}\n- ${title}\n\n`
  expect(titlesOf(`## A\n\nText.\n\n## B\n\nText.\n\n${section('C', 'A')}${section('D', 'B')}`)).toEqual([
    'A',
    'B',
    'C',
    'D',
  ])
})

test('numbers in square brackets that count all titles are their numbers', () => {
  const numbersOf = (content: string) =>
    read(content).digest?.sections.map(({ number, title }) => [number, plainText(title)])
  expect(numbersOf('**[1] A**\n\nText.\n\n**[2] B**\n\nText.\n')).toEqual([
    ['1', 'A'],
    ['2', 'B'],
  ])
  expect(numbersOf('## A\n\nText.\n\n## [2] B\n\nText.\n')).toEqual([
    ['01', 'A'],
    ['02', '[2] B'],
  ])
})

test('a title that is a link is shown once, and its link in the text', () => {
  const { digest } = read('# [Mono](https://e.org) 12 March\n\n## A\n\nText.\n\n## B\n\nText.\n')
  expect(digest?.title).toBe('Mono 12 March')
  expect(digest?.prose).toMatchObject([{ title: [], blocks: [{ children: [{ type: 'link', url: 'https://e.org' }] }] }])
})

test('stars of a heading in plain text and anchors of Google Docs are no words of it', () => {
  expect(titlesOf('** Visitors\n---\n\nText.\n\n** Papers {#papers:-2026-and-1.}\n---\n\nText.\n')).toEqual([
    'Visitors',
    'Papers',
  ])
})

test.each([
  ['It works. Fonte: [PayStream](https://e.org/)', 'It works.', 'PayStream'],
  ['It works. (Source: [The page](https://e.org/))', 'It works.', 'The page'],
  ['It works.\n\n🔗 [原文 Source](https://e.org/)', 'It works.', '🔗 原文 Source'],
  ['It works.\n\n[[pdf](https://e.org/p)] [[abs](https://e.org/a)]', 'It works.', 'pdf | abs'],
  ['It works.\n[[pdf](https://e.org/p)] [[abs](https://e.org/a)]', 'It works.', 'pdf | abs'],
])('the source behind a text is found: %j', (body, text, source) => {
  const { digest } = read(`## A\n\n${body}\n\n## B\n\nText.\n`)
  expect(blocksText(digest?.sections[0]?.body ?? [])).toBe(text)
  expect(plainText(digest?.sections[0]?.source ?? [])).toBe(source)
})

test.each(['For more details see: [the page](https://e.org/)', 'It works. Read it: <https://e.org/>'])(
  'a link in the words of a sentence is none: %s',
  (body) => {
    const { digest } = read(`## A\n\n${body}\n\n## B\n\nText.\n`)
    expect(digest?.sections[0]?.source).toBeUndefined()
  },
)

test('short lines that begin with an emoji, above texts, are titles', () => {
  const items = '**Norda** — Money. [a](https://e.org/a)\n\n**Fab** — Wafers. [b](https://e.org/b)'
  expect(titlesOf(`Hey folks 👋\n\n🗞️ News\n\n${items}\n\n🛠 Tools\n\n${items}\n`)).toEqual(['🗞️ News', '🛠 Tools'])
  expect(titlesOf('⚠️ macOS\n\nSlow.\n\n✅ Linux\n\nFast.\n')).toEqual(['⚠️ macOS', '✅ Linux'])
  expect(titlesOf('🎉 thanks to all\n\nText.\n\n🔥 see you\n\nText.\n')).toEqual([])
  expect(titlesOf('🔥 It came.\n\nText.\n\n🎉 Nobody saw it!\n\nText.\n')).toEqual([])
})

test('the outline in the only item of a list is read like one outside', () => {
  expect(titlesOf('- March 12th\n  - Models\n    - Orca\n      - 70B\n  - Policy\n    - Signed\n')).toEqual([
    'Models',
    'Policy',
  ])
})

test('a drawn line of signs is a rule', () => {
  const { digest } = read('## A\n\nText.\n\n## B\n\nText.\n\n============================\nLab, 1 Road\n')
  expect(digest?.prose).toMatchObject([{ before: 'end' }])
  expect(JSON.stringify(digest)).not.toContain('====')
})

test('people and channels that Slack names behind their ids have their names', () => {
  const { digest } = read('Thanks <@U0123ABCD|ana> in <#C0456DEF|general>, <@U0123ABCD>.\n')
  expect(blocksText(digest?.prose[0]?.blocks ?? [])).toBe('Thanks @ana in #general, <@U0123ABCD>.')
})

test('comments that a program wrote around HTML are no words of an author', () => {
  const { problems } = read('<!--kg-card-begin: html-->\n<div class="x"></div>\n<!--kg-card-end: html-->\n\nText.\n')
  expect(problems.filter(({ rule }) => rule === 'html-comment')).toEqual([])
})
