import type { Day, Weekday } from './day.ts'
import { type Digest, normalizeTag } from './digest.ts'

/** A chat platform, as the registry of platforms names it. */
export type PlatformName = string

/**
 * - `sections`: the overview and one message for each section, all in the channel.
 * - `thread`: the overview in the channel, everything else in its thread.
 * - `overview`: one message; sections are read on demand.
 * - `forum`: one forum post a day (Discord).
 */
export const layouts = ['sections', 'thread', 'overview', 'forum'] as const
export type Layout = (typeof layouts)[number]

/**
 * When takeaways are brought to their section's thread: the one that somebody chooses, or all of them right after the
 * section was posted; or never.
 */
export const discussions = ['on-click', 'on-post', 'off'] as const
export type Discussion = (typeof discussions)[number]

/** Whom the overview may notify, by the platform's id. Opt-in, one for each destination. */
export interface Mention {
  readonly kind: 'role' | 'group'
  readonly id: string
}

/** One place on one platform, with its hour, time zone, days, tags and layout. */
export interface Destination {
  /** Unique in the configuration; its deliveries are remembered under it. */
  readonly name: string
  readonly platform: PlatformName
  /** The platform's id of the channel. */
  readonly channel: string
  readonly publication: string
  /** Local wall-clock time, `HH:MM`: the earliest minute of the day at which a digest goes out. */
  readonly at: string
  /** Local wall-clock time, `HH:MM`, after which nothing goes out any more; `24:00` is the end of the day. */
  readonly until: string
  /** IANA name. */
  readonly timezone: string
  readonly days: readonly Weekday[]
  /** Days on which nothing is due. */
  readonly skip: ReadonlySet<Day>
  /** The digest dated the same day, or the day before for readers east of the author. */
  readonly edition: 'today' | 'yesterday'
  /** For how many days a slot that passed unserved stays open; 0 for never. */
  readonly catchUp: number
  readonly layout: Layout
  readonly discussion: Discussion
  /** Only sections with one of these tags, when there are any. */
  readonly tags: readonly string[]
  /** No sections with one of these tags. */
  readonly mute: readonly string[]
  readonly mention?: Mention
}

/** The digest as this destination wants it: its sections and notes chosen by tag. Undefined when none is left. */
export function selectFor(destination: Pick<Destination, 'tags' | 'mute'>, digest: Digest): Digest | undefined {
  const [wanted, muted] = [destination.tags.map(normalizeTag), destination.mute.map(normalizeTag)]
  // What was withdrawn is withdrawn from everybody, and may have no section left to choose from.
  if ((wanted.length === 0 && muted.length === 0) || digest.withdrawn !== undefined) return digest
  const chosen = ({ tag }: { tag?: string }) =>
    (wanted.length === 0 || (tag !== undefined && wanted.includes(normalizeTag(tag)))) &&
    (tag === undefined || !muted.includes(normalizeTag(tag)))
  const sections = digest.sections.filter(chosen)
  if (sections.length === 0) return undefined
  const { overview, notes, ...rest } = digest
  // Bullets stand for sections one by one; where the counts differ, which belongs to which is anybody's guess.
  const paired = overview?.length === digest.sections.length
  const highlights = paired ? overview.filter((_, at) => chosen(digest.sections[at] ?? {})) : overview
  return {
    ...rest,
    ...(highlights && { overview: highlights }),
    sections,
    ...(notes && { notes: notes.filter(chosen) }),
  }
}
