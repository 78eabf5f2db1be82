import { expect, test } from 'vitest'
import { splitSentences } from '../../src/drafts/sentences.ts'

test('English sentences end at full stops, not at abbreviations, initials, versions and decimals', () => {
  const text =
    'GPT-4.1 gains 7.5 points, e.g. on Fig. 3. J. Smith et al. (2024) disagree! Does it hold? “It does.” The U.S. team left.'
  expect(splitSentences(text)).toEqual([
    'GPT-4.1 gains 7.5 points, e.g. on Fig. 3.',
    'J. Smith et al. (2024) disagree!',
    'Does it hold?',
    '“It does.”',
    'The U.S. team left.',
  ])
  expect(splitSentences('It is lower (s.e. 0.2). It opens at 9 a.m. The rest waits.')).toEqual([
    'It is lower (s.e. 0.2).',
    'It opens at 9 a.m.',
    'The rest waits.',
  ])
  expect(splitSentences('Questions ("whose cup is this?") were asked. Why? it says.')).toEqual([
    'Questions ("whose cup is this?") were asked.',
    'Why?',
    'it says.',
  ])
  expect(splitSentences('It takes 248 ms. Ms. Ono agrees.')).toEqual(['It takes 248 ms.', 'Ms. Ono agrees.'])
})

test('Chinese sentences end at their marks, with the quotation marks that close there', () => {
  expect(splitSentences('他说：“可以。”速度是原来的 2.1 倍！真的吗？是的')).toEqual([
    '他说：“可以。”',
    '速度是原来的 2.1 倍！',
    '真的吗？',
    '是的',
  ])
})

test('paragraphs and items of lists are sentences of their own, and line breaks inside one are blanks', () => {
  expect(splitSentences('First line\ngoes on.\n\nSecond\n- one\n- two')).toEqual([
    'First line goes on.',
    'Second',
    '- one',
    '- two',
  ])
})
