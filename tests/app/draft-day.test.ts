import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { type DraftingContext, draftDay, draftReplacement } from '../../src/app/draft-day.ts'
import { loadConfig, shippedConfigFile } from '../../src/config/load.ts'
import type { Candidate, CandidateRepository } from '../../src/domain/candidate.ts'
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
  expect(markdown).toMatch(/^---\ndraft: true\nlanguage: en\n---\n/)
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
