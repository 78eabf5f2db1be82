import { z } from 'zod'
import { parseDay } from '../domain/day.ts'
import { type Destination, destinationSchema, layouts, type PlatformName, visibilities } from '../domain/destination.ts'
import { publicationPattern } from '../domain/digest.ts'
import { headingNames, tagColors } from '../domain/vocabulary.ts'
import type { CountedUnit } from '../i18n/en/problems-values.ts'
import { type Language, languages } from '../i18n/messages.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { platformNames } from '../platforms/registry.ts'
import { digestSourceSchema } from './digest-source.ts'
import { draftAtSchema, draftSchema } from './drafting.ts'
import { fetchSchema, sourcesSchema } from './sources-schema.ts'
import { valueRule } from './value-rule.ts'

const skipped = z
  .string()
  .refine((text) => parseDay(text) !== undefined || text.endsWith('.ics'), valueRule('must-be-day-or-calendar'))

/** Ids may be written without quotes: Discord's are numbers too long for JavaScript, so they arrive as big integers. */
const id = z.union([z.string(), z.bigint()], valueRule('must-be-id')).transform(String)

/** A key for each platform. */
function onEach<Schema extends z.ZodType>(schemaOf: (name: PlatformName) => Schema): Record<PlatformName, Schema> {
  return Object.fromEntries(platformNames.map((name) => [name, schemaOf(name)]))
}

const destination = z.strictObject({
  ...destinationSchema.shape,
  platform: z.enum(platformNames),
  channel: id.meta(metaOf('channel')),
  layout: z.enum(layouts).exactOptional().meta({
    description:
      'How the digest is laid out, by default thread on Slack and sections on Discord; forum is for Discord forums.',
  }),
  skip: z.array(skipped).default([]).meta(metaOf('skip')),
  mention: id
    .pipe(z.string().regex(/^(S[A-Z0-9]+|\d+)$/, valueRule('must-be-mention')))
    .exactOptional()
    .meta(metaOf('mention')),
})

/** The description stays where the key is declared. */
function metaOf(key: 'channel' | 'skip' | 'mention') {
  return destinationSchema.shape[key].meta() ?? {}
}

const channelOf = {
  platform: z.enum(platformNames),
  channel: id.meta({ description: 'The id of the channel.' }),
}

/** Used where `alerts` says nothing. */
export const defaultAlertSettings = { language: 'en', lateMinutes: 15, daysWithoutDigest: 3 } as const

function wholeNumber(unit: CountedUnit, max: number) {
  const rule = valueRule('must-be-number-of', unit, 1, max)
  return z.int(rule).min(1, rule).max(max, rule)
}

const alerts = z.strictObject({
  ...channelOf,
  language: z
    .enum(Object.keys(languages) as Language[])
    .default(defaultAlertSettings.language)
    .meta({ description: 'The language of alerts.' }),
  lateMinutes: wholeNumber('minutes', 1440)
    .default(defaultAlertSettings.lateMinutes)
    .meta({ description: 'A post that is later than this is reported.' }),
  daysWithoutDigest: wholeNumber('days', 366)
    .default(defaultAlertSettings.daysWithoutDigest)
    .meta({ description: 'A publication without a new digest for longer than this is reported.' }),
  backup: z
    .strictObject(channelOf)
    .exactOptional()
    .meta({ description: 'A channel on another platform, used while this one cannot be posted to.' }),
})

const review = z
  .union(
    [
      z.literal('off'),
      z.strictObject({
        ...onEach((name) =>
          id
            .exactOptional()
            .meta({ description: `The id of the channel that gets drafts, on ${platformTitle(name)}.` }),
        ),
        reviewers: z
          .strictObject({
            people: z.array(id).default([]).meta({ description: 'Ids of users.' }),
            roles: z.array(id).default([]).meta({ description: 'Ids of roles on Discord, of user groups on Slack.' }),
          })
          .meta({ description: 'Who may approve, edit or hold a draft. Clicks of others do not count.' }),
      }),
    ],
    valueRule('must-be-review'),
  )
  .meta({ description: 'Where drafts are reviewed and by whom; "off" posts them without a review.' })

const quietRule = valueRule('must-be-number-of', 'seconds', 0, 600)

/** The keys of `config/morning-post.yaml`. */
export const configFileSchema = z.strictObject({
  digests: digestSourceSchema,
  quietSeconds: z
    .number(quietRule)
    .min(0, quietRule)
    .max(600, quietRule)
    .default(10)
    .meta({ description: 'For how many seconds a digest, or this file, must not change before it is read.' }),
  vocabulary: z
    .string()
    .optional()
    .meta({ description: 'The file of tags and headings; by default vocabulary.yaml beside this file.' }),
  managers: z
    .strictObject(onEach(() => z.array(id).optional()))
    .default({})
    .meta({
      description:
        'Who may subscribe in chat, by id: users on Slack, roles or users on Discord. A user of another Slack workspace than the default one is written with it, as slack:T0123456789/U0123456789. By default everyone who may manage the channel.',
    }),
  alerts: alerts.optional().meta({ description: 'The channel that receives alerts for the operator.' }),
  reports: z.strictObject(channelOf).optional().meta({
    description: 'The channel that receives mistakes that readers report. By default they go to the log.',
  }),
  publications: z
    .record(
      z.string().regex(publicationPattern, valueRule('must-be-publication-or-main')),
      z.strictObject({
        visibility: z.enum(visibilities).default('everyone').meta({
          description:
            'Who finds it with /digest: everyone, or only readers in the workspaces (workspace) or in the channels (where-posted) where it is posted.',
        }),
        review: review.exactOptional(),
        sections: z.enum(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']).exactOptional().meta({
          description:
            'Which headings begin a section in digests without the heading Featured; by default the highest level that occurs more than once.',
        }),
        sources: sourcesSchema,
        draftAt: draftAtSchema.exactOptional(),
        draft: draftSchema,
      }),
    )
    .default({})
    .meta({ description: 'Settings of publications, by their names.' }),
  fetch: fetchSchema,
  destinations: z.array(destination).default([]).meta({ description: 'Where the digest goes, and when.' }),
})

export type DestinationValue = z.output<typeof destination>
export type AlertsValue = z.output<typeof alerts>
export type ReviewValue = z.output<typeof review>

/** The channels for drafts by platform. */
export const reviewChannels = ({
  reviewers: _,
  ...channels
}: Exclude<ReviewValue, 'off'>): Partial<Record<PlatformName, string>> => channels

export type AlertChannel = Pick<Destination, 'platform' | 'channel'>

/** The alerts that the operator gets, and their channel: without `to` there are none; `backup` is used while `to` refuses posts. */
export type AlertSettings = Readonly<Omit<AlertsValue, keyof AlertChannel>> & { readonly to?: AlertChannel }

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
