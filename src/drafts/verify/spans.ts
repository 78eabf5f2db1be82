import { isSame, type Quantity, quantitiesIn } from './quantities.ts'

/** What stands between the two numbers of a span, with the unit of the first. */
const spanSign =
  /^(?:\s?[\p{L}%]{1,12})?\s?(?:-|(?:down |up )?to|until|through|[到至]|[升降增减]至|[升降增减]到|提[高升]到|缩短到)\s?(?:only |just )?[$€£¥]?$/u

export type Span = readonly [from: Quantity, to: Quantity]

/** `from 9.1 to 4.3`, `between 9 and 13`, 由 62% 到 24%, 2012-2019. */
export function spansIn(text: string, hasDecimalComma: boolean): Span[] {
  const numbers = quantitiesIn(text, hasDecimalComma).filter(({ kind }) => kind === 'digits' || kind === 'words')
  return numbers.slice(1).flatMap((to, at): Span[] => {
    const from = numbers[at]
    if (!from) return []
    const between = text.slice(from.end, to.start)
    const isBetween = /\bbetween\s$/i.test(text.slice(0, from.start)) && /^\s(?:\p{L}+\s)?and\s$/u.test(between)
    return isBetween || spanSign.test(between) ? [[from, to]] : []
  })
}

/** Whether two numbers are a span here, and the evidence has another one that begins or ends with one of them. */
export function isOtherSpan(one: Quantity, other: Quantity, mine: readonly Span[], theirs: readonly Span[]): boolean {
  const hasPair = ([from, to]: Span) => isSame(from, one) && isSame(to, other)
  if (!mine.some(hasPair) || theirs.some(hasPair)) return false
  return theirs.some(([from, to]) => isSame(from, one) || isSame(to, other) || (isSame(from, other) && isSame(to, one)))
}
