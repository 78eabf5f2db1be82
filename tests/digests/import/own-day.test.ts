import { expect, test } from 'vitest'
import { ownDay } from '../../../src/digests/import/own-day.ts'

const page = (inside: string) => `<!doctype html><html><head>${inside}</head><body><p>Text.</p></body></html>`

test.each([
  ['Markdown', '---\ntitle: A\ndate: 2026-03-05 23:30:00 -0800\n---\n\nText.', '2026-03-05'],
  ['TOML', '+++\ndate = 2026-03-05\n+++\n\nText.', '2026-03-05'],
  ['Open Graph', page('<meta content="2026-03-05T23:30:00-08:00" property="article:published_time">'), '2026-03-05'],
  ['a name', page("<META NAME='DC.date.issued' CONTENT='2026-03-05'/>"), '2026-03-05'],
  ['schema.org', page('<script type="application/ld+json">{ "datePublished": "2026-03-05" }</script>'), '2026-03-05'],
  ['one time', page('<time class="a" datetime="2026-03-05T08:00Z">Thursday</time>'), '2026-03-05'],
  ['a head before a time', page('<meta name="date" content="2026-03-05"><time datetime="2026-01-01">'), '2026-03-05'],
  ['two times', page('<time datetime="2026-03-05"></time><time datetime="2026-03-06"></time>'), undefined],
  ['a date of no calendar', page('<meta name="date" content="2026-02-30">'), undefined],
  ['another name', page('<meta name="article:modified_time" content="2026-03-05">'), undefined],
  ['a feed', '<rss><item><description><time datetime="2026-03-05"></time></description></item></rss>', undefined],
  ['a date in the text', 'On 2026-03-05 it rained.', undefined],
])('%s names its day, or none', (_, text, day) => {
  expect(ownDay(text)).toBe(day)
})

test('a page of tags that never end is read', () => {
  // Reading on to the end from each tag would take minutes, for which the test has no time.
  expect(ownDay(`<html>${'<meta name="a" '.repeat(200_000)}`)).toBeUndefined()
})
