import { type Inline, normalizeTag } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { dropStart } from './inline-text.ts'

/** What may stand between number, tag and title. A hyphen counts only between blanks: `GPT-4` is one word. */
export const titleSeparator = /^(?:\s*[·•|｜:：—–]\s*|\s+[-»›]\s+)/
const bracketed = /^(?:\[([^[\]]+)\]|【([^【】]+)】|［([^［］]+)］)\s*/
/**
 * Markup that is a tag at the front only if the vocabulary has it: `{Agent} Title`, `(Agent) Title`, `#Agent Title`.
 */
const knownAtFront =
  /^(?:\{([^{}]+)\}|\(([^()]+)\)|（([^（）]+)）|〔([^〔〕]+)〕|〖([^〖〗]+)〗|「([^「」]+)」|«([^«»]+)»|#([\p{L}\p{N}_-]+)(?=\s))\s*/u
const bracketedAtEnd = /(?:(?:\s+|(?<=\]))\[([^[\]]+)\]|\s*【([^【】]+)】|\s*［([^［］]+)］)\s*$/
/** Markup that is a tag at the end only if the vocabulary has it: `Title (Agent)`, `Title #Agent`. */
const knownAtEnd =
  /(?:\s+\(([^()]+)\)|\s*（([^（）]+)）|\s+\{([^{}]+)\}|\s*[|｜·•]\s*([^|｜·•]+)|\s+#([\p{L}\p{N}_-]+))\s*$/u

/** Text in brackets that is not a tag: `[1]`, `[#1]`, `[1/4]`, `[2026]`, `[WIP]`. */
const notTag = /^(?:#?\d[\d.,/–-]*|x|wip|draft|todo|tbd|fixme|new|updated?|sic|ad|…|\.{3}|草稿|待续|更新)$/i

/** Separators of the tags in one pair of brackets. */
const tagSeparator = /\s*[,，、;；]\s*|\s+[/|·&+]\s+/
/** Separators of tags that are all in the vocabulary. */
const knownSeparator = /\s*[,，、;；/|·&+]\s*|\s+and\s+|\s*[和与]\s*/i

/** Authors put an emoji before labels. */
export const emoji =
  /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\p{Emoji_Modifier}|\ufe0f|\u200d|\p{Extended_Pictographic})*\s*)+/u

const emojiSigns = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\ufe0f|\u200d/gu

interface FoundTags {
  readonly tags: readonly string[]
  /** The length in characters, including the separator. */
  readonly length: number
}

/** Tags at the front: in brackets they may be any; without, they are in the vocabulary and set off from the title. */
export function readTags(line: string, vocabulary: Vocabulary): FoundTags | undefined {
  const label = emoji.exec(line)?.[0] ?? ''
  const text = line.slice(label.length)
  const found = readBracketed(text, vocabulary) ?? readBare(text, vocabulary)
  return found && { tags: found.tags, length: label.length + found.length }
}

/** `[Agent]`, `[Agent, Code]`, `[Agent] [Code]`, `#Agent #Code`. Brackets behind the first hold tags of the vocabulary. */
function readBracketed(text: string, vocabulary: Vocabulary): FoundTags | undefined {
  const tags: string[] = []
  let length = 0
  for (;;) {
    const rest = text.slice(length)
    const free = bracketed.exec(rest)
    const [whole, ...names] = free ?? knownAtFront.exec(rest) ?? []
    const some = whole === undefined ? undefined : splitTags(names, vocabulary)
    if (whole === undefined || !some || ((tags.length > 0 || !free) && !areKnown(some, vocabulary))) break
    tags.push(...some)
    length += whole.length
  }
  if (tags.length === 0) return undefined
  const gap = titleSeparator.exec(text.slice(length))?.[0] ?? ''
  return { tags: [...new Set(tags)], length: length + gap.length }
}

/** `Agent: Title`, `Agent & Code: Title`, `Agent | Code | Title`, `Agent » Title`. */
function readBare(text: string, vocabulary: Vocabulary): FoundTags | undefined {
  const known = knownNames(vocabulary)
    .filter(
      (tag) =>
        titleSeparator.test(text.slice(tag.length)) && normalizeTag(text.slice(0, tag.length)) === normalizeTag(tag),
    )
    .toSorted((one, other) => other.length - one.length)[0]
  if (known) {
    const gap = titleSeparator.exec(text.slice(known.length))?.[0] ?? ''
    const length = known.length + gap.length
    const more = /[·•|｜]/.test(gap) ? readBare(text.slice(length), vocabulary) : undefined
    return { tags: [...new Set([known, ...(more?.tags ?? [])])], length: length + (more?.length ?? 0) }
  }
  const [head = '', gap = ''] = /^([^:：—–]{3,60}?)(\s*[:：—–]\s*|\s+-\s+)/.exec(text)?.slice(1) ?? []
  const tags = knownSeparator.test(head) ? splitTags([head], vocabulary) : undefined
  return tags && areKnown(tags, vocabulary) ? { tags, length: head.length + gap.length } : undefined
}

/** `**Agent** Title`, `` `Agent` `Code` Title ``: words in bold or code that are known tags. */
export function readStyledTags(inlines: readonly Inline[], vocabulary: Vocabulary): FoundTags | undefined {
  const label = emoji.exec(plainText(inlines))?.[0] ?? ''
  const tags: string[] = []
  let length = label.length
  let rest: readonly Inline[] = dropStart(inlines, length)
  for (;;) {
    const [first, ...others] = rest
    if (first?.type !== 'strong' && first?.type !== 'code') break
    const words = plainText([first])
    const bare = words.replace(emoji, '').replace(/\s*[:：]\s*$/, '')
    const some = splitTags([bare], vocabulary)
    if (!some || !areKnown(some, vocabulary)) break
    tags.push(...some)
    const after = plainText(others)
    const gap = titleSeparator.exec(after)?.[0] ?? /^[\s,，、/&+]*/.exec(after)?.[0] ?? ''
    length += words.length + gap.length
    rest = dropStart(others, gap.length)
  }
  return tags.length > 0 && plainText(rest).trim() !== '' ? { tags: [...new Set(tags)], length } : undefined
}

/** `Title [Agent]`, `Title [Agent][Code]`, `Title (Agent)`, `Title #Agent #Code`: known tags that end a title. */
export function readTagsAtEnd(
  title: readonly Inline[],
  vocabulary: Vocabulary,
): { tags: readonly string[]; title: readonly Inline[] } | undefined {
  const last = title.at(-1)
  if (last?.type !== 'text') return undefined
  const tags: string[] = []
  let value = last.value
  for (let found = tagsAtEnd(value, vocabulary); found; found = tagsAtEnd(value, vocabulary)) {
    if (tags.length > 0 && !areKnown(found.tags, vocabulary)) break
    tags.unshift(...found.tags)
    value = value.slice(0, -found.length)
  }
  const rest = [...title.slice(0, -1), ...(value === '' ? [] : [{ ...last, value }])]
  return tags.length === 0 || plainText(rest).trim() === '' ? undefined : { tags: [...new Set(tags)], title: rest }
}

function tagsAtEnd(text: string, vocabulary: Vocabulary): FoundTags | undefined {
  const [whole, ...names] = bracketedAtEnd.exec(text) ?? []
  const tags = whole === undefined ? undefined : splitTags(names, vocabulary)
  if (whole && tags?.some((tag) => isKnown(tag, vocabulary))) return { tags, length: whole.length }
  const [other, ...found] = knownAtEnd.exec(text) ?? []
  const some = other === undefined ? undefined : splitTags(found, vocabulary)
  return other && some && areKnown(some, vocabulary) ? { tags: some, length: other.length } : undefined
}

/** The names in brackets, as the vocabulary spells them; undefined if they are not tags. */
function splitTags(names: readonly (string | undefined)[], vocabulary: Vocabulary): readonly string[] | undefined {
  const written = names.find((name) => name !== undefined)?.trim()
  if (!written || notTag.test(written)) return undefined
  const known = written.split(knownSeparator)
  const parts = isKnown(written, vocabulary)
    ? [written]
    : areKnown(known, vocabulary)
      ? known
      : written.split(tagSeparator).filter(Boolean)
  const spelled = [...new Set(parts.map((part) => spellTag(part, vocabulary)))]
  return spelled.length > 0 ? spelled : undefined
}

function knownNames(vocabulary: Vocabulary): string[] {
  return vocabulary.tags.flatMap((tag) => tag.names)
}

function isKnown(tag: string, vocabulary: Vocabulary): boolean {
  return knownName(tag, vocabulary) !== undefined
}

function areKnown(tags: readonly string[], vocabulary: Vocabulary): boolean {
  return tags.every((tag) => isKnown(tag, vocabulary))
}

/** Spells a tag as the vocabulary does, if it is known there. */
function spellTag(tag: string, vocabulary: Vocabulary): string {
  return knownName(tag, vocabulary) ?? tag
}

/** `#ImageGen`, `image-gen` and `🎨 Image Gen` are the tag `Image Gen`. */
function knownName(written: string, vocabulary: Vocabulary): string | undefined {
  const squeeze = (text: string) => normalizeTag(text).replace(/[\s_-]/g, '')
  const bare = squeeze(written.replace(emojiSigns, ''))
  return bare === '' ? undefined : knownNames(vocabulary).find((name) => squeeze(name) === bare)
}
