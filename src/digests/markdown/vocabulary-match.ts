import { type Chapter, chapters, normalizeTag } from '../../domain/digest.ts'
import type { HeadingName, Vocabulary } from '../../domain/vocabulary.ts'

/** The chapter of this name, in any language; case and a colon at the end do not matter. */
export function findChapter(name: string, vocabulary: Vocabulary): Chapter | undefined {
  return chapters.find((chapter) => matchesName(name, vocabulary.headings[chapter]))
}

/** Whether a line is one of these names and nothing else. */
export function matchesName(line: string, names: readonly string[]): boolean {
  const known = plainNames.get(names) ?? new Set(names.map(plainName))
  plainNames.set(names, known)
  return known.has(plainName(line))
}

/** By the list of the vocabulary: each line of each digest is compared with it. */
const plainNames = new WeakMap<readonly string[], ReadonlySet<string>>()

/** How many characters of a line a label takes: `Source: `, `来源：`. Undefined when it begins with none. */
export function labelLength(line: string, vocabulary: Vocabulary, label: HeadingName): number | undefined {
  const [, name, rest] = /^([^:：\n]{1,60})([:：]\s*)/.exec(line) ?? []
  if (name === undefined || rest === undefined || !matchesName(name, vocabulary.headings[label])) return undefined
  return name.length + rest.length
}

/** A title for comparison: letters and digits only. */
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
