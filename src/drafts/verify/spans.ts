import { isSame, quantitiesIn } from './quantities.ts'
import type { Quantity } from './quantity.ts'

/** The text between the two numbers of a range, including the unit of the first. */
const spanSign =
  /^(?:\s?[\p{L}%]{1,12})?\s?(?:-|±|(?:down |up )?to|bis|auf|à|al?|until|through|[到至]|[升降增减]至|[升降增减]到|提[高升]到|缩短到)\s?(?:only |just )?[$€£¥]?$/u

/** The same after 从 or 由, with a verb: 从 16 元一路跌到 4.2 元. */
const hanSign = /^[^\d,;。]{0,12}[到至成为]\s?$/
const hanStart = /[从由自](?:[^\d,;。到至]{0,8})$/

/** What comes before the earlier of two numbers: "128 rather than 16", "up from 16", 之前是 0.31 元. */
const backwards =
  /^(?:[\s-]?[\p{L}%]{1,12}){0,2},?\s(?:rather than|instead of|(?:up|down) from|previously|formerly|where (?:it|they) (?:was|were|would have been|used to be)|statt|gegenüber|au lieu d[eu]|contre|en (?:vez|lugar) del?|frente al?)\s(?:\p{Ll}+\s){0,2}[$€£¥]?$|^\s?[^\d,;。]{0,6}[,(]\s?(?:之前|以前|原来|原先|原本|此前|过去|去年)(?:\p{Script=Han}{0,6}?)\s?$/u

const earlier =
  /\b(?:before|previously|formerly|used to|originally)\b[^,;.]{0,24}$|(?<!目)前,?[^,;。\d]{0,16}$|(?:原来|原先|原本|过去|去年)[^,;。\d]{0,12}$/i
const later =
  /\b(?:after|afterwards|now|today)\b[^,;.]{0,24}$|后,?[^,;。\d]{0,16}$|(?:如今|现在|目前|今年)[^,;。\d]{0,12}$/i
const isEarlier = /^[^,;.\d]{0,24}\b(?:before|earlier|previously)\b/i
const isLater = /^[^,;.\d]{0,24}\b(?:after|afterwards|later|now|today)\b/i

/** From the earlier number to the later one, or from the lower to the higher end of a range. */
export type Span = readonly [from: Quantity, to: Quantity]

/** `from 9.1 to 4.3`, `between 9 and 13`, 由 62% 到 24%, 2012-2019, `4.3, down from 9.1`, `9.1 before and 4.3 after`. */
export function spansIn(text: string, hasDecimalComma: boolean): Span[] {
  const numbers = quantitiesIn(text, hasDecimalComma).filter(({ kind }) => kind === 'digits' || kind === 'words')
  return numbers.slice(1).flatMap((second, at): Span[] => {
    const first = numbers[at]
    if (!first) return []
    const before = text.slice(numbers[at - 1]?.end ?? 0, first.start)
    const between = text.slice(first.end, second.start)
    const isBetween = /\bbetween\s$/i.test(before) && /^\s(?:\p{L}+\s)?and\s$/u.test(between)
    const isHan = hanStart.test(before) && hanSign.test(between)
    if (isBetween || isHan || spanSign.test(between)) return [[first, second]]
    if (backwards.test(between)) return [[second, first]]
    const roles = [roleOf(before, between), roleOf(between, text.slice(second.end, numbers[at + 2]?.start))].join()
    if (roles === 'earlier,later') return [[first, second]]
    return roles === 'later,earlier' ? [[second, first]] : []
  })
}

/** Whether the words around a number say that it was measured before or after a change. */
function roleOf(before: string, behind: string): 'earlier' | 'later' | undefined {
  if (isEarlier.test(behind)) return 'earlier'
  if (isLater.test(behind)) return 'later'
  const [first, last] = [earlier.exec(before)?.index, later.exec(before)?.index]
  if (first === undefined) return last === undefined ? undefined : 'later'
  return last === undefined || last < first ? 'earlier' : 'later'
}

/** Separators of a list. */
const comma = /^\s?(?:,|、|,?\s?(?:and|or)\b|[和与及或])\s?$/

const lastComma = /and|or|[和与及或]/

type NumberList = readonly Quantity[]

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

/** The range whose ends are two numbers, whichever of them is written first. */
export function spanOf(one: Quantity, other: Quantity, spans: readonly Span[]): Span | undefined {
  return spans.find((span) => [one, other].every((number) => span.some((end) => isSame(end, number))))
}

/** Whether two numbers are a range here, and the evidence has another range that begins or ends with one of them. */
export function isOtherSpan(one: Quantity, other: Quantity, mine: readonly Span[], theirs: readonly Span[]): boolean {
  const span = spanOf(one, other, mine)
  if (!span) return false
  const [from, to] = span
  if (theirs.some((each) => isSame(each[0], from) && isSame(each[1], to))) return false
  return theirs.some(
    (each) => isSame(each[0], from) || isSame(each[1], to) || (isSame(each[0], to) && isSame(each[1], from)),
  )
}
