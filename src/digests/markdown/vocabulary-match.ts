import { distance } from 'fastest-levenshtein'
import { type Chapter, chapters, normalizeTag } from '../../domain/digest.ts'
import type { HeadingName, Vocabulary } from '../../domain/vocabulary.ts'

/** The chapter of this name, in any language; case and a colon at the end do not matter. */
export function findChapter(name: string, vocabulary: Vocabulary): Chapter | undefined {
  return chapters.find((chapter) => matchesName(name, vocabulary.headings[chapter]))
}

/** Whether a line is one of these names and nothing else. */
export function matchesName(line: string, names: readonly string[]): boolean {
  const plain = plainName(line)
  return names.some((name) => plainName(name) === plain)
}

/** How many characters of a line a label takes: `Source: `, `来源：`. Undefined when it begins with none. */
export function labelLength(line: string, vocabulary: Vocabulary, label: HeadingName): number | undefined {
  const [, name, rest] = /^([^:：\n]{1,60})([:：]\s*)/.exec(line) ?? []
  if (name === undefined || rest === undefined || !matchesName(name, vocabulary.headings[label])) return undefined
  return name.length + rest.length
}

/** The known word that was probably meant, if any is near. `tolerance` is the share of its letters that may be wrong. */
export function closestWord(word: string, known: readonly string[], tolerance = 0.4): string | undefined {
  const plain = normalizeTag(word)
  const ranked = known.map((name) => ({ name, steps: stepsTo(plain, normalizeTag(name)) }))
  const best = ranked.toSorted((one, other) => one.steps - other.steps)[0]
  return best && best.steps <= Math.ceil(plain.length * tolerance) ? best.name : undefined
}

/** `lang` is near to `language`, however long the rest. */
function stepsTo(word: string, name: string): number {
  return word.length >= 3 && name.startsWith(word) ? 1 : distance(word, name)
}

/** A title as it is compared: letters and digits alone. */
export function normalizeTitle(title: string): string {
  return normalizeTag(title)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Apostrophes come straight and curled, headings with and without a picture in front. */
function plainName(name: string): string {
  return normalizeTag(name)
    .replaceAll(/[’‘ʼ]/g, "'")
    .replace(/^(?:\p{Extended_Pictographic}|\p{Emoji_Component}(?<!\d)|\s)+/u, '')
    .replace(/\s*[:：]$/, '')
}
