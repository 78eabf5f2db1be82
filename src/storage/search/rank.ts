import type { DatabaseSync } from 'node:sqlite'
import { dayMs } from '../../domain/duration.ts'
import type { SearchQuery } from '../../domain/search.ts'
import { timeOfId } from './indexer.ts'
import type { Scored, Tier } from './tiers.ts'

/**
 * The number of best matches that are compared with each other: for twins, recurring titles, languages and
 * publications.
 */
const compared = 100

/** Bonuses of a piece. The first language counts more than a match in the title, the second less than a publication. */
const factors = { languages: [6, 1.25], publication: 1.6, sideBySide: 1.4 }

/** Factors of pieces that repeat others or combine many subjects, relative to a section. */
const kinds: Readonly<Record<string, number>> = { overview: 0.5, notes: 0.8, observation: 0.5, prose: 0.9 }

/** The bonus of the newest match over one that is a year older. */
const freshness = 0.15
const freshMs = 365 * dayMs

export interface SearchMatches {
  readonly total: number
  /** The ids of the pieces, in the order in which they are shown. */
  readonly ids: readonly number[]
}

/** One page of the matches of some tiers, each story once. */
export function rankedPage(
  db: DatabaseSync,
  tiers: readonly Tier[],
  prefer: SearchQuery['prefer'],
  offset: number,
  limit: number,
): SearchMatches {
  const all = tiers.reduce((sum, { count }) => sum + count, 0)
  const found = stretch(tiers, 0, compared)
  const stories = oncePerStory(inOrder(withoutNamesakes(candidates(db, found, prefer))))
  const ids = stories.slice(offset, offset + limit).map(({ id }) => id)
  const further =
    all > compared ? stretch(tiers, compared + Math.max(0, offset - stories.length), limit - ids.length) : []
  return { total: all - found.length + stories.length, ids: [...ids, ...further.map(({ id }) => id)] }
}

interface Found extends Scored {
  readonly rank: number
  readonly tier: Tier
}

/** Some matches of all tiers, one tier after the other. */
function stretch(tiers: readonly Tier[], offset: number, limit: number): Found[] {
  const found: Found[] = []
  let skip = offset
  for (const [rank, tier] of tiers.entries()) {
    const wanted = Math.min(limit - found.length, tier.count - skip)
    if (wanted > 0) found.push(...tier.take(skip, wanted).map((each) => ({ ...each, rank, tier })))
    skip = Math.max(0, skip - tier.count)
  }
  return found
}

interface Candidate extends Scored {
  readonly rank: number
  readonly digest: string
  readonly piece: string
  readonly story: string
  readonly language: string
  readonly title: string
  /** If a story was found several times, the one with the highest preference remains. */
  readonly preference: number
}

function candidates(db: DatabaseSync, found: readonly Found[], prefer: SearchQuery['prefer']): Candidate[] {
  const select = db.prepare('SELECT digest, key, publication, language, title, story FROM pieces WHERE id = ?')
  const newest = timeOfId(found.reduce((most, { id }) => Math.max(most, id), 0))
  return found.map(({ id, score, rank, tier }) => {
    const row = select.get(id) ?? {}
    const language = primaryLanguage(String(row.language))
    const place = prefer?.languages.findIndex((own) => primaryLanguage(own) === language) ?? -1
    const languageFactor = factors.languages[place] ?? 1
    const isInPublication = prefer?.publications.includes(String(row.publication)) ?? false
    const age = Math.min(1, (newest - timeOfId(id)) / freshMs)
    const factor =
      languageFactor *
      (isInPublication ? factors.publication : 1) *
      (tier.raised?.has(id) ? factors.sideBySide : 1) *
      (tier.order === 'best' ? (kinds[String(row.key).replace(/-.*/, '')] ?? 1) * (1 + freshness * (1 - age)) : 1)
    return {
      ...{ id, rank, language, score: score * factor, preference: languageFactor + Number(isInPublication) / 2 },
      ...{
        digest: String(row.digest),
        piece: String(row.key),
        story: String(row.story),
        title: String(row.title).toLowerCase(),
      },
    }
  })
}

function primaryLanguage(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
}

/** The best first. Of sections that recur under one title, the newest is as good as the best. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, number>()
  const series = ({ rank, title, digest }: Candidate) => `${rank} ${digest.split('/')[0]} ${title}`
  for (const each of candidates) {
    if (each.title) best.set(series(each), Math.max(each.score, best.get(series(each)) ?? 0))
  }
  const scoreOf = (each: Candidate) => best.get(series(each)) ?? each.score
  return candidates.toSorted(
    (one, other) => one.rank - other.rank || scoreOf(other) - scoreOf(one) || other.id - one.id,
  )
}

/** A digest may be named after one of its sections: then the section is enough. */
function withoutNamesakes(candidates: readonly Candidate[]): readonly Candidate[] {
  const named = ({ digest, title }: Candidate) => `${digest} ${title}`
  const sections = new Set(candidates.filter(({ piece }) => piece !== 'overview').map(named))
  return candidates.filter((each) => each.piece !== 'overview' || !sections.has(named(each)))
}

/** If a story was found several times, one remains, at the place of the best: in a preferred language if there is one. */
function oncePerStory(candidates: readonly Candidate[]): Candidate[] {
  const shown: Candidate[] = []
  const places = new Map<string, number[]>()
  for (const each of candidates) {
    const others = places.get(each.story) ?? []
    const twin = others.find((at) => isTwin(shown[at], each))
    if (twin === undefined) places.set(each.story, [...others, shown.push(each) - 1])
    else if (each.preference > (shown[twin]?.preference ?? 0)) shown[twin] = each
  }
  return shown
}

/** Without a source, only a piece in another language is the same story. */
function isTwin(one: Candidate | undefined, other: Candidate): boolean {
  if (!one || one.digest === other.digest) return false
  return one.language !== other.language || other.story.startsWith('source ')
}
