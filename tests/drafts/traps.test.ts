import { expect, test } from 'vitest'
import { splitSentences } from '../../src/drafts/sentences.ts'
import { isInstruction } from '../../src/drafts/verify/instructions.ts'
import { verifyDraft } from '../../src/drafts/verify/verify-draft.ts'
import { day } from '../builders.ts'
import { heldOutFolder, readPairs } from './pairs.ts'
import { traps } from './traps.ts'

const pairs = [...readPairs(), ...readPairs(heldOutFolder)]

test.each(traps)('what rests on “$sentence” is marked', ({ language, sentence, said }) => {
  const pair = pairs.find((each) => each.language === language)
  if (!pair) throw new Error('there is no pair')
  const text = `${pair.source.text} ${sentence}`
  const evidence = [{ candidate: pair.source.id, sentence: splitSentences(text).length - 1 }]
  const body = [...pair.section.body, { text: said, kind: 'fact' as const, evidence, problems: [] }]
  const draft = {
    ...{ publication: 'main', date: day('2026-03-12'), language, createdAt: 0, reserves: [] },
    sections: [{ ...pair.section, body }],
  }
  const verified = verifyDraft(draft, { find: () => ({ ...pair.source, text }), names: [] })
  expect(verified.sections[0]?.body.at(-1)?.problems).not.toEqual([])
})

test('no sentence of an abstract is taken for an instruction', () => {
  const found = pairs.flatMap(({ source }) => splitSentences(source.text).filter(isInstruction))
  expect(found).toEqual([])
})

test.each([
  'Note that the model was not tuned on this set.',
  'We report that accuracy rises by four points.',
  'Please see the appendix for details.',
  'Results suggest that readers recommend shorter texts.',
  'The model must state its uncertainty before it answers.',
  'A summary of the data is in Table 2.',
  'Summaries should be short, say most readers in our survey.',
  'We ask readers to rate each answer.',
  'Do not use the model for diagnoses.',
  '请注意，该方法尚未公开。',
  '结果说明推荐系统应当更透明。',
])('“%s” is a statement', (sentence) => {
  expect(isInstruction(sentence)).toBe(false)
})
