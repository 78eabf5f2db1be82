import { z } from 'zod'
import { type SourceSettings, sourceNames } from '../sources/settings.ts'

function wholeNumber(unit: string, min: number, max: number) {
  const advice = `must be a number of ${unit} from ${min} to ${max}`
  return z.int(advice).min(min, advice).max(max, advice)
}

const addressAdvice = 'must be an address that begins with https:// or http://, without a user name or password'

const address = z.string(addressAdvice).refine((text) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' && !url.username && !url.password
}, addressAdvice)

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

const category = z
  .string()
  .regex(/^[a-z-]+(?:\.[A-Za-z-]+)?$/, 'must be a category as arXiv lists it, such as cs.CL, stat.ML or quant-ph')

const repository = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'must be a repository as GitHub shows it: owner/name')

const feed = z
  .strictObject({
    kind: z.literal('feed'),
    url: address.meta({ description: 'The address of the feed: RSS, Atom, RDF or JSON Feed.' }),
    name: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u, 'must be 40 letters, digits, dots, hyphens or underscores at most')
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
      categories: z.array(category).min(1, 'must name a category').meta({ description: 'Categories, such as cs.CL.' }),
      base: baseAt('https://rss.arxiv.org'),
      ...common,
    }),
    z.strictObject({ kind: z.literal('huggingface'), base: baseAt('https://huggingface.co'), ...common }),
    z.strictObject({
      kind: z.literal('github'),
      repositories: z
        .array(repository)
        .min(1, 'must name a repository')
        .meta({ description: 'Repositories whose releases are read: owner/name.' }),
      base: baseAt('https://github.com'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('hackernews'),
      points: wholeNumber('points', 1, 10_000).default(100).meta({ description: 'The fewest points of a story.' }),
      words: z
        .array(z.string().trim().min(1, 'must not be empty'))
        .default([])
        .meta({ description: 'Only stories with one of these words in the title; empty for all.' }),
      base: baseAt('https://hn.algolia.com'),
      ...common,
    }),
  ],
  'must be one of feed, arxiv, huggingface, github, hackernews',
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
          const message = `The source "${name}" is there twice. Remove one, or give the feed another "name".`
          context.addIssue({ code: 'custom', message, path: [index] })
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
      .regex(/^[\x20-\x7e]{1,200}$/, 'must be an address of mail or of a page, in ASCII')
      .exactOptional()
      .meta({ description: 'How servers reach you: it is part of the User-Agent.' }),
    allow: z
      .array(
        z
          .string()
          .regex(
            /^(?:\[[0-9a-f:]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i,
            'must be a host, or a host and a port: intranet.example:8080',
          ),
      )
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
