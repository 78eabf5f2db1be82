import type { DraftProblem } from '../../domain/draft.ts'
import { quantitiesIn } from './quantities.ts'
import type { Quantity, Reading } from './quantity.ts'
import { unitOf } from './units.ts'

/** The words between a part and its whole: 27 of 100, one in five, 3 out of every 10. */
const partSign = /^\s(?:out of|of|in|von|sur|de cada)\s(?:every\s|all\s|the\s|its\s|their\s)?$/

/** The same with what is counted between them: one false alarm in a thousand, three sessions of four. */
const roundWholeSign = /^\s(?:[\p{L}-]+\s){1,3}(?:in|of|out of)\s(?:every\s)?$/u

/** A whole that comes first: "among 1,200 patients, 34". */
const wholeSign = /\b(?:among|(?<!\d\s)of|out of|in)\s(?:the\s|all\s)?$/i
const afterWhole = /^[^\d.,;:()]{1,60},\s$/

/** Every 24th day, "jeder 24. Tag". */
const everyNth = { before: /\b(?:every|jede[rmns]?)\s$/i, behind: /^(?:st|nd|rd|th|\.(?=\s\p{Lu}))/u }

/** 每二十辆车里有 3 辆, and 有一辆, which is no number by itself. */
const everySign = /每\s?$/
const afterEvery = /^(?=[^,.;，。；]*[里中有就漏失错])[^一\d,.;，。；]{1,14}$/
const oneOfEvery = /^[^\d,.;，。；]{1,12}[有漏失错]掉?了?一\p{Script=Han}/u

interface Fraction {
  readonly part: Quantity
  readonly whole: Quantity
}

/** The counts of a text that are a part of another one, in order. */
function fractionsIn(numbers: readonly Quantity[], text: string): Fraction[] {
  const isCounted = ({ readings, isLabel }: Quantity) => !isLabel && readings[0]?.unit === undefined
  return numbers.slice(1).flatMap((second, at): Fraction[] => {
    const first = numbers[at]
    // "92 times in 100".
    if (!first || !(isCounted(first) || / times$/.test(first.raw)) || !isCounted(second)) return []
    const between = text.slice(first.end, second.start)
    const isRound = second.kind === 'words' && /^(?:\d|1\d|20|10+)$/.test(String(countOf(second)))
    if (partSign.test(between) || (isRound && roundWholeSign.test(between))) return [{ part: first, whole: second }]
    const isEvery = everySign.test(text.slice(0, first.start)) && afterEvery.test(between)
    const isWholeFirst = isEvery || (wholeSign.test(text.slice(0, first.start)) && afterWhole.test(between))
    return isWholeFirst && countOf(second) < countOf(first) ? [{ part: second, whole: first }] : []
  })
}

/** The pairs of numbers of which one text says, as the others do, that the first is a part of the second. */
export function sharedFractions(
  text: string,
  evidence: readonly string[],
  hasDecimalComma: boolean,
): readonly (readonly [Quantity, Quantity])[] {
  const [own, ...others] = [text, ...evidence].map((each) => fractionsIn(quantitiesIn(each, hasDecimalComma), each))
  const known = others.flat()
  const isKnown = ({ part, whole }: Fraction) =>
    known.some(
      (each) =>
        // Six of eight for 6.1 of 8.
        [countOf(each.part), Math.round(countOf(each.part))].includes(countOf(part)) &&
        countOf(each.whole) === countOf(whole),
    )
  return (own ?? []).filter(isKnown).map(({ part, whole }) => [part, whole])
}

const countOf = ({ readings }: Quantity) => readings[0]?.value ?? 0

/** The numbers of a text, where `27 of 100` is also 27%. */
export function withShares(numbers: readonly Quantity[], text: string): readonly Quantity[] {
  const fractions = fractionsIn(numbers, text)
  return numbers.map((number) => {
    const [own, ofPart] = [
      fractions.find(({ part }) => part === number),
      fractions.find(({ whole }) => whole === number),
    ].map((fraction) => fraction && shareOf(fraction))
    const isNth =
      number.kind !== 'words' &&
      everyNth.before.test(text.slice(0, number.start)) &&
      everyNth.behind.test(text.slice(number.end))
    const isOneOf = isNth || (everySign.test(text.slice(0, number.start)) && oneOfEvery.test(text.slice(number.end)))
    const share = own ?? ofPart ?? (isOneOf ? percentOf(1, countOf(number)) : undefined)
    return {
      ...number,
      isRough: number.isRough || fractions.some(({ part, whole }) => whole === number && part.isRough),
      readings: own ? [...number.readings, own] : number.readings,
      ...(share && { share }),
    }
  })
}

function shareOf({ part, whole }: Fraction): Reading | undefined {
  return percentOf(countOf(part), countOf(whole))
}

function percentOf(part: number, whole: number): Reading | undefined {
  const percent = unitOf('%')
  return percent && whole > part ? { value: (100 * part) / whole, unit: percent } : undefined
}

/** Parts of other wholes than in the evidence: "1 of 30", although the evidence has "one in five" and "two of 30". */
export function fractionProblems(
  numbers: readonly Quantity[],
  text: string,
  evidence: readonly { readonly numbers: readonly Quantity[]; readonly text: string }[],
): DraftProblem[] {
  const valuesOf = ({ part, whole }: Fraction) => [part, whole].map(({ readings }) => readings[0]?.value)
  const known = evidence.flatMap((each) => fractionsIn(each.numbers, each.text)).map(valuesOf)
  return fractionsIn(numbers, text).flatMap((fraction): DraftProblem[] => {
    const [part, whole] = valuesOf(fraction)
    const isKnown = [part, whole].every((value) => known.some((each) => each.includes(value)))
    if (!isKnown || known.some((each) => each[0] === part && each[1] === whole)) return []
    const [first, last] = [fraction.part, fraction.whole].toSorted((one, other) => one.start - other.start)
    return [{ kind: 'unit', what: text.slice(first?.start, last?.end) }]
  })
}
