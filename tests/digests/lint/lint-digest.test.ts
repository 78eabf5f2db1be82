import { expect, test } from 'vitest'
import { lintDigest } from '../../../src/digests/lint/lint-digest.ts'
import { describeProblem } from '../../../src/i18n/problems.ts'
import { loadTextLimits } from '../../../src/platforms/registry.ts'
import { goodDigest, read, remarks, vocabulary } from '../markdown/digest-fixture.ts'

const limits = await loadTextLimits()

function lint(from: string | RegExp, to: string) {
  const reading = read(goodDigest.replace(from, to))
  expect(reading.digest).toBeDefined()
  return lintDigest(reading, vocabulary, limits)
}

const title = 'How small can a planner be?'

test.each([
  ['takeaways missing', /Key takeaways:\n\n- Size.*\n- The map.*\n/, '', '14:1 warning missing-takeaways'],
  [
    'takeaways on one line',
    /Key takeaways:\n\n- Size.*\n- The map.*\n/,
    'Key takeaways: - A - B\n',
    '14:1 warning missing-takeaways',
  ],
  ['an untagged section', '[Training] ', '', '14:1 warning untagged-section'],
  ['an unknown tag', '[Training]', '[Quantum]', '14:1 warning unknown-tag'],
  ['an unknown tag of a note', '[Safety]', '[Saftey]', '40:1 warning unknown-tag'],
  [
    'a source without a link',
    '[Late Notes](https://example.org/notes)',
    'Late Notes',
    '36:1 warning source-without-link',
  ],
  ['a missing source', /Source: \[Late.*\n/, '', '27:1 warning missing-source'],
  ['a source with nothing behind it', /Source: \[Late.*\n/, 'Source:\n', '27:1 warning missing-source'],
  ['too few bullets', /- \*\*Memory.*\n/, '', '7:1 warning overview-mismatch'],
  ['too many bullets', '- **Memory', '- More.\n- **Memory', '7:1 warning overview-mismatch'],
  [
    'a bullet about another section',
    '**Small models can plan.** They need a map first.',
    '**Waiting costs.** Agents that wait remember late.',
    '9:1 warning overview-mismatch',
  ],
  ['no overview', /## Today's Overview\n\n.*\n.*\n/, '', '1:1 warning missing-overview'],
  ['an overview without bullets', /- \*\*Small.*\n.*\n/, '', '1:1 warning missing-overview'],
  ['empty notes', /- 03 .*\n/, '', '38:1 warning empty-notes'],
  ['a title too long for a thread', title, 'x'.repeat(101), '14:1 warning long-title'],
  ['a title too long for a heading', title, 'x'.repeat(151), '14:1 warning long-title'],
  ['a digest’s title too long', 'Small models, long memories', 'x'.repeat(101), '1:1 warning long-title'],
  [
    'an address too long for a button',
    'https://example.org/notes',
    `https://example.org/${'x'.repeat(500)}`,
    '36:1 warning long-link',
  ],
])('%s is reported at its place', (_, from, to, remark) => {
  expect(remarks({ problems: lint(from, to) })).toEqual([remark])
})

test('lengths just allowed are not reported', () => {
  expect(lint(title, 'x'.repeat(100))).toEqual([])
  expect(lint('Small models, long memories', 'x'.repeat(100))).toEqual([])
})

test.each([
  ['[Training]', '[Trainig]', '[Trainig] is not in the vocabulary. Did you mean [Training]?'],
  ['[Training]', '[Agnet]', '[Agnet] is not in the vocabulary. Did you mean [Agent]?'],
  ['[Training]', '[Image]', '[Image] is not in the vocabulary. Did you mean [Image Gen]?'],
  ['[Training]', '[推理加迹]', '[推理加迹] is not in the vocabulary. Did you mean [推理加速]?'],
  [
    '[Training]',
    '[Gastronomy]',
    '[Gastronomy] is not in the vocabulary. Add it to the vocabulary, or choose one of its tags.',
  ],
  ['[Training] How', 'Image Gen How', 'This section has no tag. If “Image Gen” is one, write [Image Gen].'],
  ['[Training] ', '', 'This section has no tag. Write one in brackets: `### 01 [Tag] Title`.'],
  [
    /Key takeaways:\n\n- Size.*\n- The map.*\n/,
    'Key takeaways: - A - B\n',
    'The key takeaways of this section are no list. Write each as a bullet on a line of its own.',
  ],
])('%s → %s says what to do', (from, to, message) => {
  expect(lint(from, to).map((each) => describeProblem(each))).toEqual([message])
})

test('a digest that cannot be read is not linted', () => {
  expect(lintDigest(read(''), vocabulary, limits)).toEqual([])
})

test('what was withdrawn is nothing to improve any more', () => {
  expect(lint(/^title: .*$/m, `title: ${'x'.repeat(120)}`)).toHaveLength(1)
  expect(lint(/^title: .*$/m, `title: ${'x'.repeat(120)}\nwithdrawn: The figures were wrong.`)).toEqual([])
})
