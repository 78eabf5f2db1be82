import type { Inline, Takeaway } from '../../domain/digest.ts'
import type { Position } from '../../domain/digest-repository.ts'
import { plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from '../markdown/context.ts'
import { dropStart, trimEnd, trimStart } from '../markdown/inline-text.ts'
import { quote } from './page-line.ts'

/** The first `count` characters of styled text, without blanks at their end, and the rest without blanks at its start. */
export function splitAt(inlines: readonly Inline[], count: number): [Inline[], Inline[]] {
  return [trimEnd(takeStart(inlines, count)), dropStart(inlines, count)]
}

/** Styled text, split at these ranges of its plain text. */
function cutOut(inlines: readonly Inline[], gaps: readonly { index: number; length: number }[]): Inline[][] {
  const pieces: Inline[][] = []
  let start = 0
  for (const gap of [...gaps, { index: plainText(inlines).length, length: 0 }]) {
    pieces.push(trimEnd(trimStart(takeStart(dropStart(inlines, start), gap.index - start))))
    start = gap.index + gap.length
  }
  return pieces
}

function takeStart(inlines: readonly Inline[], count: number): Inline[] {
  const taken: Inline[] = []
  let left = count
  for (const node of inlines) {
    if (left <= 0) break
    const length = plainText([node]).length
    taken.push(length <= left ? node : takeFrom(node, left))
    left -= length
  }
  return taken
}

function takeFrom(node: Inline, count: number): Inline {
  if ('children' in node) return { ...node, children: takeStart(node.children, count) }
  return node.type === 'break' ? node : { ...node, value: node.value.slice(0, count) }
}

/** Abbreviations whose full stop ends no sentence. */
const abbreviations =
  /(?:^|[\s(])(?:e\.g|i\.e|vs|cf|ca|approx|resp|al|fig|figs|eq|sec|tab|ch|pp|vol|dr|mr|mrs|ms|prof|st|inc|ltd|co|jr|sr)\.$/i
const longestAbbreviation = 12
/** An initial of a name, or `U.S.`, ends no sentence either: `J. Smith` is more common than `Plan B.`. */
const initial = /(?:^|[\s.(])\p{Lu}\.$/u
const closing = `["'”’»)\\]）】」』》]*`
const ends = new RegExp(`[.!?]+${closing}(?=\\s)|[。！？]+${closing}`, 'gu')

/**
 * How long the first sentence of a text is, or undefined when there is only one. A full stop inside a word or number
 * (`Three.js`, `1.84x`, `AgentDoG 1.5`) ends nothing, nor one before a word in lower case.
 */
export function firstSentence(words: string): number | undefined {
  for (const { 0: mark, index } of words.matchAll(ends)) {
    const end = index + mark.length
    const rest = words.slice(end).trimStart()
    if (rest === '') return undefined
    if (mark.startsWith('.') && isAbbreviated(words.slice(Math.max(0, index - longestAbbreviation), index + 1), rest))
      continue
    if (!/^[。！？]/.test(mark) && continues(rest)) continue
    return end
  }
  return undefined
}

function isAbbreviated(sentence: string, rest: string): boolean {
  return abbreviations.test(sentence) || initial.test(sentence) || (/(?:^|\s)No\.$/.test(sentence) && /^\d/.test(rest))
}

/** Whether a text continues in the middle of a sentence: a word in lower case, but not `vLLM` or `iPhone`. */
function continues(rest: string): boolean {
  const word = /^[\p{L}\p{N}-]+/u.exec(rest)?.[0] ?? ''
  return (/^\p{Ll}/u.test(word) && !/[\p{Lu}\p{N}]/u.test(word)) || /^[,;:)—–]/.test(rest)
}

/** The points that a page lists on one line: `- First point - Second point`. */
export function splitInlineBullets(line: Takeaway, at: Position, context: ParseContext): Takeaway[] {
  const words = plainText(line)
  const [, mark = '-'] = /^\s*([-•*·▪–])\s/.exec(words) ?? []
  const gap = new RegExp(`(?:^\\s*|\\s+)\\${mark}\\s+`, 'g')
  const gaps = [...words.matchAll(gap)].map(({ 0: { length }, index }) => ({ index, length }))
  const first = words.slice(gaps[0]?.index === 0 ? gaps[0].length : 0)
  const chosen = gaps.filter(({ index, length }) => {
    const doubt = index > 0 ? doubtAbout(words.charAt(index - 1), words.slice(index + length), first) : undefined
    if (doubt)
      context.warn('undecided-point', problemText('undecided-hyphen', quote(words.slice(index + length)), doubt), at)
    return !doubt
  })
  return cutOut(line, chosen).filter((point) => plainText(point) !== '')
}

/**
 * Why a hyphen between blanks may be the author's own and start no point; undefined without a doubt. Points of one list
 * begin alike.
 */
function doubtAbout(before: string, after: string, first: string): 'numbers' | 'lower-case' | undefined {
  if (/\d$/.test(before) && /^\d/.test(after)) return 'numbers'
  const isLower = (words: string) => /^[a-z]{2,}(?=[\s,;:.]|$)/.test(words)
  return isLower(after) && !isLower(first) ? 'lower-case' : undefined
}
