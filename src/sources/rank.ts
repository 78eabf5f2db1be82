import type { Candidate, RankedCandidate } from '../domain/candidate.ts'
import { dayMs, hourMs, minuteMs } from '../domain/duration.ts'
import { canonicalAddress, titleKey } from './identity.ts'
import { mentions } from './mentions.ts'

/** What a digest had as a section or a note. */
export interface FeaturedWork {
  readonly title: string
  /** The addresses that it links. */
  readonly urls: readonly string[]
  /** The start of the digest's day, in milliseconds since 1970. */
  readonly at: number
}

export interface RankingOptions {
  /** When the digest is made, in milliseconds since 1970. */
  readonly now: number
  /** The tags of the publication. */
  readonly tags: readonly string[]
  readonly featured: readonly FeaturedWork[]
  /** The largest number of candidates from a source. */
  readonly most: (source: string) => number
}

/** A work that was featured this recently is not proposed again, in milliseconds. */
const featuredMs = 30 * dayMs

/** A candidate loses half of its freshness in this time, in milliseconds. */
const halfLifeMs = 36 * hourMs

/** How much each part of a score counts; they add up to 1. A suggestion by a person comes on top. */
const weights = { signal: 0.4, freshness: 0.35, tags: 0.25, suggested: 0.3 } as const

/** What a match in each place counts, from 0 to 1. */
const matchIn = { title: 1, tags: 0.8, text: 0.4 } as const

/**
 * The candidates of a digest, best first: those that an editor picked, then the others by score. Without those that
 * were dropped, used or featured in the last 30 days, and of one title the best only. The same input gives the same list.
 */
export function rankCandidates(candidates: readonly Candidate[], options: RankingOptions): RankedCandidate[] {
  const recent = options.featured.filter(({ at }) => at > options.now - featuredMs)
  const addresses = new Set(recent.flatMap(({ urls }) => urls).map(canonicalAddress))
  const titles = new Set(recent.map(({ title }) => titleKey(title)))
  const isFeatured = ({ url, title }: Candidate) => addresses.has(canonicalAddress(url)) || titles.has(titleKey(title))
  const open = candidates.filter(({ state }) => state === 'new' || state === 'picked')
  const ranked = open
    .filter((candidate) => candidate.state === 'picked' || !isFeatured(candidate))
    .map((candidate) => rankOne(candidate, options))
    .sort(inOrder)
  return limited(ranked, options.most)
}

/** Picked ones first; of equal ones the newer, then the one with the smaller id. */
function inOrder(a: RankedCandidate, b: RankedCandidate): number {
  const isPicked = ({ candidate }: RankedCandidate) => Number(candidate.state === 'picked')
  return (
    isPicked(b) - isPicked(a) ||
    b.score - a.score ||
    b.candidate.publishedAt - a.candidate.publishedAt ||
    (a.candidate.id < b.candidate.id ? -1 : 1)
  )
}

/** One candidate of a title, and the allowed number of each source. What a person picked or suggested always stays. */
function limited(ranked: readonly RankedCandidate[], most: RankingOptions['most']): RankedCandidate[] {
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  return ranked.filter(({ candidate }) => {
    const { source, state, suggestedBy } = candidate
    const key = titleKey(candidate.title)
    const isWanted = state === 'picked' || suggestedBy !== undefined
    const count = counts.get(source) ?? 0
    if (!isWanted && (count >= most(source) || (key !== '' && seen.has(key)))) return false
    seen.add(key)
    if (!isWanted) counts.set(source, count + 1)
    return true
  })
}

function rankOne(candidate: Candidate, { now, tags }: RankingOptions): RankedCandidate {
  const ageMs = Math.max(0, now - candidate.publishedAt)
  const matches = tags.flatMap((tag) => {
    const strength = matchStrength(tag, candidate)
    return strength > 0 ? [{ tag, strength }] : []
  })
  matches.sort((a, b) => b.strength - a.strength)
  const score =
    weights.signal * candidate.signal +
    weights.freshness * 0.5 ** (ageMs / halfLifeMs) +
    weights.tags * (matches[0]?.strength ?? 0) +
    (candidate.suggestedBy === undefined ? 0 : weights.suggested)
  const reasons = [
    ...(candidate.state === 'picked' ? ['picked by an editor'] : []),
    ...(candidate.suggestedBy === undefined ? [] : ['suggested by a reader']),
    `signal ${Math.round(candidate.signal * 100)} of 100 in ${candidate.source}`,
    `published ${age(ageMs)} ago`,
    matches.length > 0 ? `matches ${matches.map(({ tag }) => tag).join(', ')}` : 'matches no tag',
  ]
  return { candidate, score, why: reasons.join(' · ') }
}

function matchStrength(tag: string, { title, tags, text }: Candidate): number {
  if (mentions(title, tag)) return matchIn.title
  if (tags.some((own) => mentions(own, tag))) return matchIn.tags
  return mentions(text, tag) ? matchIn.text : 0
}

function age(ms: number): string {
  const [unit, size] =
    ms >= 2 * dayMs
      ? (['day', dayMs] as const)
      : ms >= hourMs
        ? (['hour', hourMs] as const)
        : (['minute', minuteMs] as const)
  const count = Math.round(ms / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
