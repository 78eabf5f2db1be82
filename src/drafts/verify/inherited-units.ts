import { multiplierIn } from './multipliers.ts'
import type { Quantity } from './quantity.ts'

/** Separators between the numbers of a range or a list. */
const joint =
  /^\s?(?:-|to|and|or|,|,? and|、|through|until|到|至|升至|升到|降至|降到|增至|减到|和|与|或|提升到|提高到|缩短到|down to|up to|±|\/)\s?[$€£¥]?$/i

/**
 * `from 4 to 9 percent`, `3, 7 and 16 billion`: the numbers of a range or a list inherit the unit and the scale of the
 * last.
 */
export function inherited(found: readonly Quantity[], text: string): Quantity[] {
  const result = [...found]
  const scales = found.map(({ raw, kind }) => {
    const behind = raw.replace(/^[\d.,' ]*\d/, '')
    return kind === 'digits' ? (multiplierIn(behind)?.factor ?? 1) : 1
  })
  for (let at = result.length - 2; at >= 0; at -= 1) {
    const [quantity, next, scale = 1] = [result[at], result[at + 1], scales[at + 1]]
    const sign = text.slice(quantity?.end, next?.start)
    // A Chinese list has 、 between its items.
    const isClauseEnd = /^,\s/.test(sign) && /\p{Script=Han}$/u.test(quantity?.raw ?? '')
    if (!quantity || !next || isClauseEnd || !joint.test(sign)) continue
    const unit = next.readings.find((reading) => reading.unit)?.unit
    const own = quantity.readings.map((reading) => (unit && !reading.unit ? { ...reading, unit } : reading))
    const isScaled = scale > 1 && scales[at] === 1 && quantity.kind === 'digits' && !quantity.isLabel
    if (isScaled) scales[at] = scale
    result[at] = {
      ...quantity,
      readings: [...(isScaled ? own.map((reading) => ({ ...reading, value: reading.value * scale })) : []), ...own],
    }
  }
  for (const [at, quantity] of result.entries()) {
    const before = result[at - 1]
    const unit = before?.readings[0]?.unit
    if (!before || !unit || quantity.isLabel || quantity.readings.some((reading) => reading.unit)) continue
    if (!instead.test(text.slice(before.end, quantity.start))) continue
    result[at] = {
      ...quantity,
      readings: [...quantity.readings.map((reading) => ({ ...reading, unit })), ...quantity.readings],
    }
  }
  return result.map((quantity, at) => {
    if (!ofThem.test(text.slice(quantity.end))) return quantity
    const scale = scales.slice(0, at).findLast((each) => each > 1) ?? 1
    const [own] = quantity.readings
    return own && scale > 1 ? { ...quantity, readings: [{ value: own.value * scale }] } : quantity
  })
}

/** "Two weeks instead of three". */
const instead = /^\s(?:instead of|rather than|statt|au lieu de|en (?:vez|lugar) de)\s$/i

/** "26 million euros, and six of them". */
const ofThem = /^\sof (?:them|these|those|it|which)\b/
