import { normalizeTag } from './digest.ts'

/** Colours that both platforms can show; the names are Slack's. */
export const tagColors = ['blue', 'green', 'orange', 'purple', 'red', 'indigo', 'yellow', 'brown', 'gray'] as const
export type TagColor = (typeof tagColors)[number]

export const headingNames = ['overview', 'featured', 'notes', 'observation', 'takeaways', 'source'] as const
export type HeadingName = (typeof headingNames)[number]

/** The words by which a digest is read. It comes from configuration. */
export interface Vocabulary {
  readonly tags: readonly VocabularyTag[]
  /** The accepted names of each heading, in any language; case does not matter. */
  readonly headings: Readonly<Record<HeadingName, readonly string[]>>
  /**
   * By publication: the level of the headings that begin a section in files without the headings above, from 1. Without an
   * entry it is the highest level that is repeated.
   */
  readonly sectionLevels?: Readonly<Record<string, number>>
}

/** One topic with its names in all languages, e.g. `Training`, `训练优化`. */
interface VocabularyTag {
  readonly names: readonly string[]
  readonly color?: TagColor
}

/** The colour of a tag; one that is not in the vocabulary always gets the same colour, too. */
export function tagColor(vocabulary: Vocabulary, tag: string): TagColor {
  const known = vocabulary.tags.find(({ names }) => names.some((name) => normalizeTag(name) === normalizeTag(tag)))
  if (known?.color) return known.color
  const sum = [...normalizeTag(known?.names[0] ?? tag)].reduce((total, char) => total + (char.codePointAt(0) ?? 0), 0)
  return tagColors[sum % tagColors.length] ?? 'gray'
}
