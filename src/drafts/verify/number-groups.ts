import { isSame } from './quantities.ts'
import type { Quantity } from './quantity.ts'

/** The end of the text about one thing. */
const groupEnd = /(?<!\d)[.;]|[.;](?!\d)|[；。]|,?\s(?:while|whereas|but)\b|，?(?:而|但)/g

type NumberGroup = readonly Quantity[]

/** The groups of at least two numbers that a text states together: "dry coolers add 2.3 °C and take 0.1 litres; …". */
export function groupsIn(text: string, numbers: readonly Quantity[]): NumberGroup[] {
  const ends = [0, ...[...text.matchAll(groupEnd)].map(({ index }) => index), text.length]
  const groups = ends.slice(1).map((end, at) => numbers.filter(({ start }) => start >= (ends[at] ?? 0) && start < end))
  return groups.filter((group) => group.length > 1)
}

/**
 * Compares the groups of two numbers with those of the evidence: `same` as written, `exchanged` only if the numbers
 * trade places; undefined if the evidence groups them in another way.
 */
export function grouping(
  one: Quantity,
  other: Quantity,
  mine: readonly NumberGroup[],
  theirs: readonly NumberGroup[],
): 'same' | 'exchanged' | undefined {
  const [first, second] = [one, other].map((number) => mine.find((group) => group.includes(number)))
  if (!first || !second || first === second) return undefined
  const fits = (left: NumberGroup, right: NumberGroup) => {
    const [home, away] = [left, right].map((group) =>
      theirs.filter((known) => group.every((number) => known.some((each) => isSame(each, number)))),
    )
    return home?.some((known) => away?.some((rival) => rival !== known)) === true
  }
  const replaced = (group: NumberGroup, from: Quantity, to: Quantity) =>
    group.map((each) => (each === from ? to : each))
  const isExchanged = fits(replaced(first, one, other), replaced(second, other, one))
  if (fits(first, second)) return isExchanged ? undefined : 'same'
  return isExchanged ? 'exchanged' : undefined
}
