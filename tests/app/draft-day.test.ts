import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { type DraftingContext, draftDay, draftReplacement } from '../../src/app/draft-day.ts'
import { storiesPublishedSince } from '../../src/app/stories-of-drafts.ts'
import { loadConfig, shippedConfigFile } from '../../src/config/load.ts'
import type { Candidate, CandidateRepository } from '../../src/domain/candidate.ts'
import { addDays } from '../../src/domain/day.ts'
import type { Draft } from '../../src/domain/draft.ts'
import type { Review } from '../../src/domain/review.ts'
import { dayAt } from '../../src/domain/time-zone.ts'
import { aDigest, libraryOf } from '../builders.ts'
import { aSource } from '../drafts/drafts-fixture.ts'

const now = Date.now()
const today = dayAt(now, 'UTC')

function candidates(...titles: string[]): Candidate[] {
  return titles.map((title, at) => ({
    ...aSource({ id: String(at).repeat(16), title, url: `https://example.org/${at}` }),
    publication: 'main',
    publishedAt: now - at * 1000,
    firstSeenAt: now - 5000,
    signal: 0.5,
    state: 'new',
  }))
}

function context(found: readonly Candidate[], rest: Partial<DraftingContext> = {}): DraftingContext {
  const loaded = loadConfig(shippedConfigFile)
  if ('problems' in loaded) throw new Error('the shipped configuration is wrong')
  const repository: Pick<CandidateRepository, 'list' | 'get'> = {
    list: async () => found,
    get: async (_publication, id) => found.find((each) => each.id === id),
  }
  return {
    home: mkdtempSync(join(inject('temporaryFolder'), 'draft-day-')),
    config: loaded.config,
    candidates: repository as CandidateRepository,
    repository: libraryOf(),
    reviews: { review: async () => undefined },
    signal: new AbortController().signal,
    ...rest,
  }
}

const wish = { publication: 'main', date: today, least: 2 }

test('the day is drafted once, and again only if that is asked for', async () => {
  const given = context(candidates('One', 'Two', 'Three', 'Four', 'Five'))
  const outcome = await draftDay(wish, given)
  expect(outcome.result).toBe('drafted')
  const markdown = readFileSync(join(given.home, `drafts/main/${today}.md`), 'utf8')
  expect(markdown).toMatch(/^---\ndraft: true # version [0-9a-f]{12}\nlanguage: en\n---\n/)
  expect(markdown.match(/^### /gm)).toHaveLength(4)
  expect(await draftDay(wish, given)).toEqual({ result: 'exists' })
  expect((await draftDay({ ...wish, again: true }, given)).result).toBe('drafted')
})

test('a process that was killed before the last file drafts again, and leaves nothing else', async () => {
  const given = context(candidates('One', 'Two'))
  await draftDay(wish, given)
  const folder = join(given.home, 'drafts/main')
  const before = readFileSync(join(folder, `${today}.md`), 'utf8')
  rmSync(join(folder, `${today}.json`))
  writeFileSync(join(folder, `${today}.json.0.tmp`), '{')
  expect((await draftDay(wish, given)).result).toBe('drafted')
  expect(readFileSync(join(folder, `${today}.md`), 'utf8')).toBe(before)
  expect(readdirSync(folder).sort()).toEqual([`${today}.json`, `${today}.md`])
})

test('nothing is drafted if a person wrote the digest, or with too few candidates', async () => {
  const written = { ...aDigest('News'), date: today }
  expect(await draftDay(wish, context(candidates('One', 'Two'), { repository: libraryOf(written) }))).toEqual({
    result: 'written',
  })
  const given = context(candidates('One'))
  expect(await draftDay(wish, given)).toEqual({ result: 'too-few', found: 1 })
  expect(readdirSync(given.home)).toEqual([])
})

test('a draft has the language of the newest digest', async () => {
  const chinese = { ...aDigest('新闻'), language: 'zh' }
  const outcome = await draftDay(wish, context(candidates('One', 'Two'), { repository: libraryOf(chinese) }))
  expect(outcome).toMatchObject({ result: 'drafted', draft: { language: 'zh' } })
})

test('a section can be replaced by another candidate', async () => {
  const given = context(candidates('One', 'Two'))
  const outcome = await draftDay(wish, given)
  if (outcome.result !== 'drafted') throw new Error('nothing was drafted')
  const section = await draftReplacement(outcome.draft, '1'.repeat(16), given)
  expect(section).toMatchObject({ title: 'Two', tag: 'Inference' })
  expect(await draftReplacement(outcome.draft, 'f'.repeat(16), given)).toBeUndefined()
})

test('two waiting drafts have no story in common, and one that is over gives its stories back', async () => {
  const given = context(candidates('One', 'Two', 'Three', 'Four', 'Five', 'Six'))
  const first = await draftDay(wish, given)
  const tomorrow = { ...wish, date: addDays(today, 1) }
  const second = await draftDay(tomorrow, given)
  if (first.result !== 'drafted' || second.result !== 'drafted') throw new Error('nothing was drafted')
  const titles = ({ draft }: { draft: Draft }) => draft.sections.map(({ title }) => title)
  expect([titles(first), titles(second)]).toEqual([
    ['One', 'Two', 'Three', 'Four'],
    ['Five', 'Six'],
  ])
  expect(await draftReplacement(second.draft, first.draft.sections[0]?.candidate ?? '', given)).toBeUndefined()
  const held = { review: async (id: string) => (id === `main/${today}` ? ({ state: 'held' } as Review) : undefined) }
  const again = await draftDay({ ...tomorrow, again: true }, { ...given, reviews: held })
  expect(again).toMatchObject({
    draft: { sections: [{ title: 'One' }, { title: 'Two' }, { title: 'Three' }, { title: 'Four' }] },
  })
})

test('a story that a digest has since the draft was written is found by its address or its title', async () => {
  const given = context(candidates('One', 'Two'))
  const outcome = await draftDay(wish, given)
  if (outcome.result !== 'drafted') throw new Error('nothing was drafted')
  const date = addDays(today, 1)
  expect(await storiesPublishedSince(outcome.draft, libraryOf({ ...aDigest('News', 'One'), date }))).toEqual([
    { title: 'One', date },
  ])
  expect(await storiesPublishedSince(outcome.draft, libraryOf({ ...aDigest('One'), date: today }))).toEqual([])
  expect(
    await storiesPublishedSince(outcome.draft, libraryOf({ ...aDigest('One'), date: addDays(today, -9) })),
  ).toEqual([])
})
