import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { dropStart, unwrapStrong } from './inline-text.ts'
import { readNumber } from './title-number.ts'
import { readStyledTags, readTags, readTagsAtEnd } from './title-tags.ts'

/** The prefix of the title of a section or note, and the title: `01 [Training] Title`. */
export interface PrefixedTitle {
  readonly number?: string
  readonly tag?: string
  /** Its tags after the first. */
  readonly moreTags?: readonly string[]
  readonly title: readonly Inline[]
}

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
  const front = readTags(plainText(rest), vocabulary) ?? (isItem ? undefined : readStyledTags(rest, vocabulary))
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
