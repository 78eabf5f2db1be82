/** A number in words, and its position. */
export interface NumberWords {
  readonly start: number
  readonly end: number
  readonly value: number
  /** `share` is a part of a whole such as a third; `times` a multiple such as twice. */
  readonly kind: 'count' | 'ordinal' | 'share' | 'times'
}

const small: Readonly<Record<string, number>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
)
const tens: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, 20 + at * 10]),
)
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  dozen: 12,
}
const ordinals: Readonly<Record<string, number>> = Object.fromEntries(
  'fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ').map((word, at) => [word, at + 4]),
)
const shares: Readonly<Record<string, number>> = {
  half: 2,
  halves: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  twelfth: 12,
  twentieth: 20,
  fiftieth: 50,
  hundredth: 100,
  thousandth: 1_000,
}
const multiples: Readonly<Record<string, number>> = {
  twice: 2,
  double: 2,
  doubled: 2,
  doubles: 2,
  doubling: 2,
  triple: 3,
  tripled: 3,
  triples: 3,
  tripling: 3,
  thrice: 3,
  quadruple: 4,
  quadrupled: 4,
  quadruples: 4,
}

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The numbers in English words. Hyphens and blanks between them are the same. */
export function englishNumbers(text: string): readonly NumberWords[] {
  const words = [...text.matchAll(/[A-Za-z]+/g)].map((match): Word => {
    return { text: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length }
  })
  const found: NumberWords[] = []
  for (let at = 0; at < words.length; ) {
    const number = readNumber(words, at, text)
    if (number) found.push(number.words)
    at = number ? number.next : at + 1
  }
  return found
}

function readNumber(
  words: readonly Word[],
  at: number,
  text: string,
): { words: NumberWords; next: number } | undefined {
  const [first, second] = [words[at], words[at + 1]]
  if (!first) return undefined
  const made = (next: number, value: number, kind: NumberWords['kind']) => ({
    words: { start: first.start, end: words[next - 1]?.end ?? first.end, value, kind },
    next,
  })
  const isJoined = (index: number) => /^[\s-]+$/.test(text.slice(words[index - 1]?.end, words[index]?.start))
  const fold = /^(.+)fold$/.exec(first.text)?.[1]
  const folded = fold && (small[fold] ?? tens[fold] ?? scales[fold])
  if (folded) return made(at + 1, folded, 'times')
  const multiple = multiples[first.text]
  if (multiple) return made(at + 1, multiple, 'times')
  // The first half of 2025 is no share.
  if (first.text === 'half' && /^(?:first|second|latter)$/.test(words[at - 1]?.text ?? '')) return undefined
  if (first.text === 'half') return made(at + 1, 0.5, 'share')
  const ordinal = ordinals[first.text]
  const isArticle = /^(?:a|an)$/.test(first.text)
  if (isArticle && second && isJoined(at + 1)) {
    const share = shares[second.text]
    if (share && second.text !== 'half') return made(at + 2, 1 / share, 'share')
    const scale = scales[second.text]
    if (scale) {
      const rest = readCount(words, at + 1, isJoined, 1)
      return rest && made(rest.next, rest.value, 'count')
    }
  }
  const before = words[at - 1]?.text ?? ''
  // "Every sixth", "per thousand".
  if (ordinal) return /^every$/.test(before) ? made(at + 1, 1 / ordinal, 'share') : made(at + 1, ordinal, 'ordinal')
  const scale = scales[first.text]
  if (scale && /^(?:per|every)$/.test(before)) return made(at + 1, scale, 'count')
  const count = readCount(words, at, isJoined)
  if (!count) return undefined
  const after = words[count.next]
  const share = after && isJoined(count.next) ? shares[after.text.replace(/s$/, '')] : undefined
  const isShare = share && (count.value > 1 ? after?.text.endsWith('s') || after?.text === 'halves' : true)
  if (share && isShare && share > 2) return made(count.next + 1, count.value / share, 'share')
  const tail = ordinals[after?.text ?? '']
  if (tail && after && isJoined(count.next) && count.value % 10 === 0) {
    return made(count.next + 1, count.value + tail, 'ordinal')
  }
  return made(count.next, count.value, 'count')
}

/** Twenty-one, two hundred and five, three million. `begun` is the value before the first word. */
function readCount(
  words: readonly Word[],
  start: number,
  isJoined: (index: number) => boolean,
  begun?: number,
): { value: number; next: number } | undefined {
  let [total, current, at] = [0, begun ?? 0, start]
  let last = begun === undefined ? '' : 'article'
  for (; at < words.length; at += 1) {
    if (at > start && !isJoined(at)) break
    const word = words[at]?.text ?? ''
    const [unit, ten, scale] = [small[word], tens[word], scales[word]]
    if (unit !== undefined && (last === '' || last === 'scale' || (last === 'ten' && unit > 0 && unit < 10))) {
      current += unit
      last = 'unit'
    } else if (ten !== undefined && (last === '' || last === 'scale')) {
      current += ten
      last = 'ten'
    } else if (scale !== undefined && last !== '') {
      if (scale === 100) current *= 100
      else {
        total += current * scale
        current = 0
      }
      last = 'scale'
    } else if (word === 'and' && last === 'scale' && isMore(words[at + 1]?.text)) continue
    else break
  }
  return last === '' || at === start ? undefined : { value: total + current, next: at }
}

function isMore(word = ''): boolean {
  return small[word] !== undefined || tens[word] !== undefined
}
