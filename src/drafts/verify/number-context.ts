import { anchorsIn, stem } from './anchors.ts'
import { quantitiesIn } from './quantities.ts'
import type { Quantity } from './quantity.ts'

/** A number and the words around it, each with a weight: how much it tells about the number. */
export interface NumberContext {
  readonly number: Quantity
  readonly words: ReadonlyMap<string, number>
  /** The names among the words, including those of neighbouring parts. */
  readonly names: ReadonlySet<string>
}

/** A number beside another one, as a word of its context. */
export function numberWord(value: number | undefined): string {
  return `${numberMark}${value}`
}

export function isNumberWord(word: string): boolean {
  return word.startsWith(numberMark)
}

/** No word of a text begins with it. */
const numberMark = '#='

/** The end of a statement. Points and commas inside numbers do not count. */
const boundary =
  /(?<!\d)[,.;:()，。；：、（）]|[,.;:()，。；：、（）](?!\d)|\b(?:and|but|while|whereas|against|versus|vs|compared|than|where|instead|from|to|those|rather)\b|(?:和|而|(?<!相)比|与(?!\s?[^,;，；。]{1,24}相比)|由|从|到|则|至)/g

/** What numbers of one statement do not have between them. */
const clauseBoundary =
  /(?!, (?:up|down)\b)(?:(?<!\d)[,.;:，；：。、]|[,.;:，；：。、](?!\d))|\b(?:and|but|while|whereas|where)\b|而/g

/** Patterns of a part without a number that belongs to the number before it, or to the one after it. */
const follows = /^(?:where|than|to|from|instead|compared|与|比|到)/
const leads = /^(?:[;；。]|\.|and\b|but\b|while\b|whereas\b|而)/

/** The condition of a number: "in Poland", "with fixed rates", "for Brickwork". */
const phrases = /\b(?:in|on|for|with|without|under|by|among|near|of)\s(?:the\s|an?\s)?([\p{L}\d-]+)/gu

/** The start and the end of a change. */
const roles: readonly (readonly [string, RegExp])[] = [
  [
    '#earlier',
    /(?:\b(?:from|against|compared (?:with|to)|versus|vs|(?<!\b(?:more|less|fewer|later|longer|larger|smaller|higher|lower) )than|instead of|it (?:was|used to be)|where|not)|[由从比]|此前|原来)[^,;.，；。\d]{0,24}$/i,
  ],
  ['#later', /(?:\b(?:to|reach\w*|now)|[到至])\s?(?:only\s|just\s)?$/i],
  ['#whole', /(?:\d(?:\s\p{L}+){0,2}\s(?:out\s)?|(?:^|[,;:.]\s))of\s(?:the\s|all\s|its\s|their\s|our\s)?$/iu],
  ['#range', /\b(?:between|from|aged?)\s(?:[\d.,]+\s?(?:and|to|-)\s?)?$/i],
  ['#within', /(?:±|\b(?:within|no more than|at most)|不超过|以内)\s?$/i],
]

/** Oppositions, which distinguish two numbers even by small or different words. */
const opposites: readonly (readonly [string, RegExp])[] = [
  ['#without', /\b(?:without|non|no|none|never|lack\w*)\b|[不非无没未]/i],
  ['#above', /\babove\b|\bover(?! (?:the )?\d)\b|以上|高于/i],
  ['#below', /\b(?:below|under)\b|以下|低于/i],
  [
    '#earlier',
    /\b(?:before|previous\w*|earlier|formerly|used to|once|originally|ago|last (?:year|month|week|season))\b|之前|以前|原来|此前|过去|去年|上年|上月/i,
  ],
  ['#later', /\b(?:after\w*|later|now)\b|之后|以后|如今|现在/i],
  ['#alone', /\balone\b|\b(?:only|solely) (?:with|on|in|by)\b|[只仅单]用|单独/i],
  ['#first', /\bfirst\b|第一/i],
  ['#second', /\bsecond\b|第二/i],
  ['#third', /\bthird\b|第三/i],
  [
    '#up',
    /\b(?:rise|rises|rising|rose|risen|increas\w+|grew|grow\w*|gain\w*|climb\w*|higher|longer)\b|\bup (?=[\d$€£#])|涨|升|增|提高/i,
  ],
  [
    '#down',
    /\b(?:fall|falls|falling|fell|fallen|drop\w*|decreas\w+|declin\w+|reduc\w+|shr[aiu]nk\w*|lower\w*|fewer|shorter|lost|lose\w*)\b|\bdown (?=[\d$€£#])|跌|降|减|缩短|少/i,
  ],
  ['#large', /\b(?:large\w*|big\w*)\b|[大]/i],
  ['#small', /\b(?:small\w*|little)\b|[小]/i],
  ['#most', /\b(?:(?<!at )most|best|fastest|highest|maximum|peak\w*)\b|最[快高大好多]/i],
  ['#least', /\b(?:(?<!at )least|worst|slowest|lowest|minimum)\b|最[慢低小差少]/i],
]

const weight = {
  name: 3,
  word: 1,
  next: 2,
  previous: 1,
  joined: 0.8,
  subject: 1.0,
  near: 0.4,
  role: 2,
  unit: 1.5,
  neighbour: 1.5,
  phrase: 2,
  head: 3,
} as const

/** The quantities of a text, each with its words. */
export function numbersInContext(text: string, hasDecimalComma: boolean): readonly NumberContext[] {
  const numbers = quantitiesIn(text, hasDecimalComma).filter(isFigure)
  const [parts, clauses] = [piecesOf(text, boundary), piecesOf(text, clauseBoundary)]
  const isEmpty = (part: Piece | undefined) =>
    part !== undefined && !numbers.some(({ start }) => start >= part.start && start < part.end)
  /**
   * The parts without a number that may belong to the number of a part, and whether they can belong to no other one.
   */
  const emptyAround = (at: number) => {
    const found: { piece: Piece; isOwn: boolean }[] = []
    for (const step of [-1, 1]) {
      for (let place = at + step; isEmpty(parts[place]); place += step) {
        const piece = parts[place]
        if (!piece) break
        const around = text.slice(piece.start, piece.end)
        const isOpen = !/^[,.;:()，。；：、（）]/.test(text.slice(Math.max(piece.start, parts[at]?.start ?? 0)))
        // "12 mm where it is wet and 7 mm where it is dry": each condition belongs to the number before it.
        if (step < 0 ? follows.test(around) && place > 0 && !isEmpty(parts[place - 1]) : leads.test(around)) break
        // A part that leads to the next number is not about this one.
        const next = parts[place + 1]
        if (step > 0 && !isOpen && next && !isEmpty(next) && !/^[,.;:()，。；：、（）]/.test(text.slice(next.start)))
          break
        found.push({ piece, isOwn: isOpen || (step < 0 && (place === 0 || leads.test(around))) })
        if (!isOpen) break
      }
    }
    return found
  }
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
    // If a part has several numbers, each has the words up to the next one.
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
    let all = `${before} # ${behind}`
    for (const { piece, isOwn } of emptyAround(at)) {
      const around = text.slice(piece.start, piece.end)
      all += ` # ${around}`
      for (const word of anchorsIn(around)) {
        add(word, isOwn ? weight.joined : weight.near)
        if (isName(word, around)) names.add(word)
      }
    }
    for (const phrase of all.matchAll(phrases)) for (const word of anchorsIn(phrase[1] ?? '')) add(word, weight.phrase)
    for (const [role, sign] of roles)
      if (sign.test(text.slice(Math.max(0, number.start - 40), number.start))) add(role, weight.role)
    // "At the cost of 5%" is about the 5%.
    const head = /([\p{L}-]+)\sof\s(?:the\s)?$/u.exec(before)?.[1]
    if (head) for (const word of anchorsIn(head)) add(word, weight.head)
    const classifier = /^\s?(\p{Script=Han})/u.exec(behind)?.[1]
    if (classifier && !number.readings.some(({ unit }) => unit)) add(`#${classifier}`, weight.role)
    for (const [word, sign] of opposites) if (sign.test(all)) add(word, weight.role)
    const clause = clauses.find(({ start, end }) => number.start >= start && number.start < end)
    // The beginning of a clause is about all of its numbers: "warehouse robots earned $301 million at 41.2%".
    const leader = clause && numbers.find(({ start }) => start >= clause.start)
    if (clause && leader && leader !== number && number.start < clause.end) {
      const opening = text.slice(clause.start, leader.start)
      for (const word of anchorsIn(opening)) {
        add(word, weight.subject)
        if (isName(word, opening)) names.add(word)
      }
    }
    for (const other of numbers)
      if (clause && other !== number && other.start >= clause.start && other.start < clause.end)
        add(numberWord(other.readings[0]?.value), weight.neighbour)
    for (const { unit } of number.readings) if (unit) add(`#${unit.dimension}`, weight.unit)
    return { number, words, names }
  })
}

/** Whether two numbers may have the same unit. */
export function isComparable(one: Quantity, other: Quantity): boolean {
  const dimensions = (quantity: Quantity) => quantity.readings.map(({ unit }) => unit?.dimension)
  return dimensions(one).some((dimension) => dimensions(other).includes(dimension))
}

interface Piece {
  readonly start: number
  readonly end: number
}

function piecesOf(text: string, sign: RegExp): Piece[] {
  const bounds = [0, ...[...text.matchAll(sign)].map((match) => match.index), text.length]
  return bounds.slice(1).map((end, at) => ({ start: bounds[at] ?? 0, end }))
}

/** Not a function word. */
function isFigure({ kind, readings }: Quantity): boolean {
  if (kind === 'article' || kind === 'ordinal') return false
  return !(kind === 'words' && readings.some(({ value, unit }) => value < 4 || unit?.dimension === 'times'))
}

/** Whether a word is written as a name in the text. */
function isName(word: string, text: string): boolean {
  const found = text.match(/\p{Lu}[\p{L}\p{N}]*(?:[-./][\p{L}\p{N}]+)*/gu) ?? []
  return found.some((name) => stem(name.toLowerCase()) === word)
}
