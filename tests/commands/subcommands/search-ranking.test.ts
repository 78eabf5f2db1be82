import { afterEach, beforeEach, expect, test } from 'vitest'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, hitsOf, said } from '../commands-fixture.ts'

let fixture: CommandsFixture
beforeEach(async () => {
  fixture = await CommandsFixture.open()
})
afterEach(() => fixture.close())

test('a topic finds the sections that have its tag, then those that speak of it', async () => {
  const found = hitsOf(await fixture.type('code'))
  expect(found[0]).toBe('Real issues are harder than puzzles.')
  expect(found).toContain('A sketch that compiles')
})

test('a word that is wrong or missing costs no answer, and the answer says so', async () => {
  for (const text of ['skecth that compiles', 'sketch compiles zzzz']) {
    const reply = await fixture.type(text)
    expect(said(reply)).toContain('Nothing has all of this exactly; these come closest.')
    expect(hitsOf(reply)[0]).toBe('A sketch that compiles')
  }
  expect(said(await fixture.type('what is a sketch that compiles?'))).not.toContain('come closest')
})

test('of two subjects that no section combines, each is found, and the answer says so', async () => {
  const reply = await fixture.type('toolformer chinchilla')
  expect(said(reply)).toContain('Nothing has toolformer and chinchilla in one section; these have one of them.')
  expect(hitsOf(reply).slice(0, 2).toSorted()).toEqual([
    'Too many parameters, too little text',
    'Which calls were worth making?',
  ])
  const chinese = said(await fixture.type('toolformer chinchilla', { language: 'zh' }))
  expect(chinese).toContain('没有同时包含 toolformer和chinchilla 的内容，以下各含其一。')
  expect(said(await fixture.type('toolformer or chinchilla'))).not.toContain('Nothing has')
  expect(said(await fixture.type('toolformer or walrus'))).toContain('Nothing has walrus; these have toolformer.')
})

test('the publication of the channel comes first', async () => {
  fixture.configured = [aDestination({ publication: 'zh' })]
  expect(hitsOf(await fixture.type('CoCo', { language: 'fr' }))[0]).toBe('能运行的草图')
  expect(hitsOf(await fixture.type('CoCo', { language: 'en' }))[0]).toBe('A sketch that compiles')
})

test.each(['fr', 'ja', 'de'])(
  'a reader of %s gets what is in English first where nothing is in theirs',
  async (language) => {
    for (const text of ['CoCo', 'DiT']) {
      const inEnglish = hitsOf(await fixture.type(text, { language: 'en' }))
      expect(hitsOf(await fixture.type(text, { language }))).toEqual(inEnglish)
    }
  },
)

test('a section about something comes before the observation that names it', async () => {
  expect(hitsOf(await fixture.type('chinchilla'))[0]).toBe('Too many parameters, too little text')
})
