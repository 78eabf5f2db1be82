import { expect, test } from 'vitest'
import { draftProblems } from '../../../src/domain/draft.ts'
import { writeDraft } from '../../../src/drafts/write-draft.ts'
import { sampleFeed } from '../../../src/simulator/web/sample-feed.ts'
import { feedSource } from '../../../src/sources/kinds/feed.ts'
import { day } from '../../builders.ts'

const now = Date.parse('2026-03-12T06:00:00Z')

test('the papers of the simulator are candidates of a draft without a model, on which every check passes', async () => {
  const url = 'http://127.0.0.1:3000/papers.json'
  const body = Buffer.from(JSON.stringify(sampleFeed(now)))
  const { entries } = await feedSource(url).read({ body, contentType: 'application/json', url })
  const candidates = entries.map((entry, at) => ({
    ...entry,
    text: entry.text() ?? '',
    id: String(at).padStart(16, '0'),
    publication: 'main',
    source: 'feed:127.0.0.1',
    publishedAt: entry.publishedAt ?? now,
    firstSeenAt: now,
    signal: 0.5,
    state: 'new' as const,
  }))
  const order = { publication: 'main', date: day('2026-03-12'), candidates, sections: 4, now }
  const draft = await writeDraft(order, { language: 'en', names: [], tags: [] })
  expect(draft?.sections).toHaveLength(4)
  expect(draft && draftProblems(draft)).toEqual([])
})
