import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Part } from '../../../src/domain/part.ts'
import { slackRequest, slackUpdate } from '../../../src/formatters/slack/api-call.ts'
import { slackNotice } from '../../../src/formatters/slack/notice.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { arbitraryDigest } from '../../arbitrary.ts'
import { aDigest, partKey } from '../../builders.ts'
import { allMarked, languages, lines, mark, moment } from '../corrected.ts'
import { vocabulary } from './digests.ts'

const ref = { platform: 'slack', channel: 'C0123', message: '1.2' } as const

function expectAccepted(part: Part): void {
  const posting = { place: { channel: 'C0123' }, part, marker: { delivery: 'news@main/2026-03-12', part: part.key } }
  for (const { method, body } of [slackRequest(posting), slackUpdate(ref, posting)]) {
    expect(validateSlack(method, body)?.message).toBeUndefined()
  }
  for (const { used, budget } of part.budget) expect(used).toBeLessThanOrEqual(budget)
}

test('Slack refuses no part of any digest that says that it was corrected, and each piece says so once', () => {
  fc.assert(
    fc.property(arbitraryDigest, fc.constantFrom('sections', 'thread', 'overview'), (digest, layout) => {
      const marks = allMarked(digest)
      const parts = renderSlack(digest, layout, vocabulary, 'on-click', marks)
      for (const part of parts) {
        expectAccepted(part)
        expect(/(?:Corrected|已更正) <!date\^/.test(JSON.stringify(part.body.blocks))).toBe(marks.has(part.key))
      }
    }),
    { numRuns: 30 },
  )
})

/** The small print of the part. */
function smallPrint(part: Part | undefined): string | undefined {
  const blocks = (part?.body.blocks ?? []) as { type: string; elements: { text: string }[] }[]
  return blocks.findLast(({ type }) => type === 'context')?.elements.at(-1)?.text
}

test('the hour of a correction is shown as the reader is used to; the day as well when it was another', () => {
  const marked = (rest: object) => {
    const marks = new Map([[partKey('section-01'), { ...mark, ...rest }]])
    return smallPrint(renderSlack(aDigest('News'), 'sections', vocabulary, 'on-click', marks)[1])
  }
  expect(marked({})).toBe('Corrected <!date^1773306720^{time}|09:12 UTC>')
  expect(marked({ dated: true })).toBe('Corrected <!date^1773306720^{date_short} {time}|2026-03-12 09:12 UTC>')
})

test.each([
  ['en', ' · 1 section added · 2 sections removed', 'Corrected '],
  ['zh', ' · 新增 1 节 · 删除 2 节', '已更正 '],
])('in %s the overview says what came and went, also to those who listen to it', (language, after, before) => {
  const marks = new Map([[partKey('overview'), { ...mark, added: 1, removed: 2 }]])
  const [overview] = renderSlack({ ...aDigest('News'), language }, 'sections', vocabulary, 'on-click', marks)
  expect(smallPrint(overview)).toBe(`${before}<!date^1773306720^{time}|09:12 UTC>${after}`)
  expect(overview?.body.text).toContain(`${before}09:12 UTC${after}`)
})

test.each(languages)('Slack refuses no line in %s, and none of them mentions anyone', (language) => {
  for (const [key, notice] of lines) {
    const part = slackNotice(partKey(key), notice, language)
    expectAccepted(part)
    // What stands in rich text is shown as it is.
    const [first] = part.body.blocks as { text?: { text: string } }[]
    expect(`${part.body.text} ${first?.text?.text}`).not.toMatch(/<[!@#]|@everyone/)
    // Nothing else can take the place of a part: https://docs.slack.dev/reference/methods/chat.update
    expect(JSON.stringify(part.body.blocks)).toContain('"rich_text"')
    expect(JSON.stringify(part.body)).not.toContain('action_id')
  }
})

test.each([
  ['en', 'Section 03 was removed by its author · 09:12 UTC'],
  ['zh', '第 03 节已由作者删除 · 09:12 UTC'],
])('a section that is gone says so in %s, and when', (language, words) => {
  expect(slackNotice(partKey('section-03'), { type: 'removed', section: '03', moment }, language).plain).toBe(words)
})

test('the line in place of a refused part links to the page', () => {
  const notice = { type: 'refused', section: '03', url: 'https://example.org/' } as const
  const part = slackNotice(partKey('section-03'), notice, 'en')
  expect(part.plain).toBe('Section 03 could not be shown here · https://example.org/')
  expect(JSON.stringify(part.body)).toContain('{"type":"link","url":"https://example.org/","text":"Read online"}')
})
