import { describe, expect, test } from 'vitest'
import type { Layout } from '../../../src/domain/destination.ts'
import type { Digest, Section } from '../../../src/domain/digest.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { markdownOf } from './content.ts'
import { link, paragraph, sample, text, vocabulary } from './sample.ts'

const flags = { suppressEmbeds: 4, suppressNotifications: 4096, componentsV2: 32_768 }

const render = (digest: Digest, layout: Layout = 'sections') => renderDiscord(digest, layout, vocabulary)

function sampleSection(changes: Partial<Section>): Digest {
  const [section] = sample.sections
  if (!section) throw new Error('the sample has sections')
  return { ...sample, sections: [{ ...section, ...changes }] }
}

const chinese: Digest = {
  publication: 'zh',
  date: sample.date,
  language: 'zh',
  sections: [
    {
      number: '01',
      tag: '训练优化',
      title: [text('预热要多久？')],
      body: [paragraph(text('比想象的短：作者在三种规模的模型上都验证了这一点。'))],
      takeaways: [[text('两千步足够。')]],
      source: [text('一篇关于预热的短文')],
    },
  ],
  notes: [],
  prose: [],
}

describe('whole messages', () => {
  test.each(['sections', 'thread', 'overview', 'forum'] as const)('look like this in layout %s', async (layout) => {
    await expect(`${JSON.stringify(render(sample, layout), null, 2)}\n`).toMatchFileSnapshot(
      `snapshots/sample.${layout}.json`,
    )
  })

  test('read like this', async () => {
    await expect(transcript(sample)).toMatchFileSnapshot('snapshots/sample.txt')
  })

  test('read like this in Chinese, with neither title nor overview nor notes', async () => {
    await expect(transcript(chinese)).toMatchFileSnapshot('snapshots/chinese.txt')
  })
})

function transcript(digest: Digest): string {
  return render(digest)
    .map((part) => `--- ${part.key}\n${markdownOf(part)}\n`)
    .join('\n')
}

test('only the first message notifies', () => {
  for (const layout of ['sections', 'thread'] as const) {
    const [overview, ...others] = render(sample, layout)
    expect(overview?.body.flags).toBe(flags.suppressEmbeds)
    for (const { body } of others) expect(body.flags).toBe(flags.componentsV2 | flags.suppressNotifications)
  }
})

test('a long overview goes on in silence, and loses no bullet', () => {
  const overview = Array.from({ length: 55 }, (_, at) => ({
    headline: [text(`Headline ${at + 1}.`)],
    text: [text('And a sentence or two that say what it means for the rest of us.')],
  }))
  const parts = render({ ...sample, overview }).filter(({ key }) => key.startsWith('overview'))
  expect(parts.map(({ key }) => key)).toEqual(['overview', 'overview.2', 'overview.3'])
  expect(parts[1]?.body.flags).toBe(flags.suppressEmbeds | flags.suppressNotifications)
  expect(
    parts
      .map(markdownOf)
      .join('\n')
      .match(/Headline \d+/g),
  ).toHaveLength(55)
})

test('what is before the overview is shown in it', () => {
  const prose = [{ before: 'overview', title: [], blocks: [paragraph(text('Good morning.'))] }] as const
  const parts = render({ ...sample, prose })
  expect(markdownOf(parts[0] ?? never())).toMatch(/min read\nGood morning\.\n- /)
  expect(parts.map(({ key }) => key)).not.toContain('prose-1')
})

test('a digest without an overview lists the titles of its sections', () => {
  const { overview: _, ...rest } = sample
  expect(markdownOf(render(rest)[0] ?? never())).toContain('- `Training` **How long must a warm-up be?**')
})

test('bullets carry the tags of their sections only when each has its own', () => {
  const [first] = sample.overview ?? []
  expect(markdownOf(render({ ...sample, overview: first ? [first] : [] })[0] ?? never())).not.toContain('`Agent`')
})

test('a long section goes on in further messages, and only the last has its controls', () => {
  const body = Array.from({ length: 12 }, (_, at) =>
    paragraph(text(`Paragraph ${at + 1}. ${'More words. '.repeat(60)}`)),
  )
  const parts = render(sampleSection({ body })).filter(({ key }) => key.startsWith('section-01'))
  expect(parts.map(({ key }) => key)).toEqual(['section-01', 'section-01.2', 'section-01.3'])
  expect(parts.map(({ discuss }) => discuss !== undefined)).toEqual([false, false, true])
  expect(parts.map(({ body }) => JSON.stringify(body).includes('custom_id'))).toEqual([false, false, true])
  expect(markdownOf(parts[1] ?? never())).toMatch(/^-# Why should an agent ask before it acts\? \(continued\)\n/)
})

test('takeaways stay together where a message can hold them', () => {
  const takeaways = Array.from({ length: 5 }, (_, at) => [text(`Point ${at + 1}: ${'words '.repeat(60)}`)])
  const body = [paragraph(text('Words of a sentence. '.repeat(120)))]
  const [first, second] = render(sampleSection({ body, takeaways })).slice(1)
  expect(markdownOf(first ?? never())).not.toContain('Point 1')
  expect(markdownOf(second ?? never())).toMatch(/### Key takeaways\n1\. Point 1[\s\S]*5\. Point 5/)
})

test('a digest in Chinese is held to the bytes of a message, which it reaches first', () => {
  const body = [paragraph(text('模型先写程序，再画图。'.repeat(700)))]
  for (const { key, budget } of render(sampleSection({ body })).filter(({ key }) => key.startsWith('section'))) {
    const [characters, bytes] = ['characters', 'bytes'].map((of) => budget.find((one) => one.of === of)?.used ?? 0)
    expect(bytes, key).toBeLessThanOrEqual(9500)
    expect(characters, key).toBeLessThan(3800)
  }
})

test('more than 25 takeaways take a second select', () => {
  const takeaways = Array.from({ length: 30 }, (_, at) => [text(`Point ${at + 1}`)])
  const sent = JSON.stringify(render(sampleSection({ takeaways, body: [] })).map(({ body }) => body))
  expect(sent).toContain('"custom_id":"mp:discuss:main/2026-03-12:01"')
  expect(sent).toContain('"custom_id":"mp:discuss:main/2026-03-12:01:26"')
  expect(sent).toContain('{"label":"30. Point 30","value":"30"}')
})

test('an option is cut where a reader would not notice, and never inside a character', () => {
  const takeaways = [[text(`${'a'.repeat(95)}👩‍👩‍👧‍👦 and more`)]]
  const sent = JSON.stringify(render(sampleSection({ takeaways })).map(({ body }) => body))
  expect(sent).toContain(`"label":"1. ${'a'.repeat(95)}…"`)
})

test('a source that no button can open is still linked in the text', () => {
  const url = `https://example.org/${'a'.repeat(600)}`
  const [section] = render(sampleSection({ source: [{ type: 'link', url, children: [text('A paper')] }] })).slice(1)
  expect(markdownOf(section ?? never())).toContain(`[A paper](<${url}>)`)
  expect(JSON.stringify(section?.body)).not.toContain('Read source')
  expect(markdownOf(render({ ...sample, url })[0] ?? never())).toContain(`[Read online](<${url}>)`)
})

test('what no message can hold in one piece is split, or loses its link rather than its words', () => {
  const url = `https://example.org/${'a'.repeat(5000)}`
  const hostile = sampleSection({
    tag: 'tag '.repeat(2000),
    title: [text('title '.repeat(1000))],
    source: [{ type: 'link', url, children: [text('A paper')] }],
  })
  const parts = render({ ...hostile, title: 'name '.repeat(1000) })
  for (const { budget } of parts) for (const { used, budget: most } of budget) expect(used).toBeLessThanOrEqual(most)
  const words = parts.map(markdownOf).join(' ')
  expect(words.match(/\bname\b/g)?.length).toBeGreaterThanOrEqual(1000)
  expect(words.match(/\btitle\b/g)?.length).toBeGreaterThanOrEqual(1000)
  expect(words).toContain('A paper')
})

test('a title keeps its words whole beside a long address, in the heading or else below it', () => {
  const titled = (length: number) => {
    const url = `https://example.org/${'a'.repeat(length)}`
    const title = [text('Why '), link(url, text('patience'), text(' pays'))]
    const [, section, ...others] = render(sampleSection({ title }))
    expect(others.filter(({ key }) => key.startsWith('section'))).toEqual([])
    return markdownOf(section ?? never())
  }
  expect(titled(300)).toMatch(/^## Why \[patience pays\]\(<https:\S+a>\)$/m)
  expect(titled(1100)).toMatch(/^## Why\n### \[patience pays\]\(<https:\S+a>\)$/m)
})

test('an address too long for a message once encoded loses its link rather than its words', () => {
  const url = `https://example.org/${'<'.repeat(600)}`
  const [, section] = render(sampleSection({ body: [paragraph(link(url, text('A paper')))] }))
  expect(markdownOf(section ?? never())).toMatch(/^A paper$/m)
})

test('a forum post is named after the digest and its day, however long its title', () => {
  const [starter] = render({ ...sample, title: 'long '.repeat(60) }, 'forum')
  expect(starter?.body.name).toHaveLength(100)
  expect(starter?.body.name).toMatch(/ lon\S*… — 12 March 2026$/)
  expect(starter?.tags).toEqual(['Agent', 'Training'])
})

test('everything but the overview is under it in layouts thread and forum', () => {
  for (const layout of ['thread', 'forum'] as const) {
    const [overview, ...others] = render(sample, layout)
    expect(overview?.under).toBeUndefined()
    expect(others.every(({ under }) => under === 'overview')).toBe(true)
  }
})

function never(): never {
  throw new Error('there is such a part')
}
