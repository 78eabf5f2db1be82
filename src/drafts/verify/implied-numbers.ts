import type { Quantity, Reading } from './quantity.ts'
import { unitOf } from './units.ts'

/** Rates that name their unit of time without a number. */
const rates: readonly (readonly [RegExp, string])[] = [
  [/\bdaily\b|日均|每日|täglich|quotidien|\bdiari[oa]/i, 'day'],
  [/\bweekly\b|周均|每周|wöchentlich|hebdomadaire|\bsemanal/i, 'week'],
  [/\bmonthly\b|月均|monatlich|mensuel|\bmensual/i, 'month'],
  [/\b(?:yearly|annual(?:ly)?)\b|年均|全年|jährlich|\bannuel|\banual/i, 'year'],
]

/** Numbers in German, French and Spanish words. */
const numerals = [
  ['zwei', 'deux', 'dos'],
  ['drei', 'trois', 'tres'],
  ['vier', 'quatre', 'cuatro'],
  ['fünf', 'cinq', 'cinco'],
  ['sechs', 'six', 'seis'],
  ['sieben', 'sept', 'siete'],
  ['acht', 'huit', 'ocho'],
  ['neun', 'neuf', 'nueve'],
  ['zehn', 'dix', 'diez'],
  ['elf', 'onze', 'once'],
  ['zwölf', 'douze', 'doce'],
]
const values = new Map(numerals.flatMap((words, at) => words.map((word) => [word, at + 2] as const)))
const one = /^(?:eine?[rms]?|une?|uno|una)$/

const parts: Readonly<Record<string, number>> = {
  ...{ hälfte: 2, drittel: 3, viertel: 4, fünftel: 5, sechstel: 6, siebtel: 7, achtel: 8, zehntel: 10 },
  ...{ moitié: 2, tiers: 3, quart: 4, quarts: 4, cinquième: 5, cinquièmes: 5, sixième: 6, dixième: 10 },
  ...{ mitad: 2, tercio: 3, tercios: 3, cuarto: 4, cuartos: 4, quinto: 5, quintos: 5, sexto: 6, décimo: 10 },
}

/** What stands between a part and its whole: "uno de cada ocho", "drei von zehn", "un sur six". */
const ofWhole = /^\s(?:de cada|von|aus|sur)\s$/

/** Numbers that a text of a source says without digits, in words that are read only there: they support a number, and are none. */
export function impliedNumbers(text: string): Quantity[] {
  const perTime = rates.flatMap(([pattern, unit]) =>
    pattern.test(text) ? [quantity({ value: 1, unit: unitOf(unit) })] : [],
  )
  if (/\bthe\b/i.test(text)) return perTime
  const words = [...text.toLowerCase().matchAll(/\p{Script=Latin}+/gu)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    value: values.get(word) ?? (one.test(word) ? 1 : undefined),
    part: parts[word],
  }))
  const found = words.flatMap((word, at): Quantity[] => {
    const next = words[at + 1]
    if (word.part !== undefined && !words[at - 1]?.value) return [share(1 / word.part)]
    if (word.value === undefined) return []
    if (next?.part !== undefined) return [share(word.value / next.part)]
    const whole = words.slice(at + 1, at + 4).find(({ value }) => value !== undefined)
    if (whole?.value && whole.value > word.value && ofWhole.test(text.slice(word.end, whole.start)))
      return [share(word.value / whole.value)]
    return word.value > 1
      ? [quantity({ value: word.value, unit: next && unitOf(text.slice(next.start, next.end)) })]
      : []
  })
  return [...perTime, ...found]
}

function share(value: number): Quantity {
  return quantity({ value: 100 * value, unit: unitOf('%') })
}

function quantity({ value, unit }: { value: number; unit: Reading['unit'] | undefined }): Quantity {
  const readings = [{ value, ...(unit && { unit }) }]
  return { raw: '', start: 0, end: 0, readings, kind: 'digits', isRough: false, isCount: false, isLabel: false }
}
