import { normalizeTag } from '../domain/digest.ts'
import type { DraftSource } from '../domain/draft.ts'
import { escapePattern } from '../lib/escape-pattern.ts'

/** One topic with its names in all languages. */
export type TagNames = readonly string[]

/**
 * The topic of a source, by its name in this language: the wanted one if it is known, else one that the source
 * mentions.
 */
export function chooseTag(
  source: DraftSource,
  tags: readonly TagNames[],
  language: string,
  wanted?: string,
): string | undefined {
  const named = (text: string) => tags.find((names) => names.some((name) => normalizeTag(name) === normalizeTag(text)))
  const found = (wanted === undefined ? undefined : named(wanted)) ?? mentioned(source, tags, named)
  const isHan = /^zh\b/i.test(language)
  return found?.find((name) => /\p{Script=Han}/u.test(name) === isHan) ?? found?.[0]
}

function mentioned(
  { title, text, tags: own }: DraftSource,
  tags: readonly TagNames[],
  named: (text: string) => TagNames | undefined,
) {
  for (const tag of own) {
    const known = named(tag)
    if (known) return known
  }
  for (const place of [title, text]) {
    const words = normalizeTag(place)
    const known = tags.find((names) => names.some((name) => hasWords(words, normalizeTag(name))))
    if (known) return known
  }
  return undefined
}

/** As words of their own, also in the plural; in writing without blanks, anywhere. */
function hasWords(text: string, words: string): boolean {
  if (/\p{Script=Han}/u.test(words)) return text.includes(words)
  return new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(words)}s?(?![\\p{L}\\p{N}])`, 'u').test(text)
}
