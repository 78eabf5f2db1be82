import { isSame, quantitiesIn } from './quantities.ts'
import type { Quantity } from './quantity.ts'

/** The text between the two numbers of a range, including the unit of the first. */
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

/** Separators of a list. */
const comma = /^\s?(?:,|、|,?\s?(?:and|or)\b|[和与及或])\s?$/

const lastComma = /and|or|[和与及或]/

export type NumberList = readonly Quantity[]

/** `51.2, 60.8 and 67.5`: lists of at least three numbers with nothing between them. */
export function listsIn(text: string, numbers: readonly Quantity[]): NumberList[] {
  const lists: Quantity[][] = []
  let isEnded = false
  for (const [at, number] of numbers.entries()) {
    const before = numbers[at - 1]
    const sign = before && text.slice(before.end, number.start)
    if (sign !== undefined && comma.test(sign) && !isEnded) lists.at(-1)?.push(number)
    else lists.push([number])
    isEnded = sign !== undefined && lists.at(-1)?.[0] !== number && lastComma.test(sign)
  }
  return lists.filter(({ length }) => length > 2)
}

/** Whether a list of the evidence has two numbers of one list: `kept` in the same order, `turned` in the other one. */
export function orderInList(
  one: Quantity,
  other: Quantity,
  mine: readonly NumberList[],
  theirs: readonly NumberList[],
): 'kept' | 'turned' | undefined {
  const homes = [one, other].map((number) => mine.find((list) => list.includes(number)))
  const isWhole = (list: NumberList | undefined) =>
    list !== undefined &&
    theirs.some(
      (each) =>
        each.length === list.length &&
        each.every((number, at) => {
          const own = list[at]
          return own !== undefined && isSame(number, own)
        }),
    )
  if (homes[0] !== homes[1]) return homes.every(isWhole) ? 'kept' : undefined
  if (homes[0] === undefined) return undefined
  const orders = theirs
    .map((list) => [one, other].map((number) => list.findIndex((each) => isSame(each, number))))
    .filter((places) => !places.includes(-1))
  if (orders.length === 0) return undefined
  return orders.some(([first = 0, second = 0]) => first < second) ? 'kept' : 'turned'
}

/** Ranges that are reversed in the evidence: "from 18 to 14". */
export function turnedSpans(mine: readonly Span[], theirs: readonly Span[]): Span[] {
  const has = (from: Quantity, to: Quantity) => theirs.some((span) => isSame(span[0], from) && isSame(span[1], to))
  return mine.filter(([from, to]) => !has(from, to) && has(to, from))
}

/** Whether two numbers are a range here, and the evidence has another range that begins or ends with one of them. */
export function isOtherSpan(one: Quantity, other: Quantity, mine: readonly Span[], theirs: readonly Span[]): boolean {
  const hasPair = ([from, to]: Span) => isSame(from, one) && isSame(to, other)
  if (!mine.some(hasPair) || theirs.some(hasPair)) return false
  return theirs.some(([from, to]) => isSame(from, one) || isSame(to, other) || (isSame(from, other) && isSame(to, one)))
}
