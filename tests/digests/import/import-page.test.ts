import { expect, test } from 'vitest'
import { importPage } from '../../../src/digests/import/import-page.ts'
import { plainText } from '../../../src/domain/text.ts'
import { day, fixture, places, read, splitWords, vocabulary, wordsOf } from './pages.ts'

const labels = splitWords(
  "Today's Overview Featured Also Worth Noting Today's Observation Key takeaways Source 今日概览 精选 也值得关注 今日观察 关键要点 来源 原文",
)

function withoutLabels(page: string, keep: readonly string[]): string[] {
  const spare = new Map<string, number>()
  for (const word of keep) spare.set(word, (spare.get(word) ?? 0) + 1)
  return splitWords(page).filter((word) => {
    const left = spare.get(word) ?? 0
    spare.set(word, left - 1)
    return left > 0 || !labels.includes(word)
  })
}

test.each(['flat.txt', 'spaced.txt', 'chinese.txt'])('every word of %s is in the digest', (name) => {
  const words = wordsOf(read(fixture(name)).digest)
  expect(words.toSorted()).toEqual(withoutLabels(fixture(name), words).toSorted())
})

test('a flat page comes out complete', () => {
  const { digest, problems } = read(fixture('flat.txt'))
  expect(problems).toEqual([])
  expect(digest.title).toBeUndefined()
  expect(digest.language).toBe('en')
  expect(digest.overview?.map(({ headline }) => plainText(headline))).toEqual([
    'Agents Double-Check Less Than They Claim.',
    'A 0.5 B Judge Beats a Vote of Ten.',
    'AgentDoG 1.5 Reads Tool Output as Evidence, Says "Trust, but Verify."',
    '',
  ])
  expect(
    digest.sections.map(({ number, tag, body, takeaways }) => [number, tag, body.length, takeaways.length]),
  ).toEqual([
    ['01', 'Agent', 2, 3],
    ['02', 'Evaluation', 2, 2],
    ['03', 'Image Gen', 1, 2],
  ])
  expect(digest.sections.map(({ source }) => plainText(source ?? []))).toEqual([
    'Trust, but Verify: What Do Agents Actually Check?',
    'Judging the Judges: A 0.5 B Referee',
    'Draw by Program',
  ])
  expect(digest.notes?.map(({ number, tag, title }) => [number, tag, plainText(title)])).toEqual([
    ['04', 'Training', 'Where Warm-Up Goes Wrong.'],
    ['05', 'Retrieval', 'What a Re-Ranker Forgets.'],
  ])
  expect(digest.observation).toHaveLength(3)
  expect(digest.prose).toEqual([])
})

test('a spaced page has its title on the first line', () => {
  const { digest, problems } = read(fixture('spaced.txt'))
  expect(problems).toEqual([])
  expect(digest.title).toBe('What Agents Check')
  expect(digest.sections.map(({ tag }) => tag)).toEqual(['Agent', 'Architecture'])
  expect(digest.sections[1]?.source).toEqual([
    { type: 'text', value: 'Which Layer Knows? ' },
    {
      type: 'link',
      url: 'https://example.org/paper',
      children: [{ type: 'text', value: 'https://example.org/paper' }],
    },
  ])
})

test('a Chinese page is known by its headings', () => {
  const { digest, problems } = read(fixture('chinese.txt'))
  expect(problems).toEqual([])
  expect(digest.language).toBe('zh')
  expect(digest.sections.map(({ tag, takeaways }) => [tag, takeaways.length])).toEqual([
    ['训练优化', 2],
    ['推理加速', 2],
  ])
  expect(digest.overview?.map(({ headline }) => plainText(headline))).toEqual([
    '会提问的智能体更可靠。',
    '长上下文的代价仍是 O(N²) ！',
  ])
})

test('Windows line ends, a byte order mark, tabs and no-break blanks change nothing', () => {
  const page = fixture('flat.txt')
  const messy = `\uFEFF${page.trimEnd().replaceAll('\n', ' \t\r\n').replace('01 Agent Do', '01\u00A0Agent\tDo').replaceAll('- A', '-\u00A0A')}`
  expect(read(messy).digest).toEqual(read(page).digest)
})

test('the same page flat and spaced is the same digest', () => {
  const page = fixture('flat.txt')
  const spaced = page.replaceAll(/^- /gm, '  • ').split('\n').filter(Boolean).join('\n\n')
  expect(read(spaced).digest).toEqual(read(page).digest)
})

test('a page may lack the overview, the notes and the observation', () => {
  const { digest, problems } = read('Featured\n01 Agent Who Asks?\nThey ask.\nSource: Asking\n')
  expect(problems).toEqual([])
  expect(digest).toMatchObject({ sections: [{ number: '01', tag: 'Agent' }], prose: [] })
  expect(Object.keys(digest)).not.toContain('notes')
})

test('notes that were lost when the page was copied are reported, with their line', () => {
  const page = read("Featured\n01 Agent Who Asks?\nThey ask.\n\nAlso Worth Noting\nToday's Observation\nDone.")
  expect(page.digest.notes).toEqual([])
  expect(places(page)).toEqual(['5:1 empty-notes'])
})

test('a heading that is in no vocabulary is kept, with a warning, and the items below it are found', () => {
  const page = read("Today's Overview\n- One. Two.\nFour papers\n01 Agent Who Asks?\nText.\nSource: S")
  expect(page.digest.overview).toHaveLength(1)
  expect(page.digest.prose).toMatchObject([{ before: 'featured', blocks: [{ children: [{ value: 'Four papers' }] }] }])
  expect(places(page)).toEqual(['3:1 carried-as-prose', '4:1 missing-heading'])
})

test('what fits nowhere is kept, with its line', () => {
  const page = read(
    "A Title\nby the editors\nToday's Overview\n- One. Two.\nFeatured\nA word before.\n01 Agent Who Asks?\nText.\nKey takeaways: - Ask\nSource: S\nA word behind.\n",
  )
  expect(places(page)).toEqual(['2:1 carried-as-prose', '6:1 carried-as-prose', '11:1 carried-as-prose'])
  expect(page.digest.prose).toMatchObject([{ before: 'overview' }, { before: 'featured' }])
  expect(page.digest.sections[0]?.body).toHaveLength(2)
})

test('a page without its heading of the featured items is read, with a warning', () => {
  const page = read("Today's Overview\n- One. Two.\n01 Agent Who Asks?\nText.\nSource: S")
  expect(page.digest.sections).toHaveLength(1)
  expect(places(page)).toEqual(['3:1 missing-heading'])
})

test.each([
  ['', 'empty-file'],
  [' \n\uFEFF\n', 'empty-file'],
  ['Only a sentence.', 'no-section'],
  ['Featured\nAlso Worth Noting', 'no-section'],
  ['a\0b', 'binary'],
  ['x'.repeat(200_001), 'too-large'],
  ['---\nlanguage: en\n---\n\n## Featured\n', 'already-markdown'],
  [`${'<div>'.repeat(20_000)}<p>Deep.</p>`, 'too-deep'],
  ['<html><script>1</script></html>', 'empty-file'],
])('a page that is no digest is an error (%#)', (page, rule) => {
  const { digest, problems } = importPage(page, { date: day, publication: 'main', vocabulary, file: 'page.txt' })
  expect(digest).toBeUndefined()
  expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([{ file: 'page.txt', line: 1, rule }])
})

test('a title that begins with a number is no item, nor is a sentence that does', () => {
  const page = read(
    'Featured\n01 Agent Who Asks?\n5 of 12 agents do.\n2 do not.\nKey takeaways: - Ask\nSource: S\n2 Agent Who Answers?\nText.',
  )
  expect(page.digest.sections.map(({ number, title }) => [number, plainText(title)])).toEqual([
    ['01', 'Who Asks?'],
    ['2', 'Who Answers?'],
  ])
})

test('points may stand on lines of their own', () => {
  const point = (page: string) => read(page).digest.sections[0]?.takeaways.map(plainText)
  const start = 'Featured\n01 Agent Who Asks?\nText.\n'
  expect(point(`${start}Key takeaways:\n- One\n- Two\nSource: S`)).toEqual(['One', 'Two'])
  expect(point(`${start}Key takeaways\nOne\nTwo\nSource: S`)).toEqual(['One', 'Two'])
  expect(point(`${start}Key takeaways: • One • Two - three\nSource: S`)).toEqual(['One', 'Two - three'])
})

test('the line below a note is its text, unless it only goes on', () => {
  const page = (below: string) => `Featured
01 Agent Locks hold
Text.
Also Worth Noting
02 Agent A note about locks
${below}`
  const noteOf = (below: string) =>
    read(page(below)).digest.notes?.map(({ title, text }) => [title, text].map(plainText))
  expect(noteOf('They hold longer than keys.')).toEqual([['A note about locks', 'They hold longer than keys.']])
  expect(noteOf('that hold longer than keys.')).toEqual([['A note about locks that hold longer than keys.', '']])
})
