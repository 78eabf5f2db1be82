import { anchorsIn } from './anchors.ts'
import type { NumberContext } from './number-context.ts'

/** The text after a number that has neither a unit nor a noun of its own. */
const bareEnd =
  /^\s*(?:$|[,.;:()，。；：、（）]|(?:and|but|while|whereas|against|versus|compared|in|on|at|for|with|without|after|before|by|near|under)\b|[和而与])/

/** The numbers in "3.9 at 3 bits" and "48 hours 39" are of two things, so that they do not share a unit. */
const clauseEnd = /[,.;:](?!\d)|[，。；：、]|\b(?:and|but|while|whereas|against|versus|than)\b|[和与而]/

/** What joins a part and its whole, which has the noun of both. */
const partSign = /^\s(?:out\s)?of\s(?:the\s|all\s|its\s|our\s)?$/

const weight = { noun: 2, unit: 1.5 } as const

/** Adds the noun or the unit that a text names once for several numbers: "the dense one loses 17 points and ours 6". */
export function withElidedWords(text: string, contexts: readonly NumberContext[]): readonly NumberContext[] {
  return contexts.map((context, at) => {
    const whole = contexts[at + 1]
    const isPart = whole && partSign.test(text.slice(context.number.end, whole.number.start))
    if (!isPart && !isBare(context, text)) return context
    const words = new Map(context.words)
    const add = (word: string, value: number) => words.set(word, Math.max(words.get(word) ?? 0, value))
    const beside = contexts.filter((other) => !clauseEnd.test(text.slice(...between(context, other)))).flatMap(unitsOf)
    const isNamed = (other: NumberContext) =>
      !isBare(other, text) && !unitsOf(other).some((dimension) => beside.includes(dimension))
    // "11 of the 41 benchmarks" are benchmarks.
    const nearest = isPart ? whole : (contexts.slice(0, at).findLast(isNamed) ?? contexts.slice(at + 1).find(isNamed))
    const noun = nearest && nounOf(nearest, text)
    if (noun) add(noun, weight.noun + (words.get(noun) ?? 0))
    for (const dimension of nearest ? unitsOf(nearest) : []) add(`#${dimension}`, weight.unit)
    return { ...context, words }
  })
}

function unitsOf({ number }: NumberContext): string[] {
  return number.readings.flatMap(({ unit }) => unit?.dimension ?? [])
}

/** From the end of the first of two numbers to the start of the second. */
function between({ number: one }: NumberContext, { number: other }: NumberContext): [start: number, end: number] {
  return one.start < other.start ? [one.end, other.start] : [other.end, one.start]
}

function isBare({ number }: NumberContext, text: string): boolean {
  return !number.isLabel && !number.readings.some(({ unit }) => unit) && bareEnd.test(text.slice(number.end))
}

/** The noun right behind a number. */
function nounOf({ number }: NumberContext, text: string): string | undefined {
  const [noun] = anchorsIn(/^[^,.;:，。；：]{0,24}/.exec(text.slice(number.end))?.[0] ?? '')
  return noun
}
