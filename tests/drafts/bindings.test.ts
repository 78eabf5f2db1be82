import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problems } from './drafts-fixture.ts'

/** A sentence of a source, and a true sentence about it that has its numbers in another order. */
const bindings = readFileSync('tests/fixtures/drafts/bindings.txt', 'utf8')
  .trim()
  .split('\n')
  .map((line): readonly [string, string] => {
    const [evidence = '', text = ''] = line.split(' => ')
    return [evidence, text]
  })

const languageOf = (text: string) => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en')

/** The sentence with each pair of its numbers exchanged. */
function exchangesOf(text: string): string[] {
  const numbers = [...text.matchAll(/(?<![\w.,:])\d+(?:,\d{3})*(?:\.\d+)?(?![\d:])/g)].filter(
    ([number]) => !/^20\d\d$/.test(number),
  )
  return numbers.flatMap((one, at) =>
    numbers.slice(at + 1).flatMap((other) => {
      if (one[0] === other[0]) return []
      const between = text.slice(one.index + one[0].length, other.index)
      return [text.slice(0, one.index) + other[0] + between + one[0] + text.slice(other.index + other[0].length)]
    }),
  )
}

test('a true sentence that has the numbers of its source in another order is seldom a problem', () => {
  const wrong = bindings.filter(
    ([evidence, text]) => problems(text, evidence, { language: languageOf(text) }).length > 0,
  )
  expect(wrong.length).toBeLessThan(bindings.length / 10)
})

test('numbers that are exchanged are found', () => {
  const lies = bindings.flatMap(([evidence, text]) => exchangesOf(text).map((lie) => [evidence, lie] as const))
  const missed = lies.filter(([evidence, lie]) => problems(lie, evidence, { language: languageOf(lie) }).length === 0)
  expect(lies.length).toBeGreaterThan(60)
  expect(missed.length).toBeLessThan(lies.length / 33)
})
