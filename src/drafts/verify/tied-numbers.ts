import type { DraftProblem } from '../../domain/draft.ts'
import { anchorsIn } from './anchors.ts'

/** A number that belongs to the word before it: level 19, iPhone 17, Claude Sonnet 4. Sentences begin with a capital letter, too. */
const labelled =
  /\b((?:level|version|release|stage|phase|chapter|section|table|figure|step|layer|rank|size|grade|wave|tier)|\p{Ll}{0,3}\p{Lu}[\p{L}\d]*)s?\s(?!(?:19|20)\d\d\b)(\d+(?:\.\d+)?)(?![\p{L}\d%])(?!\s(?:percent|million|billion|thousand)\b)/gu

/** Two numbers that say something together: 41:1, 19/25. */
const joined = /(?<![\d.:/])(\d+(?:\.\d+)?)\s?([:/])\s?(\d+(?:\.\d+)?)(?![\d:/])/g

/** A number of a text that is a part of a name or a label, with both. */
export interface TiedNumber {
  readonly word: string
  readonly number: string
  /** Where the number begins. */
  readonly start: number
}

export function tiedNumbers(text: string): readonly TiedNumber[] {
  return [...text.matchAll(labelled)].flatMap(({ 0: whole, 1: word = '', 2: number = '', index }) =>
    anchorsIn(word).size === 0
      ? []
      : [{ word: word.toLowerCase(), number, start: index + whole.length - number.length }],
  )
}

/** Labels and ratios with another number than in the evidence: "level 1" for level 19, 1:41 for 41:1. */
export function tiedProblems(text: string, evidence: string): DraftProblem[] {
  const known = tiedNumbers(evidence)
  const wrong = tiedNumbers(text).filter(({ word, number }) => {
    const same = known.filter((each) => each.word === word)
    return same.length > 0 && !same.some((each) => each.number === number)
  })
  const ratios = [...evidence.matchAll(joined)]
  const turned = [...text.matchAll(joined)].filter(([, first, sign, second]) => {
    const has = (one?: string, other?: string) =>
      ratios.some((each) => each[1] === one && each[2] === sign && each[3] === other)
    return (
      !has(first, second) && ratios.some((each) => [first, second].some((end) => end === each[1] || end === each[3]))
    )
  })
  return [
    ...wrong.map(({ word, number }): DraftProblem => ({ kind: 'unit', what: `${word} ${number}` })),
    ...turned.map(([what]): DraftProblem => ({ kind: 'unit', what })),
  ]
}
