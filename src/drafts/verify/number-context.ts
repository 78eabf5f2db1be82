import { anchorsIn, stem } from './anchors.ts'
import { type Quantity, quantitiesIn } from './quantities.ts'

/** A number and the words around it, each with how much it says about what the number belongs to. */
export interface NumberContext {
  readonly number: Quantity
  readonly words: ReadonlyMap<string, number>
  /** The names among the words, also those of the parts before and behind. */
  readonly names: ReadonlySet<string>
}

/** Where one statement ends and the next begins. Points and commas inside numbers do not count. */
const boundary =
  /(?<!\d)[,.;:()，。；：、（）]|[,.;:()，。；：、（）](?!\d)|\b(?:and|but|while|whereas|against|versus|vs|compared|than|where|instead|from|to|those|rather)\b|(?:和|而|比|与|由|从|到|则|至)/g

/** What a change begins with, and what it leads to. */
const roles: readonly (readonly [string, RegExp])[] = [
  [
    '#before',
    /(?:\b(?:from|against|compared (?:with|to)|versus|vs|than|instead of|it (?:was|used to be)|where|not)|[由从比]|此前|原来)[^,;.，；。\d]{0,24}$/i,
  ],
  ['#after', /(?:\b(?:to|reach\w*|now)|[到至])\s?(?:only\s|just\s)?$/i],
  ['#within', /(?:±|\b(?:within|no more than|at most)|不超过|以内)\s?$/i],
]

const weight = { name: 3, word: 1, next: 2, previous: 1, joined: 0.8, near: 0.4, role: 2, unit: 1.5 } as const

/** The numbers of a text that are figures, each with its words. */
export function numbersInContext(text: string, hasDecimalComma: boolean): readonly NumberContext[] {
  const numbers = quantitiesIn(text, hasDecimalComma).filter(isFigure)
  const bounds = [0, ...[...text.matchAll(boundary)].map((match) => match.index), text.length]
  const parts = bounds.slice(1).map((end, at) => ({ start: bounds[at] ?? 0, end }))
  const isEmpty = (part: { start: number; end: number } | undefined) =>
    part !== undefined && !numbers.some(({ start }) => start >= part.start && start < part.end)
  // The number of a version (`Claude Sonnet 4`) belongs to its name.
  const isCut = ({ start, readings }: Quantity) =>
    readings.some(({ unit }) => unit) || !/(?<=\S\s)\p{Lu}\p{L}*\s$/u.test(text.slice(0, start))
  return numbers.map((number, index) => {
    const words = new Map<string, number>()
    const names = new Set<string>()
    const add = (word: string, value: number) => words.set(word, Math.max(words.get(word) ?? 0, value))
    const name = (word: string) => {
      names.add(word)
      return weight.name
    }
    const at = parts.findIndex(({ start, end }) => number.start >= start && number.start < end)
    const part = parts[at] ?? { start: 0, end: text.length }
    // Of several numbers in a part, each has the words up to the next one.
    const [left, right] = [numbers.slice(0, index).findLast(isCut), numbers.slice(index + 1).find(isCut)]
    const from = Math.max(part.start, left ? left.end : 0)
    const until = Math.min(part.end, right ? right.start : text.length)
    const [before, behind] = [text.slice(from, number.start), text.slice(number.end, until)]
    for (const word of anchorsIn(behind)) add(word, isName(word, behind) ? name(word) : weight.word)
    // Words between two numbers of a part belong to the first one, unless they are right before the second.
    const isShared = left !== undefined && left.end > part.start
    for (const word of anchorsIn(before))
      add(word, isName(word, before) ? name(word) : isShared ? weight.near : weight.word)
    const [next] = anchorsIn(behind.slice(0, 24))
    if (next) add(next, weight.next + (words.get(next) ?? 0))
    const previous = [...anchorsIn(before.slice(-24))].at(-1)
    if (previous) add(previous, weight.previous + (words.get(previous) ?? 0))
    for (const other of [parts[at - 1], parts[at + 1]]) {
      if (!isEmpty(other) || !other) continue
      const around = text.slice(other.start, other.end)
      // 从, "to" and the like join what they stand between.
      const isJoined = !/[,.;:()，。；：、（）]/.test(text[Math.max(other.start, part.start)] ?? '')
      for (const word of anchorsIn(around)) {
        add(word, isJoined ? weight.joined : weight.near)
        if (isName(word, around)) names.add(word)
      }
    }
    for (const [role, sign] of roles)
      if (sign.test(text.slice(Math.max(0, number.start - 40), number.start))) add(role, weight.role)
    const classifier = /^\s?(\p{Script=Han})/u.exec(behind)?.[1]
    if (classifier) add(`#${classifier}`, weight.role)
    for (const { unit } of number.readings) if (unit) add(`#${unit.dimension}`, weight.unit)
    if (/\b(?:without|non|no)\b|[不非无]/i.test(before + behind)) add('#without', weight.role)
    return { number, words, names }
  })
}

/** No small word. */
function isFigure({ kind, readings }: Quantity): boolean {
  if (kind === 'article' || kind === 'ordinal') return false
  return !(kind === 'words' && readings.some(({ value, unit }) => value < 4 || unit?.dimension === 'times'))
}

/** Whether a word is written as a name in the text. */
function isName(word: string, text: string): boolean {
  const found = text.match(/\p{Lu}[\p{L}\p{N}]*(?:[-./][\p{L}\p{N}]+)*/gu) ?? []
  return found.some((name) => stem(name.toLowerCase()) === word)
}
