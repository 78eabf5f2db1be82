import { type Chapter, chapters, normalizeTag } from '../../domain/digest.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { onceFor } from '../../lib/once-for.ts'

/** The chapter of this name, in any language; case and a colon at the end do not matter. */
export function findChapter(name: string, vocabulary: Vocabulary): Chapter | undefined {
  return chapters.find((chapter) => matchesName(name, vocabulary.headings[chapter]))
}

/** Numbers before the name of a chapter: `一、`, `（二）`, `第三部分：`, `1. `, `II. `, `Part 2: `. */
const chapterNumber =
  /^\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．:：]|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[部章节]分?\s*[:：、]?|\d{1,2}\s*[.)、](?!\d)|[IVX]{1,4}\.\s|part\s+(?:\d{1,2}|[IVX]{1,4}|one|two|three|four)\s*[:.–—-])\s*/iu

/** The chapter that a heading names, also with a number in front: `一、重点论文`, `1. Featured`. */
export function findNumberedChapter(name: string, vocabulary: Vocabulary): Chapter | undefined {
  return findChapter(name, vocabulary) ?? findChapter(name.replace(chapterNumber, ''), vocabulary)
}

/** Whether a line is one of these names and nothing else. */
export function matchesName(line: string, names: readonly string[]): boolean {
  const { longest, plain } = namesOf(names)
  return line.length <= longest + decorationMax && plain.has(plainName(line))
}

/**
 * In characters: how much longer than the longest name a line may be, because of decoration. Most paragraphs are
 * longer, and need no comparison.
 */
const decorationMax = 60

/** Memoized: each line of each digest is compared with the same lists of the vocabulary. */
const namesOf = onceFor((names: readonly string[]) => ({
  longest: Math.max(0, ...names.map((name) => name.length)),
  plain: new Set(names.map(plainName)),
}))

/** Separators between a label and its text; a dash only after the name of takeaways. */
const labelEnds = {
  // Obsidian writes `Source:: …`.
  source: /[:：]{1,2}\s*|\s*[|｜]\s*/g,
  takeaways: /[:：]\s*|[;；]\s+|\s+[-–—]\s+/g,
}

/** Longer words are not a label. */
const labelMax = 60

/**
 * How many characters of a line a label takes: `Source: `, `来源：`, `TL;DR - `, `Takeaway #2: `. Undefined when it
 * begins with none.
 */
export function labelLength(line: string, vocabulary: Vocabulary, label: keyof typeof labelEnds): number | undefined {
  const [start = ''] = line.split('\n', 1)
  for (const end of start.slice(0, labelMax + 3).matchAll(labelEnds[label])) {
    const name = start.slice(0, end.index)
    // A dash may continue a sentence: `In short - and this matters - it works.`
    const isDash = /[-–—]/.test(end[0])
    if (isDash && !isShortName(name)) continue
    if (matchesName(unnumbered(name), vocabulary.headings[label])) return end.index + end[0].length
  }
  return undefined
}

/** `TL;DR` and similar labels never occur in a sentence. */
function isShortName(name: string): boolean {
  return /^[^\p{L}]*(?:tl\s?;?\s?dr|\p{Script=Han}+)\s*$/iu.test(name)
}

/** `Takeaway #1`, `要点 2`. */
function unnumbered(name: string): string {
  return name.replace(/\s*#?\d{1,2}$/, '')
}

/** A title for comparison: letters and digits only. */
export function normalizeTitle(title: string): string {
  return normalizeTag(title)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Apostrophes may be straight or curled, and headings may begin with an emoji. */
function plainName(name: string): string {
  return (
    normalizeTag(name)
      .replaceAll(/[’‘ʼ]/g, "'")
      .replace(/^(?:\p{Extended_Pictographic}|\p{Emoji_Component}(?<!\d)|\s)+/u, '')
      // `3 takeaways`, `三点启示`, `Key takeaways (3):`
      .replace(
        /^(?:(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+|[两三四五六七八九十]{1,2}[个点条大])(?=\S)/u,
        '',
      )
      .replace(/(?:\s|\p{Extended_Pictographic}|\ufe0f|[:：;；]|[(（]\d+[)）])+$/u, '')
  )
}
