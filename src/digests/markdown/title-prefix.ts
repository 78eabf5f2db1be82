import { type Inline, normalizeTag } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { dropStart, unwrapStrong } from './inline-text.ts'

/** The prefix of the title of a section or note, and the title: `01 [Training] Title`. */
export interface PrefixedTitle {
  readonly number?: string
  readonly tag?: string
  readonly title: readonly Inline[]
}

/** What may stand between number, tag and title. A hyphen counts only between blanks: `GPT-4` is one word. */
const separator = /^(?:\s*[·•|｜:：—–]\s*|\s+-\s+)/
const bracketed = /^(?:\[([^[\]]+)\]|【([^【】]+)】|［([^［］]+)］)\s*/

/** Takes number and tag from the front of a title. `expected` is the number that comes next in the digest. */
export function readPrefixedTitle(inlines: readonly Inline[], vocabulary: Vocabulary, expected: number): PrefixedTitle {
  const bare = unwrapStrong(inlines)
  const line = plainText(bare)
  const number = readNumber(line, vocabulary, expected)
  const tag = readTag(line.slice(number?.length ?? 0), vocabulary)
  return {
    ...(number && { number: number.value }),
    ...(tag && { tag: tag.value }),
    title: unwrapStrong(dropStart(bare, (number?.length ?? 0) + (tag?.length ?? 0))),
  }
}

interface Found {
  readonly value: string
  /** Its length in characters, with the separator. */
  readonly length: number
}

function readNumber(line: string, vocabulary: Vocabulary, expected: number): Found | undefined {
  const [whole, value] = /^\s*(?:#|No\.?\s?)?(\d{1,3})(?![\d\p{L}%])/iu.exec(line) ?? []
  if (whole === undefined || value === undefined) return undefined
  const rest = line.slice(whole.length)
  const gap = /^(?:[.)、](?=\s|\[|【|$)\s*|(?=\[|【|［)|\s*$)/.exec(rest)?.[0] ?? separator.exec(rest)?.[0]
  if (gap !== undefined) return /^[:：]\d/.test(rest) ? undefined : { value, length: whole.length + gap.length }
  const blank = /^\s+/.exec(rest)?.[0]
  if (blank === undefined) return undefined
  // `10 lessons from a year of agents` has no number, `03 Lessons from a year of agents` has one.
  const found = { value, length: whole.length + blank.length }
  const sure = value.startsWith('0') || Number(value) === expected || readTag(line.slice(found.length), vocabulary)
  return sure ? found : undefined
}

/** A tag in brackets may be any; one without must be in the vocabulary and set off from the title. */
function readTag(line: string, vocabulary: Vocabulary): Found | undefined {
  const [whole, ...names] = bracketed.exec(line) ?? []
  const name = names.find((one) => one !== undefined)?.trim()
  if (whole && name) {
    const gap = separator.exec(line.slice(whole.length))?.[0] ?? ''
    return { value: spellTag(name, vocabulary), length: whole.length + gap.length }
  }
  const known = vocabulary.tags
    .flatMap((tag) => tag.names)
    .filter(
      (tag) => normalizeTag(line.slice(0, tag.length)) === normalizeTag(tag) && separator.test(line.slice(tag.length)),
    )
    .toSorted((one, other) => other.length - one.length)[0]
  if (!known) return undefined
  const gap = separator.exec(line.slice(known.length))?.[0] ?? ''
  return { value: known, length: known.length + gap.length }
}

/** As the vocabulary spells it, where it is known there. */
function spellTag(tag: string, vocabulary: Vocabulary): string {
  const names = vocabulary.tags.flatMap(({ names }) => names)
  return names.find((name) => normalizeTag(name) === normalizeTag(tag)) ?? tag
}
