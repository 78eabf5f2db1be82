import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../src/domain/candidate.ts'
import { dayMs, hourMs } from '../../src/domain/duration.ts'
import { featuredCandidates, type RankingOptions, rankCandidates } from '../../src/sources/rank.ts'
import { aCandidate } from '../builders.ts'

const now = Date.parse('2026-01-05T06:00:00Z')
const options: RankingOptions = { now, tags: [], featured: [], most: () => 100 }

/** A different candidate for each name. */
const named = (id: string, rest: Partial<Candidate> = {}): Candidate =>
  aCandidate({ id, url: `https://example.org/${id}`, title: `Title ${id}`, publishedAt: now - 6 * hourMs, ...rest })

const ids = (candidates: readonly Candidate[], rest: Partial<RankingOptions> = {}) =>
  rankCandidates(candidates, { ...options, ...rest }).map(({ candidate }) => candidate.id)

test('a better signal, a later date and a tag of the publication each put a candidate higher', () => {
  expect(ids([named('a', { signal: 0.2 }), named('b', { signal: 0.9 })])).toEqual(['b', 'a'])
  expect(ids([named('a', { publishedAt: now - 3 * dayMs }), named('b')])).toEqual(['b', 'a'])
  expect(ids([named('a'), named('b', { title: 'Agents that plan' })], { tags: ['Agent'] })).toEqual(['b', 'a'])
  expect(ids([named('a'), named('b', { text: '我们训练了一个智能体。' })], { tags: ['智能体'] })).toEqual(['b', 'a'])
})

test('a tag is found as a word, not inside another one', () => {
  const [ranked] = rankCandidates([named('a', { title: 'Reagents in a storage' })], {
    ...options,
    tags: ['agent', 'RAG'],
  })
  expect(ranked?.why).toContain('matches no tag')
})

test('each candidate says why it is where it is', () => {
  const candidates = [named('a', { title: 'Code agents', state: 'picked', suggestedBy: 'slack:U1' })]
  expect(rankCandidates(candidates, { ...options, tags: ['Agent', 'Code'] })[0]?.why).toBe(
    'picked by an editor · suggested by a reader · signal 50 of 100 in feed:example · published 6 hours ago · matches Agent, Code',
  )
})

test('what was featured in the last 30 days is left out, by its address or its title, unless it was picked', () => {
  const work = {
    title: 'Title A!',
    text: 'Title A!',
    urls: ['http://www.example.org/b/?utm_source=x'],
    at: now - 29 * dayMs,
  }
  const candidates = [named('a'), named('b'), named('c'), named('d', { title: 'title a', state: 'picked' })]
  expect(ids(candidates, { featured: [work] })).toEqual(['d', 'c'])
  expect(ids(candidates, { featured: [{ ...work, at: now - 31 * dayMs }] })).toHaveLength(3)
})

describe('a story that was featured under another address', () => {
  const text =
    'Paragraphs that choose their experts\nTidewater: Sparse Routing for Long Documents\nIt routes each paragraph.'
  const paper = { title: 'x', text, urls: ['https://arxiv.org/abs/2603.00001'], at: now - 3 * dayMs }
  const release = {
    title: 'Kestrel 2.4 starts faster',
    text: 'Kestrel 2.4 starts faster\nThe Kestrel web server moves to TOML',
    urls: ['https://github.com/kestrel/kestrel/releases/tag/v2.4'],
    at: now - 3 * dayMs,
  }
  const featured = [paper, release]
  test.each([
    ['arXiv as PDF', { url: 'https://arxiv.org/pdf/2603.00001v2' }],
    ['the paper elsewhere', { url: 'https://huggingface.co/papers/2603.00001' }],
    ['tracking parameters', { url: 'https://www.arxiv.org/abs/2603.00001?utm_source=x' }],
    ['the repository of a paper', { title: 'Tidewater: code for sparse routing' }],
    ['an announcement with the same words', { title: 'Kestrel 2.4: faster starts' }],
    [
      'an announcement that links it',
      { title: 'Our spring release', text: 'See https://github.com/Kestrel/kestrel/releases/tag/v2.4.' },
    ],
  ])('is not offered again: %s', (_name, rest) => {
    const candidates = [named('a', rest)]
    expect(ids(candidates, { featured })).toEqual([])
    const [left] = featuredCandidates(candidates, { ...options, featured })
    expect(left?.why).toMatch(/^featured on 2026-01-02/)
    const [picked] = rankCandidates([named('a', { ...rest, state: 'picked' })], { ...options, featured })
    expect(picked?.why).toContain('featured on 2026-01-02')
    expect(ids(candidates, { featured: featured.map((work) => ({ ...work, at: now - 31 * dayMs })) })).toEqual(['a'])
  })
  test.each([
    ['the next version', { title: 'Kestrel 2.5: faster starts' }],
    ['another paper about the same', { title: 'Sparse Attention for Long Videos' }],
    ['another page of the site', { text: 'See https://github.com/kestrel/kestrel/issues/7.' }],
  ])('is offered: %s', (_name, rest) => {
    expect(ids([named('a', rest)], { featured })).toEqual(['a'])
  })
})

test('dropped and used ones are left out', () => {
  expect(ids([named('a', { state: 'dropped' }), named('b', { state: 'used' }), named('c')])).toEqual(['c'])
})

test('a source gets its number of places; what a person wants does not count against it', () => {
  const many = ['a', 'b', 'c', 'd'].map((id, index) => named(id, { signal: index / 10 }))
  const wanted = [
    named('p', { state: 'picked', signal: 0 }),
    named('s', { source: 'person', suggestedBy: 'x', signal: 0 }),
  ]
  expect(ids([...many, named('e', { source: 'feed:other', signal: 0 })], { most: () => 2 })).toEqual(['d', 'c', 'e'])
  expect(ids([...wanted, ...many], { most: () => 2 })).toEqual(['p', 's', 'd', 'c'])
})

test('the same title from two addresses is proposed once', () => {
  expect(ids([named('a', { title: 'One: two' }), named('b', { title: 'One – Two', signal: 0.9 })])).toEqual(['b'])
})

test('the order depends on nothing but the candidates', () => {
  const one = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    signal: fc.constantFrom(0, 0.5, 1),
    title: fc.constantFrom('Agents', 'Speed', 'Other'),
    publishedAt: fc.constantFrom(now, now - dayMs),
  })
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), fc.infiniteStream(fc.nat()), (found, order) => {
      const candidates = found.map(({ id, ...rest }) => named(id, rest))
      const shuffled = candidates.map((each) => ({ each, at: order.next().value })).sort((a, b) => a.at - b.at)
      const rest = { tags: ['agent'], most: () => 2 }
      expect(
        ids(
          shuffled.map(({ each }) => each),
          rest,
        ),
      ).toEqual(ids(candidates, rest))
    }),
  )
})
