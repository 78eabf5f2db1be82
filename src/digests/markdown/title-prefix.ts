import { type Inline, normalizeTag } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { dropStart, unwrapStrong } from './inline-text.ts'

/** The prefix of the title of a section or note, and the title: `01 [Training] Title`. */
export interface PrefixedTitle {
  readonly number?: string
  readonly tag?: string
  /** Its tags after the first. */
  readonly moreTags?: readonly string[]
  readonly title: readonly Inline[]
}

/** What may stand between number, tag and title. A hyphen counts only between blanks: `GPT-4` is one word. */
const separator = /^(?:\s*[·•|｜:：—–]\s*|\s+-\s+)/
const bracketed = /^(?:\[([^[\]]+)\]|【([^【】]+)】|［([^［］]+)］)\s*/
const bracketedAtEnd = /(?:\s+\[([^[\]]+)\]|\s*【([^【】]+)】|\s*［([^［］]+)］)\s*$/

/** What is in brackets for another reason: `[1]`, `[2026]`, `[WIP]`. */
const notTag = /^(?:\d[\d.,–-]*|x|wip|draft|todo|tbd|fixme|new|updated?|sic|ad|…|\.{3}|草稿|待续|更新)$/i

/** Between the tags of one pair of brackets. */
const tagSeparator = /\s*[,，、;；]\s*|\s+[/|·&+]\s+/

/** Authors put an emoji in front of what is a label. */
const emoji =
  /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\p{Emoji_Modifier}|\ufe0f|\u200d|\p{Extended_Pictographic})*\s*)+/u

/**
 * Takes number and tags from the front of a title, and tags from its end. `expected` is the number that comes next in
 * the digest. In a list item, bold words are a title rather than a tag.
 */
export function readPrefixedTitle(
  inlines: readonly Inline[],
  vocabulary: Vocabulary,
  expected: number,
  isItem = false,
): PrefixedTitle {
  const bare = unwrapStrong(inlines)
  const line = plainText(bare)
  const number = readNumber(line, vocabulary, expected)
  const rest = dropStart(bare, number?.length ?? 0)
  const front = readTags(plainText(rest), vocabulary) ?? (isItem ? undefined : readBoldTag(rest, vocabulary))
  const title = unwrapStrong(front ? dropStart(rest, front.length) : rest)
  const back = front || isItem ? undefined : readTagsAtEnd(title, vocabulary)
  const [tag, ...moreTags] = (front ?? back)?.tags ?? []
  return {
    ...(number && { number: number.value }),
    ...(tag && { tag }),
    ...(moreTags.length > 0 && { moreTags }),
    title: back ? back.title : title,
  }
}

interface Found {
  readonly value: string
  /** Its length in characters, with the separator. */
  readonly length: number
}

interface FoundTags {
  readonly tags: readonly string[]
  readonly length: number
}

/** Words for what is numbered: `Paper 01: Title`, `论文 01：标题`, `第 1 篇：标题`. A separator follows. */
const counted =
  /^\s*(?:(?:paper|story|item|news|论文|文章|新闻|要闻|条目)\s*(?:no\.?\s*|#)?(\d{1,3})|第\s*(\d{1,3})\s*[篇条则])(?![\d\p{L}%])/iu

/** `1️⃣ Title`: a digit that is drawn as a key. */
const keycap = /^\s*(\d)\ufe0f?\u20e3\s*(?:[:：.、]\s*)?/

function readNumber(line: string, vocabulary: Vocabulary, expected: number): Found | undefined {
  const [key, digit] = keycap.exec(line) ?? []
  if (key !== undefined && digit) return { value: digit, length: key.length }
  const label = emoji.exec(line)?.[0] ?? ''
  const text = line.slice(label.length)
  const found = readCount(text) ?? readPlainNumber(text, vocabulary, expected)
  return found && { value: found.value, length: label.length + found.length }
}

function readCount(line: string): Found | undefined {
  const [whole = '', ...digits] = counted.exec(line) ?? []
  const rest = line.slice(whole.length)
  const gap = separator.exec(rest)?.[0] ?? /^\s*(?:[.)、]\s*|(?=\[|【|［))/.exec(rest)?.[0]
  const value = digits.find((each) => each !== undefined)
  return value && gap !== undefined ? { value, length: whole.length + gap.length } : undefined
}

function readPlainNumber(line: string, vocabulary: Vocabulary, expected: number): Found | undefined {
  const [whole, value] = /^\s*(?:#|No\.?\s?)?(\d{1,3})(?![\d\p{L}%])/iu.exec(line) ?? []
  if (whole === undefined || value === undefined) return undefined
  const rest = line.slice(whole.length)
  const gap = /^(?:[.)、](?=\s|\[|【|$)\s*|(?=\[|【|［)|\s*$)/.exec(rest)?.[0] ?? separator.exec(rest)?.[0]
  if (gap !== undefined) return /^[:：]\d/.test(rest) ? undefined : { value, length: whole.length + gap.length }
  const blank = /^\s+/.exec(rest)?.[0]
  if (blank === undefined) return undefined
  // `10 lessons from a year of agents` has no number, `03 Lessons from a year of agents` has one.
  const found = { value, length: whole.length + blank.length }
  const sure = value.startsWith('0') || Number(value) === expected || readTags(line.slice(found.length), vocabulary)
  return sure ? found : undefined
}

/** Tags in brackets may be any; one without must be in the vocabulary and set off from the title. */
function readTags(line: string, vocabulary: Vocabulary): FoundTags | undefined {
  const label = emoji.exec(line)?.[0] ?? ''
  const text = line.slice(label.length)
  const [whole, ...names] = bracketed.exec(text) ?? []
  const tags = splitTags(names, vocabulary)
  if (whole && tags) {
    const gap = separator.exec(text.slice(whole.length))?.[0] ?? ''
    return { tags, length: label.length + whole.length + gap.length }
  }
  const known = knownNames(vocabulary)
    .filter(
      (tag) => normalizeTag(text.slice(0, tag.length)) === normalizeTag(tag) && separator.test(text.slice(tag.length)),
    )
    .toSorted((one, other) => other.length - one.length)[0]
  if (!known) return undefined
  const gap = separator.exec(text.slice(known.length))?.[0] ?? ''
  return { tags: [known], length: label.length + known.length + gap.length }
}

/** `**Agent** Title`: bold words that are a known tag. */
function readBoldTag(inlines: readonly Inline[], vocabulary: Vocabulary): FoundTags | undefined {
  const [first, ...rest] = inlines
  if (first?.type !== 'strong' || plainText(rest).trim() === '') return undefined
  const words = plainText(first.children)
  const bare = words
    .replace(emoji, '')
    .replace(/\s*[:：]\s*$/, '')
    .trim()
  const tags = splitTags([bare], vocabulary)
  if (!tags?.every((tag) => isKnown(tag, vocabulary))) return undefined
  const gap = separator.exec(plainText(rest))?.[0] ?? ''
  return { tags, length: words.length + gap.length }
}

/** `Title [Agent]`: known tags in brackets that end a title. */
function readTagsAtEnd(
  title: readonly Inline[],
  vocabulary: Vocabulary,
): { tags: readonly string[]; title: readonly Inline[] } | undefined {
  const last = title.at(-1)
  if (last?.type !== 'text') return undefined
  const [whole, ...names] = bracketedAtEnd.exec(last.value) ?? []
  const tags = splitTags(names, vocabulary)
  if (!whole || !tags?.some((tag) => isKnown(tag, vocabulary))) return undefined
  const value = last.value.slice(0, -whole.length)
  const rest = [...title.slice(0, -1), ...(value === '' ? [] : [{ ...last, value }])]
  return plainText(rest).trim() === '' ? undefined : { tags, title: rest }
}

/** The names between brackets, as the vocabulary spells them; undefined if they are no tags. */
function splitTags(names: readonly (string | undefined)[], vocabulary: Vocabulary): readonly string[] | undefined {
  const written = names.find((name) => name !== undefined)?.trim()
  if (!written || notTag.test(written)) return undefined
  const parts = isKnown(written, vocabulary) ? [written] : written.split(tagSeparator).filter(Boolean)
  const spelled = [...new Set(parts.map((part) => spellTag(part, vocabulary)))]
  return spelled.length > 0 ? spelled : undefined
}

function knownNames(vocabulary: Vocabulary): string[] {
  return vocabulary.tags.flatMap((tag) => tag.names)
}

function isKnown(tag: string, vocabulary: Vocabulary): boolean {
  return knownNames(vocabulary).some((name) => normalizeTag(name) === normalizeTag(tag))
}

/** As the vocabulary spells it, where it is known there. */
function spellTag(tag: string, vocabulary: Vocabulary): string {
  return knownNames(vocabulary).find((name) => normalizeTag(name) === normalizeTag(tag)) ?? tag
}
