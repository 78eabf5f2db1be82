import { expect, test } from 'vitest'
import { firstSentence } from '../../../src/digests/import/text.ts'
import { plainText } from '../../../src/domain/text.ts'
import { inEnglish } from '../../in-english.ts'
import { places, read, vocabulary } from './pages.ts'

function titles(...lines: string[]) {
  const page = read(['Featured', ...lines.flatMap((line) => [line, 'Text.', 'Source: S'])].join('\n'))
  return { found: page.digest.sections.map(({ tag, title }) => [tag, plainText(title)]), reported: places(page), page }
}

test('a tag that reads as the first word of its title is reported', () => {
  const { found, reported, page } = titles(
    '01 Training 120B on a Single GPU',
    '02 Agent Can It Ask?',
    '03 Image Gen Ink and Code',
  )
  expect(found).toEqual([
    ['Training', '120B on a Single GPU'],
    ['Agent', 'Can It Ask?'],
    ['Image Gen', 'Ink and Code'],
  ])
  expect(reported).toEqual(['2:1 undecided-tag'])
  expect(page.problems.map(inEnglish)[0]?.message).toContain(
    '“Training” may be the tag of this item or the first word of its title; it was taken for the tag',
  )
})

test('where the other items have no tag, the word stays in the title', () => {
  const { found, reported } = titles('01 Training Robots to Cook', '02 What a Robot Sees', '03 Cheap Hands')
  expect(found).toEqual([
    [undefined, 'Training Robots to Cook'],
    [undefined, 'What a Robot Sees'],
    [undefined, 'Cheap Hands'],
  ])
  expect(reported).toEqual(['2:1 undecided-tag'])
})

test.each([
  'Training a Robot',
  'Agent Memory Is Broken',
  'Code Is a Plan',
  'Reasoning LLMs Overthink',
  'Safety Filters Leak',
  'Inference on a Phone',
])('“%s” is never decided silently', (title) => {
  expect(titles(`01 ${title}`, '02 Agent Where Next?', '03 Code What For?').reported).toContain('2:1 undecided-tag')
  expect(titles(`01 ${title}`).reported).toEqual(['2:1 undecided-tag'])
})

test('an item whose word before the title is in no vocabulary is reported', () => {
  const { found, reported } = titles('01 Agent Where Next?', '02 Quantum Spins Align', '03 Code What For?')
  expect(found[1]).toEqual([undefined, 'Quantum Spins Align'])
  expect(reported).toEqual(['5:1 missing-tag'])
})

test('of two tags that begin alike the longer one is taken, with a warning', () => {
  const tags = [...vocabulary.tags, { names: ['Agent Safety'] }]
  const page = read('Featured\n01 Agent Safety Who Watches?\nText.', { ...vocabulary, tags })
  expect(page.digest.sections[0]).toMatchObject({ tag: 'Agent Safety', title: [{ value: 'Who Watches?' }] })
  expect(places(page)).toEqual(['2:1 undecided-tag'])
})

test('of two Chinese tags that begin alike the one that a blank follows is meant', () => {
  expect(titles('01 推理加速 缓存里有什么', '02 推理 会不会想').found).toEqual([
    ['推理加速', '缓存里有什么'],
    ['推理', '会不会想'],
  ])
})

test.each(['01 [Training] 120B', '01 Training · 120B', '01 Training: 120B', '01 TRAINING Where Next?'])(
  '%s leaves no doubt',
  (line) => {
    const { found, reported } = titles(line)
    expect(found[0]?.[0]).toBe('Training')
    expect(reported).toEqual([])
  },
)

test('a hyphen inside a takeaway is reported', () => {
  const page = read(
    'Featured\n01 Agent Who Asks?\nText.\nKey takeaways: - Ask first - then act - Use 3 - 5 tries - Low-res is fine — mostly\n',
  )
  expect(page.digest.sections[0]?.takeaways.map(plainText)).toEqual([
    'Ask first - then act',
    'Use 3 - 5 tries',
    'Low-res is fine — mostly',
  ])
  expect(places(page)).toEqual(['4:1 undecided-point', '4:1 undecided-point'])
})

test('no two items share a number, wherever their chapters stand', () => {
  const html =
    '<h2>Also Worth Noting</h2><ul><li>02 Code What For? Fun.</li></ul><h2>Featured</h2><h3>01 Agent Who?</h3><h3>What Next?</h3>'
  const page = read(html)
  expect(page.digest.sections.map(({ number }) => number)).toEqual(['01', '02'])
  expect(page.digest.notes?.map(({ number, title }) => [number, plainText(title)])).toEqual([[undefined, 'What For?']])
  expect(places(page)).toContain('1:35 duplicate-number')
})

test('a missing number is reported', () => {
  expect(titles('01 Agent Where?', '03 Code What?').reported).toEqual(['5:1 number-gap'])
})

test.each([
  ['It grows 1.84x here. Then it stops.', 'It grows 1.84x here.'],
  ['AgentDoG 1.5 wins. So be it.', 'AgentDoG 1.5 wins.'],
  ['Draw with SVG/HTML/Three.js. It holds.', 'Draw with SVG/HTML/Three.js.'],
  ['Only 0.5. Then more.', 'Only 0.5.'],
  ['They say "it works." Nobody looked.', 'They say "it works."'],
  ['They say “it works.” Nobody looked.', 'They say “it works.”'],
  ['Does it? It does!', 'Does it?'],
  ['It beats GPT-4 vs. Claude pairs, e.g. on maps. Often.', 'It beats GPT-4 vs. Claude pairs, e.g. on maps.'],
  ['Work by J. Lund et al. Shows more. Again.', 'Work by J. Lund et al. Shows more.'],
  ['The U.S. Grid copes. For now.', 'The U.S. Grid copes.'],
  ['It stops... or does it? Yes.', 'It stops... or does it?'],
  ['It got faster. vLLM did it.', 'It got faster.'],
  ['它会问。 再动手。', '它会问。'],
  ['“它会问。”然后动手。', '“它会问。”'],
  ['它会问吗？会。', '它会问吗？'],
])('the first sentence of “%s”', (words, sentence) => {
  expect(words.slice(0, firstSentence(words))).toBe(sentence)
  expect(firstSentence(words)).toBeDefined()
})

test.each(['One sentence only.', 'No end at all', 'Three.js and 1.84x in one', '只有一句。'])(
  '“%s” has no second sentence',
  (words) => {
    expect(firstSentence(words)).toBeUndefined()
  },
)
