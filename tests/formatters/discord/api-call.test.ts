import { expect, test } from 'vitest'
import type { Part } from '../../../src/domain/part.ts'
import type { Posting } from '../../../src/domain/platform.ts'
import { discordEdit, discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { markedDate, markerId, markerNonce, withMarkedDate } from '../../../src/formatters/discord/marker.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { discordReply } from '../../../src/formatters/discord/replies.ts'
import { discordPrompts } from '../../../src/formatters/discord/takeaway-prompt.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { sample, strong, text, vocabulary } from './sample.ts'

const ref = { platform: 'discord', channel: '1', message: '2' } as const
const marker = { delivery: 'team@main/2026-03-12', part: 'overview' }
const parts = renderDiscord(sample, 'sections', vocabulary)
const [overview, section] = parts as [Part, Part]
const content = withMarkedDate(String(overview.body.content), marker)

function posting(part: Part, changes: Partial<Posting> = {}): Posting {
  return { place: { channel: '1' }, part, marker: { ...marker, part: part.key }, ...changes }
}

test('a marker is the same on every machine, and another for every part and delivery', () => {
  expect(markerNonce(marker)).toBe('G4NKlbCyKM6shAFznEGz0GugN')
  expect(markerNonce(marker)).toHaveLength(25)
  const others = [marker, { ...marker, part: 'notes' }, { ...marker, delivery: 'other@main/2026-03-12' }]
  expect(new Set(others.map(markerNonce)).size).toBe(3)
  expect(new Set(others.map(markerId)).size).toBe(3)
  for (const id of others.map(markerId)) expect(id).toBeGreaterThanOrEqual(2 ** 30)
  for (const id of others.map(markerId)) expect(id).toBeLessThan(2 ** 31)
})

test('a message has its marker twice: for Discord, and for a later search', () => {
  const { method, body } = discordRequest(posting(section))
  expect(method).toBe('POST /channels/{channel.id}/messages')
  expect(body).toMatchObject({ enforce_nonce: true, nonce: markerNonce({ ...marker, part: 'section-01' }) })
  expect(body.components).toMatchObject([{ type: 17, id: markerId({ ...marker, part: 'section-01' }) }])
})

test('an overview carries its marker on the row with its button', () => {
  expect(discordRequest(posting(overview)).body.components).toMatchObject([{ type: 1, id: markerId(marker) }])
})

test('an overview carries its marker in the seconds of its date, too, and the day stays the same in nearly all zones', () => {
  const others = Array.from({ length: 200 }, (_, at) => ({ delivery: `team-${at}@main/2026-03-12`, part: 'overview' }))
  const dates = others.map((other) => markedDate(withMarkedDate(String(overview.body.content), other)) ?? '')
  expect(new Set(dates).size).toBeGreaterThan(150)
  for (const date of dates) {
    const moment = 1000 * Number(/<t:(\d+):D>/.exec(date)?.[1])
    for (const timeZone of ['Pacific/Honolulu', 'America/New_York', 'Asia/Shanghai', 'Pacific/Auckland'])
      expect(new Intl.DateTimeFormat('sv', { timeZone }).format(moment)).toBe('2026-03-12')
  }
})

test('an opted-in role is mentioned by the overview, and by nothing else', () => {
  const mention = { kind: 'role', id: '4242' } as const
  expect(discordRequest(posting(overview, { mention })).body).toMatchObject({
    content: `${content}\n-# <@&4242>`,
    allowed_mentions: { parse: [], roles: ['4242'] },
  })
  expect(discordRequest(posting(section, { mention })).body.allowed_mentions).toEqual({ parse: [] })
  expect(discordRequest(posting(overview)).body.allowed_mentions).toEqual({ parse: [] })
})

test('an edit mentions no one, keeps the words and the marker, and sends no flag that cannot be set later', () => {
  const mention = { kind: 'role', id: '4242' } as const
  const { method, body } = discordEdit(ref, posting(overview, { mention }))
  expect(method).toBe('PATCH /channels/{channel.id}/messages/{message.id}')
  expect(body).toMatchObject({ content: `${content}\n-# <@&4242>`, allowed_mentions: { parse: [] } })
  expect(body).not.toHaveProperty('nonce')
  expect(body.components).toMatchObject([{ id: markerId(marker) }])
  expect(discordEdit(ref, posting(section)).body.flags).toBe(32_768)
})

test('an edit takes away the controls that a part has no more', () => {
  const { url: _, ...rest } = sample
  const [bare] = renderDiscord(rest, 'sections', vocabulary) as [Part]
  expect(discordEdit(ref, posting(bare)).body.components).toEqual([])
})

test('a forum post is opened with its first message, and edited as that message', () => {
  const [starter] = renderDiscord(sample, 'forum', vocabulary) as [Part]
  const { method, body } = discordRequest(posting(starter))
  expect(method).toBe('POST /channels/{channel.id}/threads')
  expect(body).toMatchObject({
    name: 'Patience pays, and so does asking — 12 March 2026',
    auto_archive_duration: 10_080,
    message: {
      content,
      allowed_mentions: { parse: [] },
      components: [{ id: markerId(marker) }],
    },
  })
  expect(validateDiscord(method, body)).toBeUndefined()
  expect(discordEdit(ref, posting(starter)).body.content).toBe(content)
})

test('a takeaway opens its discussion quoted, with its number and a question', () => {
  const about = section.discuss ?? never()
  const prompt = discordPrompts.renderTakeaway(about, 2, 'en')
  expect(prompt.key).toBe('section-01/2')
  expect(prompt.body.components).toEqual([
    {
      type: 10,
      content: '> **2.** One question is enough in **nine of ten** cases.\n\n**Takeaway 2 of 2 — what do you think?**',
    },
  ])
  const { method, body } = discordRequest(posting(prompt))
  expect(validateDiscord(method, body)).toBeUndefined()
})

test('a takeaway as long as a book is still a prompt that Discord takes', () => {
  const takeaways = [[strong(text('模型先写程序再画图。'.repeat(2000)))]]
  const prompt = discordPrompts.renderTakeaway(
    { digest: 'main/2026-03-12' as never, section: '01', title: 'A', takeaways },
    1,
    'zh',
  )
  const { method, body } = discordRequest(posting(prompt))
  expect(validateDiscord(method, body)).toBeUndefined()
  expect(JSON.stringify(body)).toContain('你怎么看')
})

test('answers are for the reader alone', () => {
  const [sentence] = discordReply({ type: 'text', text: [text('There is no such section, @everyone.')] }, vocabulary)
  expect(sentence).toMatchObject({ content: 'There is no such section, @\u200Beveryone.', flags: 64 | 4 })
  const answers = discordReply({ type: 'parts', parts: [overview, section] }, vocabulary)
  expect(answers.map(({ flags }) => flags)).toEqual([64 | 4, 64 | 32_768])
  for (const body of [sentence ?? {}, ...answers])
    expect(validateDiscord('POST /webhooks/{application.id}/{token}', body)).toBeUndefined()
})

function never(): never {
  throw new Error('there is such a part')
}
