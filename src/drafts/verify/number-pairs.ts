import type { Quantity, Reading } from './quantity.ts'

export type Pair = readonly [Quantity, Quantity]

/** Numbers that measure the same. Without a unit, only those that stand next to each other. */
export function pairsIn(numbers: readonly Quantity[]): Pair[] {
  const measured = numbers.filter(({ kind, isLabel }) => kind === 'digits' && !isLabel)
  return measured.flatMap((one, at) =>
    measured.slice(at + 1).flatMap((other, gap): Pair[] => {
      const [first, second] = [one.readings[0]?.unit?.dimension, other.readings[0]?.unit?.dimension]
      return first === second && (gap === 0 || first !== undefined) ? [[one, other]] : []
    }),
  )
}

/** The value in the smallest unit of its dimension. */
export function inBase({ value, unit }: Reading): number {
  return value * (unit?.factor ?? 1)
}
