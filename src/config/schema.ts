import { z } from 'zod'
import { parseDay, weekdays } from '../domain/day.ts'
import { discussions, layouts } from '../domain/destination.ts'
import { mainPublication, publicationPattern } from '../domain/digest.ts'
import { headingNames, tagColors } from '../domain/vocabulary.ts'
import { type Language, languages } from '../i18n/messages.ts'
import { platformNames } from '../platforms/registry.ts'
import { defaultAlertSettings } from './alert-settings.ts'

/** How far a slot may stay open, in days: beyond a month nobody wants yesterday's paper. */
const catchUpMax = 31
const catchUpWords = `must be a number of days from 0 to ${catchUpMax}`

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "08:30"')
const untilTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day such as "12:00", or "24:00"')

const zone = z.string().refine(isZone, 'must be an IANA time zone such as Europe/Berlin')

const skipped = z
  .string()
  .refine(
    (text) => parseDay(text) !== undefined || text.endsWith('.ics'),
    'must be a date that exists (2026-12-25) or the path of an .ics file',
  )

/** Ids may be written without quotes: Discord's are numbers too long for JavaScript, so they arrive as big integers. */
const id = z.union([z.string(), z.bigint()], 'must be an id as the platform shows it').transform(String)

const channel = id.pipe(
  z
    .string()
    .regex(
      /^[A-Za-z0-9]+$/,
      'must be the id of a channel, not its name: Slack shows it at the end of the channel’s "About" tab (C0123456789), Discord under "Copy Channel ID" (a long number)',
    ),
)

const destination = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'must be 1 to 60 letters, digits, dots, hyphens or underscores')
    .meta({ description: 'Your name for it. What was posted is remembered under this name.' }),
  platform: z.enum(platformNames),
  channel: channel.meta({ description: 'The id of the channel (on Discord also of a forum).' }),
  publication: z
    .string()
    .regex(publicationPattern, 'must be the name of a folder under digests/, in lower case')
    .default(mainPublication)
    .meta({ description: 'The series: a folder under digests/, or "main" for the files directly in it.' }),
  at: time.default('08:30').meta({ description: 'The earliest local time at which a digest goes out.' }),
  until: untilTime
    .default('24:00')
    .meta({ description: 'The local time after which nothing goes out any more that day.' }),
  timezone: zone.default('UTC').meta({ description: 'IANA name, e.g. Europe/Berlin.' }),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays])
    .meta({ description: 'The days on which a digest is due.' }),
  skip: z.array(skipped).default([]).meta({ description: 'Dates without a digest, and iCalendar files of holidays.' }),
  edition: z
    .enum(['today', 'yesterday'])
    .default('today')
    .meta({ description: 'The digest dated the same day, or the day before (for readers east of the author).' }),
  catchUp: z
    .int(catchUpWords)
    .min(0, catchUpWords)
    .max(catchUpMax, catchUpWords)
    .default(1)
    .meta({ description: 'For how many more days a digest that could not go out stays owed.' }),
  layout: z
    .enum(layouts)
    .default('sections')
    .meta({ description: 'How the digest is laid out; forum is for Discord forums.' }),
  discussion: z.enum(discussions).default('on-click').meta({
    description:
      'When takeaways are brought to their thread: the one that a reader chooses, all of them with the post, or never.',
  }),
  tags: z.array(z.string()).default([]).meta({ description: 'Only sections with one of these tags.' }),
  mute: z.array(z.string()).default([]).meta({ description: 'No sections with one of these tags.' }),
  mention: id
    .pipe(
      z
        .string()
        .regex(
          /^(S[A-Z0-9]+|\d+)$/,
          'must be the id of a Slack user group (S0123456789) or of a Discord role (a number)',
        ),
    )
    .optional()
    .meta({ description: 'The user group (Slack) or role (Discord) that the overview notifies.' }),
})

const operationsChannel = {
  platform: z.enum(platformNames),
  channel: channel.meta({ description: 'The id of the channel.' }),
}

const lateMinutesWords = 'must be a number of minutes from 1 to 1440'
const quietDaysWords = 'must be a number of days from 1 to 366'

const operations = z.strictObject({
  ...operationsChannel,
  language: z
    .enum(Object.keys(languages) as Language[])
    .default(defaultAlertSettings.language)
    .meta({ description: 'The language of alerts.' }),
  lateMinutes: z
    .int(lateMinutesWords)
    .min(1, lateMinutesWords)
    .max(1440, lateMinutesWords)
    .default(defaultAlertSettings.lateMinutes)
    .meta({ description: 'A post that is later than this is reported.' }),
  quietDays: z
    .int(quietDaysWords)
    .min(1, quietDaysWords)
    .max(366, quietDaysWords)
    .default(defaultAlertSettings.quietDays)
    .meta({ description: 'A publication without a new digest for longer than this is reported.' }),
  backup: z
    .strictObject(operationsChannel)
    .optional()
    .meta({ description: 'A channel of the other platform, for what happens while this one cannot be posted to.' }),
})

/** The keys of `config/morning-post.yaml`. */
export const configFileSchema = z.strictObject({
  digests: z
    .string()
    .default('digests')
    .meta({ description: 'The folder of the digests, from where the bot is started.' }),
  vocabulary: z
    .string()
    .optional()
    .meta({ description: 'The file of tags and headings; by default vocabulary.yaml beside this file.' }),
  managers: z
    .strictObject({ slack: z.array(id).optional(), discord: z.array(id).optional() })
    .default({})
    .meta({
      description:
        'Who may subscribe in chat, by id: users on Slack, roles or users on Discord. By default whoever manages the channel.',
    }),
  operations: operations
    .optional()
    .meta({ description: 'Where whoever runs the bot is told what needs them, once each.' }),
  reports: z.strictObject(operationsChannel).optional().meta({
    description: 'Where mistakes go that readers report. By default to the log.',
  }),
  destinations: z.array(destination).default([]).meta({ description: 'Where the digest goes, and when.' }),
})

export type DestinationValue = z.output<typeof destination>
export type AlertsValue = z.output<typeof operations>

/** The keys of `config/vocabulary.yaml`. */
export const vocabularySchema = z.strictObject({
  tags: z.array(z.strictObject({ names: z.array(z.string().min(1)).min(1), color: z.enum(tagColors).optional() })),
  headings: z.strictObject(
    Object.fromEntries(headingNames.map((name) => [name, z.array(z.string().min(1)).min(1)])) as Record<
      (typeof headingNames)[number],
      z.ZodArray<z.ZodString>
    >,
  ),
})

/** What editors check `config/morning-post.yaml` against. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configFileSchema, {
    io: 'input',
    // JSON Schema has no big integers; an unquoted id is an integer there.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'bigint') jsonSchema.type = 'integer'
    },
  })
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    // Offsets such as +02:00 are accepted too, but know nothing of daylight saving.
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}
