import type { Quantity, Reading } from './quantity.ts'

/** What stands between the parts of one measure: "an hour and ten minutes", 一小时零五分钟, 2 min 30 s. */
const joint = /^\s?(?:and\s|零|又)?$/

const isCompound = /^(?:duration|months|length)$/

/** 2025 年 3 月 9 日 is a date, "30 minutes a day" and 每天 30 分钟 are rates. */
const isDate = /(?<!个)月$|日$/
const isRate = /^(?:per|each|every|每)|天\s?$|\bdays?$/

/** The quantities of a text, where those of one measure in two units are one: 70 minutes for "an hour and ten minutes". */
export function withCompounds(quantities: readonly Quantity[], text: string): readonly Quantity[] {
  const result: Quantity[] = []
  for (const quantity of quantities) {
    const before = result.at(-1)
    const isJoined =
      before &&
      joint.test(text.slice(before.end, quantity.start)) &&
      !isDate.test(quantity.raw) &&
      !isRate.test(before.raw)
    const sum = isJoined && sumOf(before.readings, quantity.readings)
    if (!before || !sum) result.push(quantity)
    else {
      const raw = text.slice(before.start, quantity.end).trim()
      const kind = before.kind === 'article' ? 'words' : before.kind
      result[result.length - 1] = { ...before, raw, kind, end: quantity.end, readings: [sum] }
    }
  }
  return result
}

function sumOf([large]: readonly Reading[], [small]: readonly Reading[]): Reading | undefined {
  if (!large?.unit || !small?.unit || large.unit.dimension !== small.unit.dimension) return undefined
  const part = (small.value * small.unit.factor) / large.unit.factor
  return isCompound.test(large.unit.dimension) && small.unit.factor < large.unit.factor && part < 1
    ? { value: large.value + part, unit: large.unit }
    : undefined
}
