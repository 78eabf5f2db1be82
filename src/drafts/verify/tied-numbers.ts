import type { DraftProblem } from '../../domain/draft.ts'
import { anchorsIn } from './anchors.ts'
import { isSame } from './quantities.ts'
import type { Quantity } from './quantity.ts'

/** A number that belongs to the word before it: level 19, iPhone 17, Claude Sonnet 4. */
const labelled =
  /\b((?:level|version|release|stage|phase|chapter|section|table|figure|step|layer|rank|size|grade|wave|tier)|\p{Ll}{0,3}\p{Lu}[\p{L}\d]*)s?\s(?!(?:19|20)\d\d\b)(\d+(?:\.\d+)?[BM]?)(?![\p{L}\d%])(?!\s(?:percent|million|billion|thousand)\b)/gu

/** Further numbers of the same word: "tables 1, 2 and 4", OLMo 2 32B. */
const further = /^(?:\s?(?:,|-|and|or|to|和|、)\s?(\d+(?:\.\d+)?)(?![\p{L}\d%])|[\s-](\d+(?:\.\d+)?[BM])(?![\p{L}\d]))/u

/** A day may be named without its month. */
const noLabel = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/

/** Two numbers that form one value: 41:1, 19/25. */
const joined = /(?<![\d.:/])(\d+(?:\.\d+)?)\s?[:/]\s?(\d+(?:\.\d+)?)(?![\d:/])/g

/** A number that is part of a name or a label, together with it. */
interface TiedNumber {
  readonly word: string
  readonly number: string
  /** The position of the number. */
  readonly start: number
}

export function tiedNumbers(text: string): readonly TiedNumber[] {
  return [...text.matchAll(labelled)].flatMap(({ 0: whole, 1: label = '', 2: number = '', index }) => {
    if (noLabel.test(label) || anchorsIn(label).size === 0) return []
    const word = label.toLowerCase().replace(/s$/, '')
    const found = [{ word, number, start: index + whole.length - number.length }]
    for (let end = index + whole.length; ; ) {
      const [gap = '', listed, size] = further.exec(text.slice(end)) ?? []
      const next = listed ?? size
      if (next === undefined) return found
      end += gap.length
      found.push({ word, number: next, start: end - next.length })
    }
  })
}

/**
 * Whether two numbers stand right behind different words, such as February 2020 and April 2021, and in the evidence behind the same
 * ones: they are not exchanged then.
 */
export function haveOwnWords(one: Quantity, other: Quantity, text: string, evidence: readonly Numbered[]): boolean {
  const words = [one, other].map((number) => wordBefore(number, text))
  const isKnown = (number: Quantity, word: string | undefined) =>
    word !== undefined &&
    evidence.some((each) =>
      each.numbers.some((known) => isSame(known, number) && wordBefore(known, each.text) === word),
    )
  return words[0] !== words[1] && [one, other].every((number, at) => isKnown(number, words[at]))
}

/** A sentence with its numbers. */
interface Numbered {
  readonly text: string
  readonly numbers: readonly Quantity[]
}

function wordBefore({ start }: Quantity, text: string): string | undefined {
  const word = /(?<!\p{L})(\p{L}{3,})\s$/u.exec(text.slice(0, start))?.[1]
  return word === undefined || anchorsIn(word).size === 0 ? undefined : word.toLowerCase()
}

/** The text with a hyphen in each name that one of the `others` has too, so that its version is no figure: OLMo-2-32B. */
export function joinNames(text: string, others: readonly string[]): string {
  const known = others.flatMap(tiedNumbers)
  const shared = tiedNumbers(text).filter(({ word, number }) =>
    known.some((each) => each.word === word && each.number === number),
  )
  return shared.reduce(
    (joined, { start }) =>
      joined[start - 1] === ' ' ? `${joined.slice(0, start - 1)}-${joined.slice(start)}` : joined,
    text,
  )
}

/** Labels and ratios with numbers other than in the evidence: "level 1" for level 19, 1:41 for 41:1. */
export function tiedProblems(text: string, evidence: string): DraftProblem[] {
  const known = tiedNumbers(evidence)
  const wrong = tiedNumbers(text).filter(({ word, number }) => {
    const same = known.filter((each) => each.word === word)
    return same.length > 0 && !same.some((each) => each.number === number)
  })
  const ratios = [...evidence.matchAll(joined)].map(([, first, second]) => [Number(first), Number(second)] as const)
  const turned = [...text.matchAll(joined)].filter(([, first, second]) => {
    const [one, other] = [Number(first), Number(second)]
    const isKnown = (end: number) => ratios.some((ratio) => ratio.includes(end))
    return isKnown(one) && isKnown(other) && !ratios.some((ratio) => ratio[0] === one && ratio[1] === other)
  })
  return [
    ...wrong.map(({ word, number }): DraftProblem => ({ kind: 'unit', what: `${word} ${number}` })),
    ...turned.map(([what]): DraftProblem => ({ kind: 'unit', what })),
  ]
}
