/**
 * What an author published for one day, in a small closed vocabulary. Every room above reads this and nothing else:
 * no Markdown, no Block Kit, no components.
 */
import { type Day, parseDay } from './day.ts'

/** Styled text inside one block. Images inside it are links whose text is the alternative text. */
export type Inline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'code'; readonly value: string }
  /** TeX source, without the dollar signs. */
  | { readonly type: 'math'; readonly value: string }
  | { readonly type: 'strong'; readonly children: readonly Inline[] }
  | { readonly type: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly type: 'strike'; readonly children: readonly Inline[] }
  /** `url` is absolute: http, https or mailto. */
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' }
  /** A channel by the platform's id, drawn with its current name. In answers only. */
  | { readonly type: 'channel'; readonly value: string }

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  /** A heading inside prose; `depth` counts from 1 below the part's own title. */
  | { readonly type: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly ListItem[] }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | { readonly type: 'code'; readonly language?: string; readonly value: string }
  /** TeX source of a formula that stands on its own. */
  | { readonly type: 'math'; readonly value: string }
  | Table
  | Image
  | { readonly type: 'rule' }

export interface ListItem {
  /** Present on task lists only. */
  readonly checked?: boolean
  readonly children: readonly Block[]
}

/** An image on its own. The reader of Markdown puts it beside lists and quotes, never into one. */
export interface Image {
  readonly type: 'image'
  /** https, with a host on the public web. */
  readonly url: string
  /** What it shows, in words: never empty. */
  readonly alt: string
}

export type Cell = readonly Inline[]

export interface Table {
  readonly type: 'table'
  /** One for each column. */
  readonly align: readonly ('left' | 'center' | 'right')[]
  readonly header: readonly Cell[]
  /** Each row has as many cells as the header. */
  readonly rows: readonly (readonly Cell[])[]
}

/** A bullet of the overview. The headline may be empty: some bullets have no headline sentence. */
export interface Highlight {
  readonly headline: readonly Inline[]
  readonly text: readonly Inline[]
}

export type Takeaway = readonly Inline[]

/** A featured section. */
export interface Section {
  /** The author's number: `01`. Unique in its digest, together with the notes' numbers. */
  readonly number: string
  readonly tag?: string
  /** Its tags after the first. */
  readonly moreTags?: readonly string[]
  /** The headings above it, the outermost first, where the author grouped sections. */
  readonly chapter?: readonly Inline[]
  readonly title: readonly Inline[]
  readonly body: readonly Block[]
  /** The takeaways in the author's order; point 1 is the first. */
  readonly takeaways: readonly Takeaway[]
  /** The paper's title, linked when the author gave an address. */
  readonly source?: readonly Inline[]
}

/** An item of "Also worth noting". */
export interface Note {
  readonly number?: string
  readonly tag?: string
  /** Its tags after the first. */
  readonly moreTags?: readonly string[]
  readonly title: readonly Inline[]
  readonly text: readonly Inline[]
}

/** The parts with a fixed meaning, in the order in which every digest shows them. */
export const chapters = ['overview', 'featured', 'notes', 'observation'] as const
export type Chapter = (typeof chapters)[number]

/** Other text of the author. It comes right before the chapter it names. */
export interface Prose {
  readonly before: Chapter | 'end'
  /** With `featured`: the number of the section that it comes right before; without, it comes before all of them. */
  readonly section?: string
  /** Empty for text under no heading of its own. */
  readonly title: readonly Inline[]
  readonly blocks: readonly Block[]
}

/** The longest reason, in characters: it replaces a digest and should be short. */
export const withdrawnReasonMax = 1_000

export interface Digest {
  /** Name of the series: the folder under `digests/`, or `main` for the files directly in it. */
  readonly publication: string
  readonly date: Day
  readonly title?: string
  /** BCP 47, e.g. `en`, `zh`. */
  readonly language: string
  /** The page it was published on. */
  readonly url?: string
  readonly author?: string
  /** Topics of the whole digest; sections and notes without a tag of their own have these. */
  readonly tags?: readonly string[]
  /** Keys of the front matter that have no meaning here, as they were written. */
  readonly otherKeys?: Readonly<Record<string, unknown>>
  /** Why its author took it back, for readers, in one line. It is not posted any more, nor found. */
  readonly withdrawn?: string
  /** Whether it is a sample that is shipped with the program, which is never posted to real channels. */
  readonly isSample?: true
  /** Whether it is a draft, which is never posted. */
  readonly isDraft?: true
  readonly overview?: readonly Highlight[]
  /** Empty for a digest of notes or of prose only. */
  readonly sections: readonly Section[]
  /** Absent when the digest has no such part; empty when it has one with nothing in it. */
  readonly notes?: readonly Note[]
  readonly observation?: readonly Block[]
  readonly prose: readonly Prose[]
}

/** `main/2026-03-12`: one digest a day for each publication. */
export type DigestId = `${string}/${Day}`

export function digestId(digest: Pick<Digest, 'publication' | 'date'>): DigestId {
  return `${digest.publication}/${digest.date}`
}

/** The publication and day of an id, or undefined if the text is not an id. */
export function parseDigestId(id: string): { publication: string; date: Day } | undefined {
  const [, publication, written = ''] = /^([a-z0-9][a-z0-9-]{0,39})\/(.+)$/.exec(id) ?? []
  const date = parseDay(written)
  return publication && date ? { publication, date } : undefined
}

/** The name of the publication whose files lie directly in `digests/`. */
export const mainPublication = 'main'

/** Lower-case letters, digits and hyphens, 40 at most: a slug, used as the name of a folder and in the ids of buttons. */
export const publicationPattern = /^[a-z0-9][a-z0-9-]{0,39}$/

/** The tags of a section or note, in the author's order. */
export function tagsOf({ tag, moreTags = [] }: Pick<Section, 'tag' | 'moreTags'>): readonly string[] {
  return tag === undefined ? [] : [tag, ...moreTags]
}

/** A cache of normalized tags: the same few dozen are compared with every title. */
const normalizedTags = new Map<string, string>()

/** The capacity of this cache, in entries. */
const normalizedMax = 1_000

/** The normalized form for comparison: `Image Gen`, `image gen` and `IMAGE  GEN` are the same tag. */
export function normalizeTag(tag: string): string {
  const known = normalizedTags.get(tag)
  if (known !== undefined) return known
  const normalized = tag.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  if (normalizedTags.size >= normalizedMax) normalizedTags.clear()
  normalizedTags.set(tag, normalized)
  return normalized
}
