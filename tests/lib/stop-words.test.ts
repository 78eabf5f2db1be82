import { expect, test } from 'vitest'
import { isOnlyParticles, withoutParticles } from '../../src/lib/particles.ts'
import { isStopWordIn, languagesOf, onlyAsks } from '../../src/lib/stop-words.ts'

test.each([
  ['was gibt es zu kimi', ['de']],
  ['qué hay de kimi', ['es']],
  ['o que ha sobre kimi', ['pt']],
  ['wat is er over kimi', ['nl']],
  ['что есть про kimi', ['ru']],
  ['attention is all you need', []],
  ['de novo protein design', []],
  ['what is new about la la land', []],
  ['kimi', []],
])('the language of a question: %s', (text, languages) => {
  const found = languagesOf(
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .split(' '),
  )
  if (languages.length === 0) expect(found).toEqual([])
  else expect(found).toEqual(expect.arrayContaining(languages))
})

test('stop words have no accents, as the words of the archive', () => {
  expect(isStopWordIn('pt-BR', 'nao')).toBe(true)
  expect(isStopWordIn('nb', 'ikke')).toBe(true)
  expect(isStopWordIn('fr', 'kimi')).toBe(false)
})

test('a question about everything is one in its language only', () => {
  expect(onlyAsks('¿qué hay de nuevo?')).toBe(true)
  expect(onlyAsks('quoi de neuf')).toBe(true)
  expect(onlyAsks('quoi de kimi')).toBe(false)
})

test.each([
  ['kimi에 대해', 'kimi'],
  ['kimi의 최신 소식', 'kimi'],
  ['kimi는 뭐', 'kimi'],
  ['음성 인식에 대해 알려줘', '음성 인식'],
  ['회의', '회의'],
  ['kimi について', 'kimi'],
  ['音声認識について教えて', '音声認識'],
  ['Kimiの最新ニュースは？', 'Kimi'],
  ['kimiとは', 'kimi'],
  ['ニュース', 'ニュース'],
  ['what is kimi', 'what is kimi'],
])('particles at the end of %s', (text, rest) => expect(withoutParticles(text)).toBe(rest))

test('only particles', () => {
  expect(isOnlyParticles('ニュースは？')).toBe(true)
  expect(isOnlyParticles('소식')).toBe(true)
  expect(isOnlyParticles('kimiのニュース')).toBe(false)
})
