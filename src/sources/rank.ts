import type { Candidate, RankedCandidate } from '../domain/candidate.ts'
import { dayMs, hourMs, minuteMs } from '../domain/duration.ts'
import { count } from '../lib/count.ts'
import { canonicalAddress, titleKey } from './identity.ts'
import { mentions } from './mentions.ts'
import { isSameStory, storyWords } from './same-story.ts'

/** A section or a note of an earlier digest. */
export interface FeaturedWork {
  readonly title: string
  /** All of its words, with those of its title and its source. */
  readonly text: string
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

/** The weight of each part of a score; the weights add up to 1. A suggestion by a person is added on top. */
const weights = { signal: 0.4, freshness: 0.35, tags: 0.25, suggested: 0.3 } as const

/** The weight of a match in each place, from 0 to 1. */
const matchIn = { title: 1, tags: 0.8, text: 0.4 } as const

/**
 * The candidates of a digest, best first: those that an editor picked, then the others by score. Without those that
 * were dropped, used or featured in the last 30 days, and of one title the best only. The same input gives the same list.
 */
export function rankCandidates(candidates: readonly Candidate[], options: RankingOptions): RankedCandidate[] {
  const featuredOn = findFeatured(options)
  const ranked = candidates
    .filter(isOpen)
    .flatMap((candidate) => {
      const featured = featuredOn(candidate)
      return candidate.state === 'picked' || !featured ? [rankOne(candidate, options, featured)] : []
    })
    .sort(inOrder)
  return limited(ranked, options.most)
}

/** The candidates that are left out because they were featured in the last 30 days, each with a line that says where. */
export function featuredCandidates(candidates: readonly Candidate[], options: RankingOptions): RankedCandidate[] {
  const featuredOn = findFeatured(options)
  return candidates
    .filter((candidate) => isOpen(candidate) && candidate.state !== 'picked')
    .flatMap((candidate) => {
      const featured = featuredOn(candidate)
      return featured ? [rankOne(candidate, options, featured)] : []
    })
    .sort(inOrder)
}

const isOpen = ({ state }: Candidate) => state === 'new' || state === 'picked'

/** Finds where a candidate was featured: by its address, its title, or its words if the address is another one. */
function findFeatured({ featured, now }: RankingOptions): (candidate: Candidate) => string | undefined {
  const recent = featured.filter(({ at }) => at > now - featuredMs)
  const works = recent.map((work) => ({ ...work, words: storyWords(work.text) }))
  const addresses = new Map(recent.flatMap((work) => work.urls.map((url) => [canonicalAddress(url), work] as const)))
  const titles = new Map(recent.map((work) => [titleKey(work.title), work] as const).filter(([key]) => key !== ''))
  return ({ url, title, text }) => {
    const linked = addresses.get(canonicalAddress(url)) ?? titles.get(titleKey(title))
    if (linked) return `featured on ${dateOf(linked)}`
    // An announcement that links what was featured: its repository, its paper.
    const mentioned = addressesIn(text).flatMap((address) => addresses.get(address) ?? [])[0]
    const same = works.find((work) => isSameStory(title, work.text, work.words)) ?? mentioned
    return same && `featured on ${dateOf(same)} under another address`
  }
}

const dateOf = ({ at }: FeaturedWork) => new Date(at).toISOString().slice(0, 10)

/** The first addresses in a text that are of a page, not of a site, which would match everything on the site. */
function addressesIn(text: string): string[] {
  const found = text.slice(0, addressesWithin).match(/https?:\/\/[^\s<>"')\]]+\/[^\s<>"')\]]+\/[^\s<>"')\]]+/g) ?? []
  return found.flatMap((address) => (URL.canParse(address) ? [canonicalAddress(address.replace(/[.,;:]+$/, ''))] : []))
}

/** In characters: only addresses this early in a text are its subject. */
const addressesWithin = 600

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
    const taken = counts.get(source) ?? 0
    if (!isWanted && (taken >= most(source) || (key !== '' && seen.has(key)))) return false
    seen.add(key)
    if (!isWanted) counts.set(source, taken + 1)
    return true
  })
}

function rankOne(candidate: Candidate, { now, tags }: RankingOptions, featured: string | undefined): RankedCandidate {
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
    ...(featured === undefined ? [] : [featured]),
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
  return count(Math.round(ms / size), unit)
}
