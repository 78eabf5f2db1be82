import type { DraftProblem } from '../../domain/draft.ts'
import { inBase } from './number-pairs.ts'
import { isSame, quantitiesIn } from './quantities.ts'
import type { Quantity } from './quantity.ts'

interface CountedSentence {
  readonly numbers: readonly Quantity[]
  /** The normalized sentence. */
  readonly text: string
}

const below =
  /(?:\b(?:(?:less|fewer|shorter) than|under|below|almost|nearly|not quite|just short of|weniger als|unter|knapp|fast|moins (?:de|d')|presque|menos de|casi)|不到|不足|将近|接近)\s?(?:an?\s|one\s)?[$€£¥]?$/i
const above =
  /(?:\b(?:(?:more|longer) than|over|above|upwards of|mehr als|über|plus (?:de|d')|más de)|超过|逾|超)\s?(?:an?\s|one\s)?[$€£¥]?$/i
const aboveBehind = /^多/

/** A limit is compared with a number of the evidence that is at most this many times as large or as small. */
const reach = 2

/** "In less than a second" for 1.7 s: the evidence has no number on the side that a limit names, but one on the other side. */
function wrongBounds({ text, numbers }: CountedSentence, evidence: readonly CountedSentence[]): DraftProblem[] {
  const known = evidence.flatMap((each) => each.numbers.filter(({ kind, isLabel }) => kind !== 'ordinal' && !isLabel))
  return numbers.flatMap((number): DraftProblem[] => {
    const before = text.slice(0, number.start)
    const isHalfAbove = /^过半/.test(number.raw)
    const isAbove =
      above.test(before) || isHalfAbove || /[多余]/.test(number.raw) || aboveBehind.test(text.slice(number.end))
    const sign = isAbove ? 1 : below.test(before) ? -1 : 0
    const [said] = number.readings
    if (sign === 0 || !said || number.isLabel || known.some((each) => isSame(each, number))) return []
    const near = known.flatMap(({ kind, readings: [theirs] }) => {
      if (!theirs || kind === 'article' || theirs.unit?.dimension !== said.unit?.dimension) return []
      const ratio = inBase(theirs) / inBase(said)
      return ratio > 1 / reach && ratio < reach ? [Math.sign(ratio - 1)] : []
    })
    return near.length > 0 && near.every((side) => side === -sign) ? [{ kind: 'number', what: number.raw }] : []
  })
}

/** Before a number that is the most that something reaches. */
const upTo =
  /(?:\b(?:up to|at most|at best|a maximum of|bis zu|höchstens|maximal|jusqu'à|au plus|hasta(?: en)?|como máximo|a lo sumo)\s(?:an?\s|un[ae]?\s)?|(?:最[多高大快长久远][^\d,;。的]{0,8}|至多)\s?)[$€£¥]?$/i
const upToBehind = /^\s(?:at (?:most|best)|or less|au plus|como máximo|a lo sumo|höchstens)\b/i
const bestCase = /^(?:at best|in the best case|im besten fall|au mieux|en el mejor de los casos),?\s[^,;.]{0,60}$/i
const anyLimit =
  /\b(?:up to|as much as|as many as|most|best|max\w*|peak\w*|limit\w*|no more|no longer|within|sometimes|can|could|may|might|until|ceiling|cap(?:s|ped)?|record|top\w*|\w{3,}est|(?:no|never|not)\b.*more than|bis|höchstens|maximal|kann|können|jusqu|au plus|mieux|peut|peuvent|hasta|máximo|mucho|sumo|mejor|puede|pueden)\b|[最顶]|上限|以内|不超过|多达|高达|至多|可达|有时/i

/** "9 times as fast" for "up to 9 times as fast". */
function droppedLimits({ text, numbers }: CountedSentence, evidence: readonly CountedSentence[]): DraftProblem[] {
  if (anyLimit.test(text)) return []
  const known = evidence.flatMap((each) =>
    each.numbers.map((number) => ({ number, isMost: isMost(number, each.text) })),
  )
  return numbers.flatMap((number): DraftProblem[] => {
    const same = known.filter((each) => isSame(each.number, number))
    return same.length > 0 && same.every(({ isMost }) => isMost) ? [{ kind: 'certainty', what: number.raw }] : []
  })
}

function isMost({ start, end, isLabel, kind, readings }: Quantity, text: string): boolean {
  if (isLabel || kind === 'ordinal' || kind === 'article') return false
  const before = text.slice(0, start)
  // "From 3 up to 9", and "until 12".
  if (/\d[^,;.]{0,12}$/.test(before) && /\bup to\s$/i.test(before)) return false
  const isUntil = /\b(?:hasta|jusqu'à)\s/i.test(before.slice(-12)) && readings.every(({ unit }) => unit === undefined)
  return (
    (!isUntil && upTo.test(before)) ||
    upToBehind.test(text.slice(end)) ||
    bestCase.test(before.split(/[;.]\s/).at(-1) ?? '')
  )
}

/** The problems of what a sentence says about limits. */
export function limitProblems(text: string, evidence: readonly string[], hasDecimalComma: boolean): DraftProblem[] {
  const count = (each: string): CountedSentence => ({ text: each, numbers: quantitiesIn(each, hasDecimalComma) })
  const [own, theirs] = [count(text), evidence.map(count)]
  return [...wrongBounds(own, theirs), ...droppedLimits(own, theirs)]
}
