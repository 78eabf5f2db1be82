import { z } from 'zod'
import { type Day, parseDay, weekdays } from './day.ts'
import { type Digest, mainPublication, normalizeTag, publicationPattern, type Section, tagsOf } from './digest.ts'
import { valueRuleNamed } from './problem.ts'
import { isTimeZone } from './time-zone.ts'
import { type WorkspaceId, workspacePattern } from './workspace-id.ts'

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
 * When takeaways are posted in their section's thread: the one that a reader chooses, or all of them right after the
 * section was posted; or never.
 */
export const discussions = ['on-click', 'on-post', 'off'] as const
export type Discussion = (typeof discussions)[number]

/** The readers of a publication with `/digest`: everyone, or only the workspaces or the channels where it is posted. */
export const visibilities = ['everyone', 'workspace', 'where-posted'] as const
export type Visibility = (typeof visibilities)[number]

/** Whom the overview may notify, by the platform's id. Opt-in, one for each destination. */
const mention = z.object({ kind: z.enum(['role', 'group']), id: z.string() })
export type Mention = Readonly<z.output<typeof mention>>

/** How long a slot may stay open, in days. */
const catchUpMax = 31
const catchUpRule = valueRuleNamed('must-be-number-of', 'days', 0, catchUpMax)

/** How old a digest may be that welcomes a new destination, in days. */
const welcomeMax = 3660
const welcomeRule = valueRuleNamed('must-be-number-of', 'days', 0, welcomeMax)

const [timeRule, endRule] = [valueRuleNamed('must-be-time'), valueRuleNamed('must-be-end')]
const time = z.string(timeRule).regex(/^([01]\d|2[0-3]):[0-5]\d$/, timeRule)
const untilTime = z.string(endRule).regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, endRule)
const day = z.custom<Day>((value) => typeof value === 'string' && parseDay(value) !== undefined)

/**
 * One place on one platform, with its hour, time zone, days, tags and layout. Every destination is made by this schema:
 * those of the configuration, of chat, of the simulator and of the ledger, whose rows may be older than a key.
 */
export const destinationSchema = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, valueRuleNamed('must-be-name'))
    .meta({ description: 'Your name for it. What was posted is remembered under this name.' }),
  platform: z.string(),
  channel: z.string().meta({ description: 'The id of the channel (on Discord also of a forum).' }),
  workspace: z
    .string()
    .regex(workspacePattern, valueRuleNamed('must-be-workspace'))
    .transform((text) => text as WorkspaceId)
    .exactOptional()
    .meta({ description: 'The workspace of the channel; by default the one whose token is in the environment.' }),
  publication: z
    .string()
    .regex(publicationPattern, valueRuleNamed('must-be-publication'))
    .default(mainPublication)
    .meta({ description: 'The series: a folder under digests/, or "main" for the files directly in it.' }),
  at: time.default('08:30').meta({ description: 'The earliest local time at which a digest goes out.' }),
  until: untilTime.default('24:00').meta({ description: 'The local time after which no digest goes out that day.' }),
  timezone: z
    .string()
    .refine(isTimeZone, valueRuleNamed('must-be-zone'))
    .default('UTC')
    .meta({ description: 'IANA name, e.g. Europe/Berlin.' }),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .readonly()
    .default(weekdays)
    .meta({ description: 'The days on which a digest is due.' }),
  skip: z
    .union([z.array(day), z.set(day)])
    .default([])
    .transform((days): ReadonlySet<Day> => new Set(days))
    .meta({ description: 'Dates without a digest, and iCalendar files of holidays.' }),
  edition: z
    .enum(['today', 'yesterday'])
    .default('today')
    .meta({ description: 'The digest dated the same day, or the day before (for readers east of the author).' }),
  catchUp: z
    .int(catchUpRule)
    .min(0, catchUpRule)
    .max(catchUpMax, catchUpRule)
    .default(1)
    .meta({ description: 'For how many more days a digest that could not go out stays due.' }),
  welcomeDays: z
    .int(welcomeRule)
    .min(0, welcomeRule)
    .max(welcomeMax, welcomeRule)
    .default(3)
    .meta({ description: 'How many days old a digest may be that a new destination gets at once; 0 for never.' }),
  layout: z
    .enum(layouts)
    .default('sections')
    .meta({ description: 'How the digest is laid out. Rows without it are older than the default of each platform.' }),
  discussion: z.enum(discussions).default('on-click').meta({
    description:
      'When takeaways are brought to their thread: the one that a reader chooses, all of them with the post, or never.',
  }),
  tags: z.array(z.string()).readonly().default([]).meta({ description: 'Only sections with one of these tags.' }),
  mute: z.array(z.string()).readonly().default([]).meta({ description: 'No sections with one of these tags.' }),
  mention: mention
    .exactOptional()
    .meta({ description: 'The user group (Slack) or role (Discord) that the overview notifies.' }),
})

export type Destination = Readonly<z.output<typeof destinationSchema>>

/**
 * The digest as this destination wants it: its sections and notes chosen by tag. Undefined when none is left. Prose has
 * the tags of the whole digest. Destinations with the same tags get the same object, so that it is rendered once.
 */
export function selectFor(destination: Pick<Destination, 'tags' | 'mute'>, digest: Digest): Digest | undefined {
  const [wanted, muted] = [destination.tags, destination.mute].map((tags) => tags.map(normalizeTag).sort())
  // A withdrawn digest is withdrawn for every destination, and may have no sections.
  if ((!wanted?.length && !muted?.length) || digest.withdrawn !== undefined) return digest
  const known = selections.get(digest) ?? new Map<string, Digest | undefined>()
  selections.set(digest, known)
  const name = JSON.stringify([wanted, muted])
  if (!known.has(name)) known.set(name, select(digest, wanted ?? [], muted ?? []))
  return known.get(name)
}

/** A cache by the tags that are wanted and muted. */
const selections = new WeakMap<Digest, Map<string, Digest | undefined>>()

function select(digest: Digest, wanted: readonly string[], muted: readonly string[]): Digest | undefined {
  const chosen = (item: Pick<Section, 'tag' | 'moreTags'>) => {
    const tags = (item.tag === undefined ? (digest.tags ?? []) : tagsOf(item)).map(normalizeTag)
    return (wanted.length === 0 || tags.some((tag) => wanted.includes(tag))) && !tags.some((tag) => muted.includes(tag))
  }
  const sections = digest.sections.filter(chosen)
  const { overview, notes, ...rest } = digest
  const items = digest.sections.length > 0 ? sections : digest.notes ? digest.notes.filter(chosen) : [{}].filter(chosen)
  if (items.length === 0) return undefined
  // The overview has one bullet for each section. If the counts differ, they cannot be matched.
  const paired = overview?.length === digest.sections.length
  const highlights = paired ? overview.filter((_, at) => chosen(digest.sections[at] ?? {})) : overview
  return {
    ...rest,
    ...(highlights && { overview: highlights }),
    sections,
    ...(notes && { notes: notes.filter(chosen) }),
  }
}
