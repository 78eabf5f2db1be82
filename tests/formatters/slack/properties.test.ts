import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { slackRequest, slackUpdate } from '../../../src/formatters/slack/request.ts'
import { judgeSlack } from '../../../src/sandbox/slack/judge.ts'
import { arbitraryDigest } from '../../arbitrary.ts'

const vocabulary = {
  tags: [],
  headings: { overview: [], featured: [], notes: [], observation: [], takeaways: [], source: [] },
}
const layouts = fc.constantFrom('sections', 'thread', 'overview')
const marker = { delivery: 'news@main/2026-03-12', part: 'overview' }

test('Slack refuses no part of any digest', () => {
  fc.assert(
    fc.property(arbitraryDigest, layouts, (digest, layout) => {
      for (const part of renderSlack(digest, layout, vocabulary)) {
        const posting = { place: { channel: 'C0123' }, part, marker, mention: { kind: 'group' as const, id: 'S0123' } }
        const ref = { platform: 'slack' as const, channel: 'C0123', message: '1.2' }
        for (const { method, body } of [slackRequest(posting), slackUpdate(ref, posting)]) {
          expect(judgeSlack(method, body)?.message).toBeUndefined()
        }
        for (const { used, budget } of part.budget) expect(used).toBeLessThanOrEqual(budget)
      }
    }),
    { numRuns: 100 },
  )
})
