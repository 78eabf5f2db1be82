import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layouts } from '../../../src/domain/destination.ts'
import type { Part } from '../../../src/domain/part.ts'
import { discordEdit, discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { discordNotice } from '../../../src/formatters/discord/notice.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { arbitraryDigest } from '../../arbitrary.ts'
import { aDigest, partKey } from '../../builders.ts'
import { allMarked, languages, lines, mark, moment } from '../corrected.ts'
import { vocabulary } from './sample.ts'

const ref = { platform: 'discord', channel: '1', message: '2' } as const

function expectAccepted(part: Part): void {
  const posting = { place: { channel: '1' }, part, marker: { delivery: 'team@main/2026-03-12', part: part.key } }
  for (const { method, body } of [discordRequest(posting), discordEdit(ref, posting)]) {
    expect(validateDiscord(method, body)).toBeUndefined()
  }
  for (const { used, budget } of part.budget) expect(used).toBeLessThanOrEqual(budget)
}

test('Discord refuses no part of any digest that says that it was corrected, and each piece says so once', () => {
  fc.assert(
    fc.property(arbitraryDigest, fc.constantFrom(...layouts), (digest, layout) => {
      const marks = allMarked(digest)
      for (const part of renderDiscord(digest, layout, vocabulary, 'on-click', marks)) {
        expectAccepted(part)
        expect(/<t:\d+:f>/.test(JSON.stringify(part.body))).toBe(marks.has(part.key))
      }
    }),
    { numRuns: 30 },
  )
})

const corrected = (rest: object, language = 'en') => {
  const marks = new Map(['overview', 'section-01'].map((key) => [partKey(key), { ...mark, ...rest }]))
  return renderDiscord({ ...aDigest('News'), language }, 'sections', vocabulary, 'on-click', marks)
}

test('the hour of a correction is shown as the reader is used to; the day as well when it was another', () => {
  expect(JSON.stringify(corrected({})[1]?.body)).toContain('-# 01 · Corrected <t:1773306720:t>\\n## News')
  expect(JSON.stringify(corrected({ dated: true })[1]?.body)).toContain('Corrected <t:1773306720:f>')
})

test.each([
  ['en', ' · Corrected <t:1773306720:t> · 1 section added · 2 sections removed\n'],
  ['zh', ' · 已更正 <t:1773306720:t> · 新增 1 节 · 删除 2 节\n'],
])('in %s the overview says what came and went', (language, words) => {
  const [overview] = corrected({ added: 1, removed: 2 }, language)
  expect(overview?.body.content).toContain(words)
})

test.each(languages)('Discord refuses no line in %s, and none of them mentions anyone', (language) => {
  for (const [key, notice] of lines) {
    const part = discordNotice(partKey(key), notice, language)
    expectAccepted(part)
    const sent = JSON.stringify(part.body)
    expect(sent).not.toMatch(/@everyone|@here|<@[!&]?\d|"custom_id"/)
    expect(sent).toContain('"allowed_mentions":{"parse":[]}')
    // resources/message, "Message Flags": no notification.
    expect(Number(part.body.flags) & (1 << 12)).not.toBe(0)
    // Neither kind of message can become the other: resources/message, "Edit Message".
    expect('content' in part.body).toBe(key.startsWith('overview'))
  }
})

test.each([
  ['en', '*Section 03 was removed by its author* · <t:1773306720:t>'],
  ['zh', '*第 03 节已由作者删除* · <t:1773306720:t>'],
])('a section that is gone says so in %s, and when', (language, words) => {
  const line = discordNotice(partKey('section-03'), { type: 'removed', section: '03', moment }, language)
  expect(line.body.components).toEqual([{ type: 10, content: words }])
})

test('the line in place of a refused part links to the page; in place of a forum post it opens one', () => {
  const notice = { type: 'refused', section: '03', url: 'https://example.org/' } as const
  expect(discordNotice(partKey('section-03'), notice, 'en').body).toMatchObject({
    components: [{ content: '*Section 03 could not be shown here* · [Read online](<https://example.org/>)' }],
  })
  const opening = discordNotice(partKey('overview'), { type: 'refused', opens: '12 March 2026' }, 'zh')
  expect(opening.body).toMatchObject({ name: '12 March 2026', message: { content: '*此部分无法在这里显示*' } })
})
