import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestId } from '../../src/domain/digest.ts'
import { plainText } from '../../src/domain/text.ts'
import { text } from '../builders.ts'
import { CommandsFixture, cardsOf, hitsOf, newestId, said } from './commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test('before anything is typed: topics with their counts, most frequent first, and the last days', async () => {
  const suggestions = await chat.suggest('')
  const counts = suggestions.flatMap(({ label }) => /\((\d+)\)$/.exec(label)?.[1] ?? [])
  expect(counts.length).toBeGreaterThan(5)
  expect(counts).toEqual(counts.toSorted((one, other) => Number(other) - Number(one)))
  expect(suggestions.map(({ text }) => text)).toEqual(expect.arrayContaining(['Agent', '2026-03-12', '2026-03-08']))
})

test('the names of one topic are counted together and suggested once', async () => {
  const labels = (await chat.suggest('')).map(({ label }) => label)
  expect(labels.filter((label) => /^(Image Gen|图像生成)/.test(label))).toHaveLength(1)
})

test.each([
  ['age', 'Agent'],
  ['智', '智能体'],
  ['智能體', '智能体'],
  ['#age', 'Agent'],
  ['2026-03-1', '2026-03-11'],
  ['tag:im', 'Image Gen'],
  ['tag:"im', 'Image Gen'],
])('%s suggests %s', async (typed, expected) => {
  expect((await chat.suggest(typed)).map((each) => each.text)).toContain(expected)
})

test('after tag: there are only topics', async () => {
  expect((await chat.suggest('tag:')).every(({ label }) => /\(\d+\)$/.test(label))).toBe(true)
})

test('what is suggested leads back to it', async () => {
  const digests = await Promise.all(
    chat.context.repository
      .publications()
      .flatMap((publication) =>
        chat.context.repository
          .days(publication)
          .map((date) => chat.context.repository.get(digestId({ publication, date }))),
      ),
  )
  const titles = digests.flatMap((digest) => digest?.sections.map(({ title }) => plainText(title)) ?? [])
  expect(titles.length).toBeGreaterThan(20)
  for (const title of titles) {
    const found = (await chat.suggest(title.slice(0, 12))).find(({ label }) => label === title)
    expect(found, title).toBeDefined()
    expect(hitsOf(await chat.type(found?.text ?? ''))[0]).toBe(title)
  }
})

test('a day that is suggested is that day’s digest', async () => {
  expect(said(await chat.type('2026-03-12'))).toBe('What a training signal can say')
})

test('a title with marks, quotes and more words than fit still finds its section', async () => {
  const long = `The “best” way — 50% "cheaper until yesterday" — to ${'train and retrain '.repeat(12)}`
  const digest = await chat.context.repository.get(newestId)
  const [first, ...others] = digest?.sections ?? []
  if (!digest || !first) throw new Error('the newest digest has sections')
  const changed = { ...digest, sections: [{ ...first, title: [text(long)] }, ...others] }
  chat.index.index([{ id: newestId, stamp: 'changed', digest: changed }])
  const [found] = await chat.suggest('best way')
  expect(found?.label.length).toBeLessThanOrEqual(100)
  expect(found?.text.length).toBeLessThanOrEqual(100)
  expect(cardsOf(await chat.type(found?.text ?? ''))[1]?.title).toContain('cheaper')
})

test.each(['"', "'; DROP TABLE titles", '*', '的', '🤖', '\ud800', 'x'.repeat(4_000)])(
  '%j is suggested something or nothing, at most 25 and never too long',
  async (typed) => {
    const suggestions = await chat.suggest(typed)
    expect(suggestions.length).toBeLessThanOrEqual(25)
    for (const { label, text: typable } of suggestions) {
      expect(Math.max(label.length, typable.length)).toBeLessThanOrEqual(100)
    }
  },
)

test('a failing archive suggests nothing', async () => {
  chat.breakArchive()
  expect(await chat.suggest('agent')).toEqual([])
})
