import { z } from 'zod'
import type { Day } from '../domain/day.ts'
import type { Problem } from '../domain/problem.ts'
import { instantAt } from '../domain/time-zone.ts'
import type { CountedUnit } from '../i18n/en/problems-values.ts'
import { problemText } from '../i18n/problems.ts'
import { valueRule } from './value-rule.ts'
import type { ReportProblem } from './yaml.ts'

/** Used where a publication says nothing. */
const defaults = { sections: 4, requests: 40, tokens: 150_000 } as const

function whole(unit: CountedUnit, least: number, most: number) {
  const rule = valueRule('must-be-number-of', unit, least, most)
  return z.int(rule).min(least, rule).max(most, rule)
}

const draftAtRule = valueRule('must-be-draft-time')

/** The key `draftAt` of a publication. */
export const draftAtSchema = z
  .string(draftAtRule)
  .regex(/^(?:off|([01]\d|2[0-3]):[0-5]\d)$/, draftAtRule)
  .meta({
    description:
      'When the digest of a day is drafted, in the time zone of the destination that posts first; by default 90 minutes before that post. "off" for never.',
  })

/** The key `draft` of a publication. */
export const draftSchema = z
  .strictObject({
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, valueRule('must-be-language'))
      .exactOptional()
      .meta({ description: 'The language of drafts; by default that of the newest digest.' }),
    sections: whole('sections', 1, 12).default(defaults.sections).meta({ description: 'The number of sections.' }),
    requests: whole('requests', 1, 1_000)
      .default(defaults.requests)
      .meta({ description: 'The most requests to a model for one draft.' }),
    tokens: whole('tokens', 1_000, 10_000_000)
      .default(defaults.tokens)
      .meta({ description: 'The most tokens for one draft, of questions and answers together.' }),
  })
  .prefault({})
  .meta({ description: 'How the drafts of the publication are written.' })

/** How a publication is drafted. */
export type DraftChoice = Readonly<z.output<typeof draftSchema>> & {
  /** A time of day, or `off`; without it, 90 minutes before the first post. */
  readonly at?: string
}

/** How each publication is drafted, by its name. */
export function draftChoicesOf(
  publications: Readonly<Record<string, { draft: z.output<typeof draftSchema>; draftAt?: string }>>,
): ReadonlyMap<string, DraftChoice> {
  const choices = Object.entries(publications).map(([name, { draft, draftAt }]) => {
    return [name, { ...draft, ...(draftAt !== undefined && { at: draftAt }) }] as const
  })
  return new Map(choices)
}

/** The choice of a publication that the configuration does not name. */
export const defaultDraftChoice: DraftChoice = defaults

/** Post times are compared on this day, since an offset of a time zone belongs to a day. */
const anyDay = '2026-01-15' as Day

/** Publications that are drafted after their first post of the day, and so on the day before. */
export function draftTimeWarnings(
  publications: Readonly<Record<string, { draftAt?: string; sources: readonly unknown[] }>>,
  destinations: readonly { publication: string; at: string; timezone: string }[],
  complain: ReportProblem,
): Problem[] {
  return Object.entries(publications).flatMap(([name, { draftAt, sources }]): Problem[] => {
    const [first] = destinations
      .filter(({ publication }) => publication === name)
      .map(({ at, timezone }) => ({ at, timezone, instant: instantAt(anyDay, at, timezone) }))
      .toSorted((one, other) => one.instant - other.instant)
    if (!first || draftAt === undefined || draftAt === 'off' || sources.length === 0 || draftAt <= first.at) return []
    const text = problemText('draft-time', name, first.at, first.timezone, draftAt)
    return [{ ...complain(['publications', name, 'draftAt'], text, 'draft-time'), severity: 'warning' }]
  })
}
