import { distance } from 'fastest-levenshtein'
import { type Chapter, chapters, plainTag } from '../domain/digest.ts'
import type { HeadingName, Vocabulary } from '../domain/vocabulary.ts'

/** The chapter of this name, in any language; case and a colon at the end do not matter. */
export function chapterCalled(name: string, vocabulary: Vocabulary): Chapter | undefined {
  return chapters.find((chapter) => isCalled(name, vocabulary.headings[chapter]))
}

/** Whether a line is one of these names and nothing else. */
export function isCalled(line: string, names: readonly string[]): boolean {
  const plain = plainName(line)
  return names.some((name) => plainName(name) === plain)
}

/** How many characters of a line a label takes: `Source: `, `来源：`. Undefined when it begins with none. */
export function labelLength(line: string, vocabulary: Vocabulary, label: HeadingName): number | undefined {
  const [, name, rest] = /^([^:：\n]{1,60})([:：]\s*)/.exec(line) ?? []
  if (name === undefined || rest === undefined || !isCalled(name, vocabulary.headings[label])) return undefined
  return name.length + rest.length
}

/** The known word that was probably meant, if any is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = plainTag(word)
  const ranked = known.map((name) => ({ name, steps: distance(plain, plainTag(name)) }))
  const best = ranked.toSorted((one, other) => one.steps - other.steps)[0]
  return best && best.steps <= Math.max(1, Math.floor(plain.length / 3)) ? best.name : undefined
}

/** Apostrophes come straight and curled. */
function plainName(name: string): string {
  return plainTag(name)
    .replaceAll(/[’‘ʼ]/g, "'")
    .replace(/\s*[:：]$/, '')
}
