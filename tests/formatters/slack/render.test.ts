import { expect, test } from 'vitest'
import type { Digest, Inline } from '../../../src/domain/digest.ts'
import type { Part } from '../../../src/domain/part.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import {
  chinese,
  digestOf,
  everyBlock,
  everyday,
  hostile,
  link,
  paragraph,
  sectionOf,
  text,
  vocabulary,
} from './digests.ts'
import { objectsIn } from './shown.ts'

const render = (digest: Digest, layout: 'sections' | 'thread' | 'overview' = 'sections') =>
  renderSlack(digest, layout, vocabulary)
const keysOf = (parts: readonly Part[]) => parts.map(({ key }) => key)
const typesOf = ({ body }: Part) => (body.blocks as { type: string }[]).map(({ type }) => type)
const ofType = (parts: readonly Part[], type: string) =>
  parts.flatMap(({ body }) => objectsIn(body.blocks)).filter((object) => object.type === type)

test.each(Object.entries({ everyday, everyBlock, chinese, hostile }))(
  '%s looks as it is kept',
  async (name, digest) => {
    const file = `snapshots/${name}.json`
    await expect(`${JSON.stringify(render(digest), null, 2)}\n`).toMatchFileSnapshot(file)
  },
)

test('the overview layout is one message, from which the rest can be asked for', async () => {
  const parts = render(everyday, 'overview')
  expect(keysOf(parts)).toEqual(['overview'])
  const [select] = ofType(parts, 'static_select') as { action_id: string; options: { value: string }[] }[]
  expect(select?.action_id).toBe('mp:read:main/2026-03-12')
  const keys = select?.options.map(({ value }) => value)
  expect(keys).toEqual(['section-01', 'section-02', 'section-03', 'notes', 'observation', 'prose-1'])
  expect(keys).toEqual(keysOf(render(everyday)).slice(1))
})

test('in the thread layout everything is under the overview', () => {
  const [overview, ...others] = render(everyday, 'thread')
  expect(overview?.under).toBeUndefined()
  expect(new Set(others.map(({ under }) => under))).toEqual(new Set(['overview']))
  expect(others.map(({ under, ...part }) => part)).toEqual(render(everyday).slice(1))
})

test('Slack has no forum', () => {
  expect(() => renderSlack(everyday, 'forum', vocabulary)).toThrow('thread, sections, overview')
})

test('a digest without an overview opens with its sections’ titles', () => {
  const { overview, ...rest } = everyday
  const [part] = render(rest)
  expect(part?.body.text).toContain(
    '• Training: Do longer warm-ups pay off?\n• Agent: An agent that asks before it acts',
  )
})

test('bullets that do not match the sections carry no tag', () => {
  const overview = (everyday.overview ?? []).slice(0, 2)
  expect(ofType(render({ ...everyday, overview }, 'overview'), 'tag')).toEqual([])
})

test('what is before the overview opens it', () => {
  const prose = [{ before: 'overview', title: text('A word first'), blocks: [paragraph('Hello.')] }] as const
  const parts = render({ ...everyday, prose })
  expect(parts[0]?.plain).toMatch(/A word first\nHello\.\n• Training/)
  expect(keysOf(parts)).not.toContain('prose-1')
})

test('a title too long for a header, or with a link, keeps every word', () => {
  const long = 'Many words make a title. '.repeat(8).trim()
  const linked: Inline[] = [...text('See '), link('https://example.org/a', 'this')]
  const parts = render(digestOf([sectionOf('01', long), sectionOf('02', '', { title: linked })], { title: long }))
  expect(parts.map((part) => typesOf(part).includes('header'))).toEqual([false, false, false])
  expect(parts.map(({ plain }) => plain.split('\n')[0])).toEqual([long, long, 'See this'])
})

test('a header of exactly 150 characters is a header', () => {
  expect(typesOf(render(digestOf([sectionOf('01', 'x'.repeat(150))]))[1] as Part)[0]).toBe('header')
})

const longBody = Array.from({ length: 60 }, (_, at) => paragraph(`Paragraph ${at}. ${'Some words. '.repeat(40)}`))

test('a long section goes on in further messages, its controls in the last', () => {
  const section = sectionOf('01', 'A long story', {
    body: longBody,
    takeaways: [text('A point')],
    source: [link('https://example.org/s', 'Source')],
  })
  const parts = render(digestOf([section])).slice(1)
  expect(keysOf(parts)).toEqual(['section-01', 'section-01.2', 'section-01.3', 'section-01.4', 'section-01.5'])
  expect(parts.map((part) => typesOf(part).includes('actions'))).toEqual([false, false, false, false, true])
  expect(parts.map(({ discuss }) => discuss?.section)).toEqual([undefined, undefined, undefined, undefined, '01'])
  for (const part of parts.slice(1)) {
    expect(typesOf(part)[0]).toBe('context')
    expect(part.body.text).toMatch(/^A long story \(continued\)\nParagraph \d+/)
  }
})

test('when not every word fits in the text, the headlines do', () => {
  const section = sectionOf('01', 'A long story', { tag: 'Agent', body: longBody, takeaways: [text('A point')] })
  expect(render(digestOf([section]))[1]?.body.text).toBe('Agent: A long story\nKey takeaways\n1. A point')
})

test('the fallback text of a section with two tags names both as its overview does', () => {
  const section = sectionOf('01', 'A story', { tag: 'Agent', moreTags: ['Code'] })
  const [overview, message] = render(digestOf([section]))
  expect(overview?.body.text).toContain('Agent, Code: A story')
  expect(message?.body.text).toContain('01 · Agent · Code')
})

test('the text ends at the end of a line', () => {
  const overview = Array.from({ length: 90 }, (_, at) => ({
    headline: text(`Headline ${at} ${'word '.repeat(20)}end`),
    text: [],
  }))
  const { text: words } = render({ ...everyday, overview })[0]?.body ?? {}
  expect(Buffer.byteLength(String(words))).toBeLessThanOrEqual(3900)
  expect(
    String(words)
      .split('\n')
      .slice(2)
      .every((line) => line.endsWith('end')),
  ).toBe(true)
})

test('a takeaway is offered by its number, its words cut to what an option holds', () => {
  const long = 'A takeaway of many words that goes on and on until no option of a select could hold it.'
  const options = ofType(
    render(digestOf([sectionOf('01', 'T', { takeaways: [text('Short'), text(long)] })])),
    'static_select',
  ).flatMap(({ options }) => options as { text: { text: string }; value: string }[])
  expect(options.map(({ value }) => value)).toEqual(['1', '2'])
  expect(options[0]?.text.text).toBe('1. Short')
  expect(options[1]?.text.text).toMatch(/^2\. A takeaway of many words .*…$/)
  expect(options[1]?.text.text.length).toBeLessThanOrEqual(75)
})

test.each([
  ['no source', []],
  ['a source without an address', text('A paper')],
  ['an address that no button opens', [link('mailto:someone@example.org', 'Ask')]],
])('%s makes no button', (_, source) => {
  expect(ofType(render(digestOf([sectionOf('01', 'T', { source, takeaways: [text('A point')] })])), 'button')).toEqual(
    [],
  )
})

test('an address too long for Slack is written out', () => {
  const url = `https://example.org/${'a'.repeat(3000)}`
  const [, part] = render(digestOf([sectionOf('01', 'T', { body: [paragraph(link(url, 'A paper'), ' at last.')] })]))
  expect(ofType([part as Part], 'link')).toEqual([])
  expect(JSON.stringify(part?.body.blocks)).toContain(`A paper (${url}) at last.`)
})

test('a list that counts from nought shows its numbers', () => {
  const items = ['Zero', 'One'].map((word) => ({ children: [paragraph(word)] }))
  const body = [{ type: 'list', ordered: true, start: 0, items }] as const
  const lists = ofType(render(digestOf([sectionOf('01', 'T', { body })])).slice(1), 'rich_text_list')
  expect(lists.map(({ style }) => style)).toEqual(['bullet', 'ordered'])
  expect(JSON.stringify(lists[0])).toContain('"0. Zero"')
})

test('lists deeper than Slack goes stay at its last indent', () => {
  const deep = (depth: number): Digest['sections'][number]['body'][number] => ({
    type: 'list',
    ordered: false,
    start: 1,
    items: [{ children: depth > 0 ? [paragraph(`Level ${depth}`), deep(depth - 1)] : [paragraph('Bottom')] }],
  })
  const lists = ofType(render(digestOf([sectionOf('01', 'T', { body: [deep(12)] })])).slice(1), 'rich_text_list')
  expect(Math.max(...lists.map(({ indent = 0 }) => Number(indent)))).toBe(8)
  expect(lists).toHaveLength(9)
})

test('a digest with nothing but its sections’ numbers still says something', () => {
  const parts = render(digestOf([sectionOf('01', '', { body: [] })]))
  expect(keysOf(parts)).toEqual(['overview', 'section-01'])
  for (const { body } of parts) expect(body.text).not.toBe('')
})
