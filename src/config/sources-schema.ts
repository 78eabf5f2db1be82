import { z } from 'zod'
import type { CountedUnit } from '../i18n/en/problems-values.ts'
import { type SourceSettings, sourceNames } from '../sources/settings.ts'
import { valueRule } from './value-rule.ts'

function wholeNumber(unit: CountedUnit, min: number, max: number) {
  const rule = valueRule('must-be-number-of', unit, min, max)
  return z.int(rule).min(min, rule).max(max, rule)
}

const addressRule = valueRule('must-be-web-address')

const address = z.string(addressRule).refine((text) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' && !url.username && !url.password
}, addressRule)

const common = {
  every: wholeNumber('minutes', 1, 10_080)
    .default(30)
    .meta({ description: 'The shortest time between two fetches, in minutes.' }),
  most: wholeNumber('candidates', 1, 100)
    .default(3)
    .meta({ description: 'The largest number of its candidates that are proposed for a day.' }),
}

const baseAt = (where: string) =>
  address.default(where).meta({ description: 'Where the service is, for mirrors and tests.' })

const category = z.string().regex(/^[a-z-]+(?:\.[A-Za-z-]+)?$/, valueRule('must-be-category'))

const repository = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, valueRule('must-be-github'))

const feed = z
  .strictObject({
    kind: z.literal('feed'),
    url: address.meta({ description: 'The address of the feed: RSS, Atom, RDF or JSON Feed.' }),
    name: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u, valueRule('must-be-feed-name'))
      .exactOptional()
      .meta({ description: 'Your name for it; by default the host of its address.' }),
    ...common,
  })
  .transform(({ name, ...rest }) => ({ ...rest, name: name ?? new URL(rest.url).hostname.replace(/^www\./, '') }))

const service = z.discriminatedUnion(
  'kind',
  [
    feed,
    z.strictObject({
      kind: z.literal('arxiv'),
      categories: z
        .array(category)
        .min(1, valueRule('must-name-category'))
        .meta({ description: 'Categories, such as cs.CL.' }),
      base: baseAt('https://rss.arxiv.org'),
      ...common,
    }),
    z.strictObject({ kind: z.literal('huggingface'), base: baseAt('https://huggingface.co'), ...common }),
    z.strictObject({
      kind: z.literal('github'),
      repositories: z
        .array(repository)
        .min(1, valueRule('must-name-repository'))
        .meta({ description: 'Repositories whose releases are read: owner/name.' }),
      base: baseAt('https://github.com'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('hackernews'),
      points: wholeNumber('points', 1, 10_000).default(100).meta({ description: 'The fewest points of a story.' }),
      words: z
        .array(z.string().trim().min(1, valueRule('must-not-be-empty')))
        .default([])
        .meta({ description: 'Only stories with one of these words in the title; empty for all.' }),
      base: baseAt('https://hn.algolia.com'),
      ...common,
    }),
  ],
  valueRule('must-be-one-of', ['feed', 'arxiv', 'huggingface', 'github', 'hackernews']),
)

/** The key `sources` of a publication. */
export const sourcesSchema = z
  .array(service)
  .default([])
  .superRefine((settings, context) => {
    const seen = new Set<string>()
    for (const [index, setting] of settings.entries()) {
      for (const name of sourceNames(setting)) {
        if (seen.has(name)) {
          context.addIssue({ code: 'custom', message: valueRule('must-not-repeat', name), path: [index] })
        }
        seen.add(name)
      }
    }
  })
  .meta({ description: 'Where candidates for its digests are gathered.' })

/** The key `fetch`. */
export const fetchSchema = z
  .strictObject({
    contact: z
      .string()
      .trim()
      .regex(/^[\x20-\x7e]{1,200}$/, valueRule('must-be-contact'))
      .exactOptional()
      .meta({ description: 'How servers reach you: it is part of the User-Agent.' }),
    allow: z
      .array(z.string().regex(/^(?:\[[0-9a-f:]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i, valueRule('must-be-host')))
      .default([])
      .meta({ description: 'Hosts that may be on a private network, or on a port other than 80 and 443.' }),
  })
  .prefault({})
  .meta({ description: 'How sources are fetched.' })

/** The sources of each publication that has some. */
export function sourcesOf(
  publications: Readonly<Record<string, { sources: readonly SourceSettings[] }>>,
): Readonly<Record<string, readonly SourceSettings[]>> {
  return Object.fromEntries(
    Object.entries(publications).flatMap(([name, { sources }]) => (sources.length > 0 ? [[name, sources]] : [])),
  )
}
