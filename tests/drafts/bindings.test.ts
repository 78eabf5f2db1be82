import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problems } from './drafts-fixture.ts'

/** A sentence of a source, and a true sentence about it that has its numbers in another order. */
const bindings = readBindings('bindings')
/** The same about names: who does what to whom. */
const nameBindings = readBindings('name-bindings')

function readBindings(name: string): readonly (readonly [string, string])[] {
  const lines = readFileSync(`tests/fixtures/drafts/${name}.txt`, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [evidence = '', text = ''] = line.split(' => ')
    return [evidence, text]
  })
}

const found = (text: string, evidence: string) =>
  problems(text, evidence, { language: /\p{Script=Han}/u.test(text) ? 'zh' : 'en' }).length > 0

/** The sentence with each pair of its numbers exchanged. */
function exchangesOf(text: string): string[] {
  const numbers = text.matchAll(/(?<![\w.,:])\d+(?:,\d{3})*(?:\.\d+)?(?![\d:])/g)
  return exchanged(
    text,
    [...numbers].filter(([number]) => !/^20\d\d$/.test(number)),
  )
}

/** The sentence with each pair of names exchanged that its evidence has as well. */
function nameExchangesOf(text: string, evidence: string): string[] {
  const names = text.matchAll(
    /(?<![\w-])(?!The\b|In\b|On\b|For\b|Teacher|Patients|Marie|Ken)[A-Z][A-Za-z]+(?:\d\w*)?(?![\w-])|华为|中芯国际|北京|上海|粤语|闽南语|香港|厦门|英伟达|三星公司/g,
  )
  return exchanged(
    text,
    [...names].filter(([name]) => evidence.includes(name)),
  )
}

function exchanged(text: string, places: readonly RegExpExecArray[]): string[] {
  return places.flatMap((one, at) =>
    places.slice(at + 1).flatMap((other) => {
      const between = text.slice(one.index + one[0].length, other.index)
      // In a mere list the order says nothing.
      if (one[0] === other[0] || /^\s?(?:,|、|，|and|or|和|与|或|, and)?\s?$/u.test(between)) return []
      return [text.slice(0, one.index) + other[0] + between + one[0] + text.slice(other.index + other[0].length)]
    }),
  )
}

test('a true sentence that has the numbers of its source in another order is seldom a problem', () => {
  const wrong = bindings.filter(([evidence, text]) => found(text, evidence))
  expect(wrong.length).toBeLessThan(bindings.length / 10)
})

test('of names that are exchanged, four in five are found, and few true sentences are a problem', () => {
  const wrong = nameBindings.filter(([evidence, text]) => found(text, evidence))
  expect(wrong.length).toBeLessThan(nameBindings.length / 6)
  const lies = nameBindings.flatMap(([evidence, text]) =>
    nameExchangesOf(text, evidence).map((lie) => [evidence, lie] as const),
  )
  expect(lies.length).toBeGreaterThan(45)
  expect(lies.filter(([evidence, lie]) => found(lie, evidence)).length).toBeGreaterThanOrEqual(lies.length * 0.8)
})

test('numbers that are exchanged are found', () => {
  const lies = bindings.flatMap(([evidence, text]) => exchangesOf(text).map((lie) => [evidence, lie] as const))
  const missed = lies.filter(([evidence, lie]) => !found(lie, evidence))
  expect(lies.length).toBeGreaterThan(60)
  expect(missed.length).toBeLessThan(lies.length / 33)
})
