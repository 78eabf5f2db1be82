import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { onceFor } from '../../lib/once-for.ts'

/** The part that fits, and the rest. */
export interface Cut<T> {
  readonly head: T
  readonly tail: T
}

/**
 * The largest number up to `all` that `ok` accepts, by a search that starts at `guess`, because the next message often
 * holds as much as the last one. It tries few larger numbers, so that a very long text costs little.
 */
export function most(all: number, ok: (count: number) => boolean, guess = 0): number {
  let [good, count] = [0, all]
  for (let back = 0; good === 0 && guess > back && guess <= all; back = 2 * back + 1) {
    if (ok(guess - back)) good = guess - back
    else count = guess - back - 1
  }
  let step = 1
  while (good + step <= count && ok(good + step)) {
    good += step
    step *= 2
  }
  for (step = Math.floor(step / 2); step >= 1; step = Math.floor(step / 2)) {
    if (good + step <= count && ok(good + step)) good += step
  }
  return good
}

/**
 * The longest beginning that fits, with a good place to end. Undefined if there is none, unless `force` asks for at
 * least one grapheme.
 */
export function cutInlines(
  inlines: readonly Inline[],
  fits: (candidate: readonly Inline[]) => boolean,
  force: true,
): Cut<readonly Inline[]>
export function cutInlines(
  inlines: readonly Inline[],
  fits: (candidate: readonly Inline[]) => boolean,
  force: boolean,
): Cut<readonly Inline[]> | undefined
export function cutInlines(
  inlines: readonly Inline[],
  fits: (candidate: readonly Inline[]) => boolean,
  force: boolean,
): Cut<readonly Inline[]> | undefined {
  const whole = most(inlines.length, (count) => fits(inlines.slice(0, count)))
  const next = inlines[whole]
  if (!next) return inlines.length > 0 || force || fits(inlines) ? { head: inlines, tail: [] } : undefined
  // The rest of a long text is not read again for each message.
  const [near, far] = splitAfter(inlines, whole + 1)
  const text = near.map(cuttableText).join('')
  const base = inlines.slice(0, whole).reduce((sum, node) => sum + cuttableText(node).length, 0)
  const within = (length: number) => fits(slice(near, 0, base + length))
  const longest = base + most(cuttableText(next).length, within)
  const at = endOfText(text, longest, wholes(near), force) || (force ? firstGrapheme(text) : 0)
  if (at === 0) return undefined
  // The end of the message replaces the line break.
  const shown = at > 1 && text[at - 1] === '\n' ? at - 1 : at
  return { head: slice(near, 0, shown), tail: [...slice(near, at, text.length), ...far] }
}

/** Divides a text after some nodes and what the segmenters look at beyond them. */
function splitAfter(inlines: readonly Inline[], count: number): [readonly Inline[], readonly Inline[]] {
  let end = count
  for (let beyond = 0; end < inlines.length && beyond < lookahead; end += 1)
    beyond += cuttableText(inlines[end] as Inline).length
  return [inlines.slice(0, end), inlines.slice(end)]
}

/** Whether nothing is visible. A link without text still shows its address. */
export function isBlank(inlines: readonly Inline[]): boolean {
  return inlines.every((node) => cuttableText(node) === '')
}

/** The plain text, with one character for a link without text. A long text is read many times until it is split. */
const cuttableText = onceFor((node: Inline): string => {
  if (node.type === 'link') return node.children.map(cuttableText).join('') || '\uFFFC'
  return 'children' in node ? node.children.map(cuttableText).join('') : plainText([node])
})

/** The part of styled text between two positions in its cuttable text. */
function slice(inlines: readonly Inline[], from: number, to: number): Inline[] {
  const kept: Inline[] = []
  let start = 0
  for (const node of inlines) {
    if (start >= to) break
    const end = start + cuttableText(node).length
    if (end > from) kept.push(start >= from && end <= to ? node : trim(node, Math.max(0, from - start), to - start))
    start = end
  }
  return kept
}

function trim(node: Inline, from: number, to: number): Inline {
  if ('children' in node) return { ...node, children: slice(node.children, from, to) }
  return node.type === 'break' ? node : { ...node, value: node.value.slice(from, to) }
}

type Range = readonly [start: number, end: number]

/** Where code, formulas and links are: they stay in one piece where possible. */
function wholes(inlines: readonly Inline[]): Range[] {
  const ranges: Range[] = []
  let start = 0
  const visit = (node: Inline) => {
    const end = start + cuttableText(node).length
    if (node.type === 'code' || node.type === 'math' || node.type === 'link') ranges.push([start, end])
    else if ('children' in node) node.children.forEach(visit)
    start = end
  }
  inlines.forEach(visit)
  return ranges
}

/** How far after the cut the segmenters look to find the end of a sentence or word, in characters. */
const lookahead = 256

// The rules of Unicode serve every language; fixing one keeps the result the same on every machine.
const [sentences, words, graphemes] = (['sentence', 'word', 'grapheme'] as const).map(
  (granularity) => new Intl.Segmenter('en', { granularity }),
) as [Intl.Segmenter, Intl.Segmenter, Intl.Segmenter]

/**
 * The last good place to end, at or before `longest`: of a line, else a sentence, else a word; when `force` asks for
 * it, anywhere between two graphemes. 0 for none.
 */
function endOfText(text: string, longest: number, keep: readonly Range[], force: boolean): number {
  if (longest === 0) return 0
  const near = text.slice(0, longest + lookahead)
  const last = (segmenter: Intl.Segmenter, isGood: (text: string, at: number) => boolean) => {
    const segments = segmenter.segment(near)
    const startAt = (at: number) => segments.containing(at)?.index ?? 0
    return (at: number) => {
      let end = at === near.length ? at : startAt(at)
      while (end > 0 && !isGood(near, end)) end = startAt(end - 1)
      return end
    }
  }
  const line = (at: number) => near.lastIndexOf('\n', at - 1) + 1
  const [sentence, word, grapheme] = [last(sentences, endsSentence), last(words, endsWord), last(graphemes, () => true)]
  const well = outside(keep, line, longest) || outside(keep, sentence, longest) || outside(keep, word, longest)
  if (well > 0 || !force) return well
  // A single word is longer than what fits; or else a single link or code span is.
  return outside(keep, grapheme, longest) || word(longest) || grapheme(longest)
}

function outside(keep: readonly Range[], end: (at: number) => number, longest: number): number {
  let at = end(longest)
  for (let within = rangeAround(keep, at); within; within = rangeAround(keep, at)) at = end(within[0])
  return at
}

function rangeAround(ranges: readonly Range[], at: number): Range | undefined {
  return ranges.find(([start, end]) => start < at && at < end)
}

/** After a blank, or a mark that needs none behind it: the marks of `1.84x`, `a?b` and `<!x>` end no sentence. */
function endsSentence(text: string, at: number): boolean {
  return /[\s。！？…」』）]/.test(text[at - 1] ?? '')
}

/** After a blank, or before a word of a script that writes none; not between a bracket and what it opens. */
function endsWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? ''
  return /\s/.test(before) || (/^\p{Lo}/u.test(text.slice(at, at + 2)) && !/[\p{Ps}\p{Pi}]/u.test(before))
}

function firstGrapheme(text: string): number {
  for (const { segment } of graphemes.segment(text)) return segment.length
  return 0
}
