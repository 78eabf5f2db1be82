import type { DraftProblem } from '../../domain/draft.ts'
import type { Quantity } from './quantity.ts'
import { unitOf } from './units.ts'

/** The words between a part and its whole: 27 of 100, one in five, 3 out of every 10. */
const partSign = /^\s(?:out of|of|in)\s(?:every\s|all\s|the\s|its\s|their\s)?$/

interface Fraction {
  readonly part: Quantity
  readonly whole: Quantity
}

/** The counts of a text that are a part of another one, in order. */
function fractionsIn(numbers: readonly Quantity[], text: string): Fraction[] {
  const isCounted = ({ readings, isLabel }: Quantity) => !isLabel && readings[0]?.unit === undefined
  return numbers.slice(1).flatMap((whole, at) => {
    const part = numbers[at]
    const isFraction = part && isCounted(part) && isCounted(whole) && partSign.test(text.slice(part.end, whole.start))
    return isFraction ? [{ part, whole }] : []
  })
}

/** The numbers of a text, where `27 of 100` is also 27%. */
export function withShares(numbers: readonly Quantity[], text: string): readonly Quantity[] {
  const fractions = fractionsIn(numbers, text)
  const percent = unitOf('%')
  return numbers.map((number) => {
    const whole = fractions.find(({ part }) => part === number)?.whole
    const part = fractions.find((each) => each.whole === number)?.part
    const [value, of] = [number.readings[0]?.value ?? 0, whole?.readings[0]?.value ?? 0]
    const share = of > value && percent ? [{ value: (100 * value) / of, unit: percent }] : []
    return { ...number, readings: [...number.readings, ...share], ...(part && { wholeOf: part }) }
  })
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
    return [{ kind: 'unit', what: text.slice(fraction.part.start, fraction.whole.end) }]
  })
}
